package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.ParsedJson;
import dev.keyturn.app.cli.Schema;
import dev.keyturn.app.env.RandomNames;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.emulators.Moto;
import dev.keyturn.json.JsonText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** What arrives at an event bus and at a topic, read back from queues behind them, on moto. */
@Execution(ExecutionMode.CONCURRENT)
class NotificationsIT {
  private static final Path SCHEMA = Path.of("docs", "schema", "event.schema.json");
  private static final String ROTATION_TOKEN = "99999999-9999-9999-9999-999999999999";
  private static final String SCHEDULE =
      "{\"source\": \"aws.events\", \"detail-type\": \"Scheduled Event\"}";

  private final Emulator moto = Moto.shared();
  private final String name = moto.fresh("announced");
  private final Set<String> secrets = new TreeSet<>();
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  @Test
  @DisplayName(
      "Everything announced arrives at bus and topic, fits the schema, and holds no secret")
  void arrives() throws Exception {
    adopted();
    String behindTheBus = queue(name + "-events");
    String behindTheTopic = queue(name + "-messages");
    aws("events", "create-event-bus", "--name", name);
    aws(
        "events",
        "put-rule",
        "--name",
        name,
        "--event-bus-name",
        name,
        "--event-pattern",
        "{\"source\": [\"keyturn\"]}");
    aws(
        "events",
        "put-targets",
        "--rule",
        name,
        "--event-bus-name",
        name,
        "--targets",
        "Id=queue,Arn=" + arn(behindTheBus));
    String topic = moto.topic(name);
    aws(
        "sns",
        "subscribe",
        "--topic-arn",
        topic,
        "--protocol",
        "sqs",
        "--notification-endpoint",
        arn(behindTheTopic),
        "--attributes",
        "RawMessageDelivery=true");

    Handler handler = handler(topic);
    for (int sweep = 0; sweep < 3; sweep++) {
      invoke(handler, SCHEDULE);
      holds();
    }
    invoke(
        handler,
        """
        {"Step": "createSecret", "SecretId": "%s", "RotationToken": "%s",
         "ClientRequestToken": "11111111-1111-1111-1111-111111111111"}
        """
            .formatted(name, ROTATION_TOKEN));
    invoke(handler, "{}");
    switchedOff();
    invoke(handler, SCHEDULE);
    boundElsewhere();
    invoke(handler, SCHEDULE);

    List<String> events = receive(behindTheBus);
    List<String> messages = receive(behindTheTopic);
    assertThat(events)
        .as(lines.toString())
        .extracting(event -> (String) ParsedJson.at(ParsedJson.parse(event), "detail-type"))
        .contains(
            "Rotation Started",
            "Key Promoted",
            "Key Deactivated",
            "Key Deleted",
            "Work Failed",
            "Invocation Failed",
            "Secret Halted",
            "Binding Refused");
    for (String event : events) {
      Object document = ParsedJson.parse(event);
      assertThat(ParsedJson.at(document, "source")).isEqualTo("keyturn");
      Map<?, ?> detail = (Map<?, ?>) ParsedJson.at(document, "detail");
      if (!ParsedJson.at(document, "detail-type").equals("Invocation Failed")) {
        assertThat(ParsedJson.at(detail, "secret")).isIn(name, secretArn());
      }
      assertThat(Schema.problems(SCHEMA, text(detail))).isEmpty();
    }
    assertThat(messages).hasSameSizeAs(events);
    assertThat(messages).anyMatch(message -> message.contains("keyturn rollback " + secretArn()));
    assertThat(lines).noneMatch(line -> line.contains("not-announced"));
    assertThat(secrets).hasSizeGreaterThan(1);
    for (String told : List.of(events.toString(), messages.toString(), lines.toString())) {
      assertThat(secrets).noneMatch(told::contains);
      assertThat(told).doesNotContain(ROTATION_TOKEN);
    }
  }

  /** A user with a key, in a secret that the function's configuration binds to it. */
  private void adopted() {
    try (IamClient iam = moto.iam();
        SecretsManagerClient store = moto.secrets()) {
      iam.createUser(r -> r.userName(name));
      var key = iam.createAccessKey(r -> r.userName(name)).accessKey();
      String value = value(name, key.accessKeyId(), key.secretAccessKey());
      store.createSecret(r -> r.name(name).secretString(value));
    }
  }

  private String secretArn() {
    try (SecretsManagerClient store = moto.secrets()) {
      return store.describeSecret(r -> r.secretId(name)).arn();
    }
  }

  private String value(String user, String id, String secret) {
    secrets.add(secret);
    return "{\"UserName\": \"%s\", \"AccessKeyId\": \"%s\", \"SecretAccessKey\": \"%s\"}"
        .formatted(user, id, secret);
  }

  /** A person's hand, after which a person has to decide. */
  private void switchedOff() {
    try (IamClient iam = moto.iam()) {
      iam.listAccessKeys(r -> r.userName(name))
          .accessKeyMetadata()
          .forEach(key ->
              iam.updateAccessKey(r ->
                  r.userName(name).accessKeyId(key.accessKeyId()).status(StatusType.INACTIVE)));
    }
  }

  private void boundElsewhere() {
    try (IamClient iam = moto.iam()) {
      Tag tag = Tag.builder().key("keyturn:secret").value("arn:another").build();
      iam.tagUser(r -> r.userName(name).tags(tag));
    }
  }

  /** Remembers the secret access key that is current now. */
  private void holds() {
    try (SecretsManagerClient store = moto.secrets()) {
      Object value =
          ParsedJson.parse(
              store
                  .getSecretValue(r -> r.secretId(name).versionStage("AWSCURRENT"))
                  .secretString());
      secrets.add((String) ParsedJson.at(value, "SecretAccessKey"));
    }
  }

  /** With no windows, and a key due as soon as there is one. */
  private Handler handler(String topic) {
    Map<String, String> environment =
        Map.ofEntries(
            Map.entry("AWS_REGION", Emulator.REGION),
            Map.entry("secrets", secretArn() + "=" + name),
            Map.entry("KEYTURN_EVENT_BUS", name),
            Map.entry("KEYTURN_TOPIC_ARN", topic),
            Map.entry("KEYTURN_MAX_AGE", "1s"),
            Map.entry("KEYTURN_SPREAD", "0s"),
            Map.entry("KEYTURN_OVERLAP", "0s"),
            Map.entry("KEYTURN_QUIET", "0s"),
            Map.entry("KEYTURN_RECOVERY", "0s"),
            Map.entry("KEYTURN_VERIFY_SUCCESSES", "1"),
            Map.entry("KEYTURN_VERIFY_SPAN", "0s"));
    return new Handler(
        new FunctionEnvironment(
            environment, lines::add, duration -> {}, RandomNames::new, moto::connect));
  }

  private void invoke(Handler handler, String event) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    FakeContext context =
        new FakeContext(
            "request", SimulatedFunction.ARN, () -> (int) Duration.ofMinutes(10).toMillis());
    try {
      handler.handleRequest(
          new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, context);
      lines.add(answer.toString(StandardCharsets.UTF_8));
    } catch (FunctionFailed failed) {
      lines.add(String.valueOf(failed));
    }
  }

  private String queue(String queueName) throws Exception {
    return (String)
        ParsedJson.at(
            ParsedJson.parse(aws("sqs", "create-queue", "--queue-name", queueName)), "QueueUrl");
  }

  private String arn(String queue) throws Exception {
    String attributes =
        aws("sqs", "get-queue-attributes", "--queue-url", queue, "--attribute-names", "QueueArn");
    return (String) ParsedJson.at(ParsedJson.parse(attributes), "Attributes", "QueueArn");
  }

  /** All that is in a queue; a message that was received is hidden for a while. */
  private List<String> receive(String queue) throws Exception {
    List<String> all = new ArrayList<>();
    while (true) {
      String batch =
          aws("sqs", "receive-message", "--queue-url", queue, "--max-number-of-messages", "10");
      if (batch.isBlank()) {
        return all;
      }
      for (Object message : (List<?>) ParsedJson.at(ParsedJson.parse(batch), "Messages")) {
        all.add((String) ParsedJson.at(message, "Body"));
      }
    }
  }

  private static String text(Map<?, ?> object) {
    Map<String, Object> fields = new LinkedHashMap<>();
    object.forEach((field, value) -> fields.put(String.valueOf(field), value));
    return JsonText.oneLine(fields);
  }

  /** The AWS CLI, as a person would use it to look. */
  private String aws(String... arguments) throws Exception {
    Path venv = Path.of(System.getProperty("keyturn.venv", "target/venv")).toAbsolutePath();
    List<String> command = new ArrayList<>(List.of(arguments));
    command.addAll(
        0,
        List.of(
            venv.resolve("bin").resolve("aws").toString(),
            "--endpoint-url",
            moto.endpoint().toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(variable -> variable.startsWith("AWS_"));
    environment.putAll(
        Map.of(
            "AWS_ENDPOINT_URL",
            moto.endpoint().toString(),
            "AWS_REGION",
            Emulator.REGION,
            "AWS_DEFAULT_REGION",
            Emulator.REGION,
            "AWS_ACCESS_KEY_ID",
            moto.administrator().id(),
            "AWS_SECRET_ACCESS_KEY",
            moto.administrator().secret().reveal(),
            "AWS_CONFIG_FILE",
            "target/no-aws/config",
            "AWS_SHARED_CREDENTIALS_FILE",
            "target/no-aws/credentials",
            "AWS_DEFAULT_OUTPUT",
            "json"));
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
