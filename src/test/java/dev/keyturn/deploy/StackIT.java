package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.ParsedJson;
import dev.keyturn.deploy.Stack.On;
import dev.keyturn.emulators.Emulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The template through CloudFormation and the AWS CLI, and everything that it made read back. */
@Execution(ExecutionMode.CONCURRENT)
class StackIT {
  private static final Pattern TYPE = Pattern.compile("Type: (AWS::\\w+::\\w+)");

  @Execution(ExecutionMode.SAME_THREAD)
  @ParameterizedTest
  @EnumSource(On.class)
  @DisplayName("The stack is made by the AWS CLI, and everything that it made is as it should be")
  void stack(On on) throws Exception {
    Deployment deployment = new Deployment(on.emulator());
    String name = on.emulator().fresh("stack");
    Path template = Stack.deploy(deployment, on, name);
    Object made = deployment.readBack(name);
    isTheFunction(on, made, name);
    mayBeInvoked(made, name);
    hasThePolicies(on, made, name);
    isWatched(on, made, name);
    Object resources =
        ParsedJson.parse(
            deployment.aws("cloudformation", "describe-stack-resources", "--stack-name", name));
    Set<String> types = new TreeSet<>();
    for (Object resource : (List<?>) ParsedJson.at(resources, "StackResources")) {
      if (resource instanceof Map<?, ?> known && known.containsKey("ResourceType")) {
        types.add((String) ParsedJson.at(resource, "ResourceType"));
      }
    }
    Set<String> asked = new TreeSet<>(types);
    asked.addAll(on.passesOver());
    assertThat(asked).isEqualTo(typesOf(template));
    assertThat(types).noneMatch(on.passesOver()::contains);
    System.out.printf(
        "stack on %s: %d resource types made and read back; passed over: %s%n",
        on.emulator().name(), types.size(), new TreeSet<>(on.passesOver()));
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @Test
  @DisplayName(
      "A parameter that is changed reaches what callers call, and the version before stays")
  void changed() throws Exception {
    Deployment deployment = new Deployment(On.MINISTACK.emulator());
    String name = On.MINISTACK.emulator().fresh("changed");
    Path template = Stack.deploy(deployment, On.MINISTACK, name);
    String before = (String) ParsedJson.at(deployment.readBack(name), "live", "Version");
    String topic = On.MINISTACK.emulator().topic(name);
    Stack.set(deployment, template, name, "MaxAge=30d").orFail();
    assertThat(live(deployment, name)).containsEntry("KEYTURN_MAX_AGE", "30d");
    Stack.set(
            deployment, template, name, "TopicArn=" + topic, "Secrets=prod/web/iam", "Timeout=600")
        .orFail();
    assertThat(live(deployment, name))
        .containsEntry("KEYTURN_MAX_AGE", "30d")
        .containsEntry("KEYTURN_TOPIC_ARN", topic)
        .containsEntry("secrets", "prod/web/iam");
    // Nothing of the function changes, so no version may be published.
    Stack.set(deployment, template, name, "ThrottlesTolerated=5").orFail();
    Object made = deployment.readBack(name);
    assertThat(ParsedJson.at(made, "live", "Timeout")).isEqualTo(600L);
    assertThat(ParsedJson.at(made, "alarms", name + "-calls-throttled", "Threshold"))
        .isEqualTo(5.0);
    assertThat(ParsedJson.at(made, "alarms", name + "-rotation-failed", "AlarmActions"))
        .isEqualTo(List.of(topic));
    assertThat(deployment.aws("lambda", "list-versions-by-function", "--function-name", name))
        .contains("\"Version\": \"%s\"".formatted(before));
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @ParameterizedTest
  @EnumSource(On.class)
  @DisplayName("With everything on that can be left out, all of it is there")
  void everything(On on) throws Exception {
    Deployment deployment = new Deployment(on.emulator());
    String name = on.emulator().fresh("everything");
    FullDeployment everything = FullDeployment.on(on.emulator(), deployment, name);
    List<String> parameters = new ArrayList<>();
    everything.parameters().forEach((parameter, value) -> parameters.add(parameter + "=" + value));
    Stack.deploy(deployment, on, name, parameters.toArray(String[]::new));
    Object made = deployment.readBack(name);
    everything.isOn(made, name);
    // Each makes of the rest what the other does not; docs/emulators.md.
    switch (on) {
      case MOTO -> everything.isWithin(made);
      case MINISTACK -> {
        everything.isAttached(made, name, Alarms.Form.PLAIN);
        assertThat(ParsedJson.at(made, "live", "SnapStart", "ApplyOn"))
            .isEqualTo("PublishedVersions");
        assertThat(outputs(deployment, name))
            .contains(
                "policy/" + Deployed.deployed(name, "secrets-key-read") + '"',
                "policy/" + Deployed.deployed(name, "secrets-key") + '"');
      }
    }
  }

  private static String outputs(Deployment deployment, String name) {
    return deployment.aws(
        "cloudformation",
        "describe-stacks",
        "--stack-name",
        name,
        "--query",
        "Stacks[0].Outputs[].OutputValue");
  }

  private static boolean isThere(Deployment deployment, String stack) {
    return deployment.tryAws("cloudformation", "describe-stacks", "--stack-name", stack).code()
        == 0;
  }

  private static Map<String, String> live(Deployment deployment, String name) {
    Object called =
        ParsedJson.parse(
            deployment.aws(
                "lambda",
                "get-function-configuration",
                "--function-name",
                name,
                "--qualifier",
                "live"));
    Map<String, String> variables = new TreeMap<>();
    ((Map<?, ?>) ParsedJson.at(called, "Environment", "Variables"))
        .forEach((variable, value) -> variables.put((String) variable, (String) value));
    return variables;
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @Test
  @DisplayName("What cannot be is refused before anything is made")
  void refused() throws Exception {
    Deployment deployment = new Deployment(On.MINISTACK.emulator());
    String name = On.MINISTACK.emulator().fresh("refused");
    deployment.aws("s3", "mb", "s3://" + name);
    Path template = Stack.packagedTemplate(deployment, On.MINISTACK, name);
    Map<String, String> refusals =
        Map.of(
            "MaxAge=90", "MaxAge",
            "UserPath=/service/*/", "UserPath",
            "SubnetIds=subnet-0a1b", "SubnetIds needs SecurityGroupIds",
            "SecurityGroupIds=sg-0a1b", "SecurityGroupIds needs SubnetIds",
            "TopicArn=arn:aws:sns:us-east-1:000000000000:x.fifo", "TopicArn",
            "TopicKeyArn=arn:aws:kms:us-east-1:000000000000:key/x", "TopicKeyArn needs TopicArn",
            "MaxAge=7d", "Overlap has to be shorter than MaxAge");
    for (Map.Entry<String, String> refusal : refusals.entrySet()) {
      List<String> parameters = new ArrayList<>(List.of(Stack.parameters(name)));
      parameters.add(refusal.getKey());
      Program.Finished finished =
          Stack.set(deployment, template, name, parameters.toArray(String[]::new));
      assertThat(finished.code()).as(refusal.getKey()).isNotZero();
      assertThat(finished.everything()).as(refusal.getKey()).contains(refusal.getValue());
    }
    assertThat(deployment.tryAws("lambda", "get-function", "--function-name", name).code())
        .isNotZero();
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @Test
  @DisplayName("A stack that was deleted leaves its log, and can be made again without it")
  void again() throws Exception {
    Deployment deployment = new Deployment(On.MINISTACK.emulator());
    String name = On.MINISTACK.emulator().fresh("again");
    Path template = Stack.deploy(deployment, On.MINISTACK, name);
    deployment.aws("cloudformation", "delete-stack", "--stack-name", name);
    for (int looks = 0; looks < 60 && isThere(deployment, name); looks++) {
      assertThat(looks).as("looks at a stack that is being deleted").isLessThan(59);
    }
    String log = "/aws/lambda/" + name;
    assertThat(deployment.aws("logs", "describe-log-groups", "--log-group-name-prefix", log))
        .contains(log);
    deployment.aws("logs", "delete-log-group", "--log-group-name", log);
    Stack.set(deployment, template, name, Stack.parameters(name)).orFail();
    assertThat(ParsedJson.at(deployment.readBack(name), "live", "FunctionName")).isEqualTo(name);
  }

  private static void isTheFunction(On on, Object made, String name) {
    Object function = ParsedJson.at(made, "function");
    assertThat(ParsedJson.at(function, "FunctionName")).isEqualTo(name);
    assertThat(ParsedJson.at(function, "Runtime")).isEqualTo("java25");
    assertThat(ParsedJson.at(function, "Handler"))
        .isEqualTo("dev.keyturn.app.lambda.Handler::handleRequest");
    assertThat(ParsedJson.at(function, "Timeout")).isEqualTo(900L);
    assertThat(function.toString()).doesNotContain("dead-letters");
    assertThat((Map<?, ?>) ParsedJson.at(function, "Environment", "Variables"))
        .isEqualTo(
            Map.ofEntries(
                Map.entry("JAVA_TOOL_OPTIONS", "-XX:-CreateCoredumpOnCrash"),
                Map.entry("KEYTURN_SECRET_PREFIX", "prod/"),
                Map.entry("KEYTURN_MAX_AGE", "90d"),
                Map.entry("KEYTURN_OVERLAP", "7d"),
                Map.entry("KEYTURN_QUIET", "24h"),
                Map.entry("KEYTURN_RECOVERY", "7d"),
                Map.entry("KEYTURN_SPREAD", "7d"),
                Map.entry("KEYTURN_STILL_USED", "hold"),
                Map.entry("KEYTURN_NEW_KEY_USE", "ignore"),
                Map.entry("KEYTURN_PASS_EVERY", "rate(6 hours)"),
                Map.entry("KEYTURN_TAG_LIMITS", "overlap=1d..,quiet=1h..,recovery=1d..")));
    assertThat(ParsedJson.at(made, "retention")).isEqualTo(400L);
    assertThat(ParsedJson.at(made, "schedule")).isEqualTo("rate(6 hours)");
    Object target = ParsedJson.at(made, "targets", 0);
    String arn = (String) ParsedJson.at(function, "FunctionArn");
    String called = on.makes("AWS::Lambda::Alias") ? arn + ":live" : arn;
    assertThat(ParsedJson.at(target, "Arn")).isEqualTo(called);
    if (on.makes("AWS::Lambda::EventInvokeConfig")) {
      assertThat(ParsedJson.at(made, "repeated")).isEqualTo(0L);
    }
    assertThat((String) ParsedJson.at(target, "DeadLetterConfig", "Arn"))
        .endsWith(":" + name + "-dead-letters");
    if (on.makes("AWS::SQS::QueuePolicy")) {
      assertThat((String) ParsedJson.at(made, "queue", "Refused"))
          .as("the queue, asked over plain HTTP")
          .contains("explicit deny in a resource-based policy");
    } else {
      assertThat(ParsedJson.at(made, "queue", "MessageRetentionPeriod")).isEqualTo("1209600");
    }
  }

  /**
   * Secrets Manager for secrets of this account, with and without the alias, and the schedule;
   * nobody else.
   */
  private static void mayBeInvoked(Object made, String name) {
    List<?> invokers = (List<?>) ParsedJson.at(made, "invokers");
    assertThat(invokers).hasSize(3);
    assertThat(invokers)
        .filteredOn(statement -> statement.toString().contains("secretsmanager.amazonaws.com"))
        .hasSize(2);
    for (Object statement : invokers) {
      String text = statement.toString();
      if (text.contains("secretsmanager.amazonaws.com")) {
        assertThat(text).containsPattern("SourceAccount=?\\S*" + ParsedJson.at(made, "account"));
      } else {
        assertThat(text).contains("events.amazonaws.com", "rule/" + name + "-run");
      }
    }
    assertThat(ParsedJson.at(made, "trust", "Statement", 0, "Principal"))
        .isEqualTo(Map.of("Service", "lambda.amazonaws.com"));
    assertThat((List<?>) ParsedJson.at(made, "trust", "Statement")).hasSize(1);
    assertThat(ParsedJson.at(made, "operator"))
        .as("without OperatorArn")
        .isEqualTo(Optional.empty());
  }

  private static void hasThePolicies(On on, Object made, String name) {
    Deployed.policies(
        made,
        name,
        Map.of(),
        Set.of("rotator", "administrator", "retirer", "auditor", "consumer", "guard", "function"));
    if (on == On.MINISTACK) {
      assertThat((List<?>) ParsedJson.at(made, "attached"))
          .isEqualTo(List.of(Deployed.deployed(name, "rotator")));
    }
  }

  private static void isWatched(On on, Object made, String name) {
    if (on.makes("AWS::CloudWatch::Alarm")) {
      Alarms.areOfTheTemplate((Map<?, ?>) ParsedJson.at(made, "alarms"), name, Alarms.Form.PLAIN);
      assertThat(ParsedJson.at(made, "alarms", name + "-calls-throttled", "Threshold"))
          .isEqualTo(20.0);
    }
    assertThat(ParsedJson.at(made, "dashboard", "widgets"))
        .isEqualTo(
            Template.widgets(name, (String) ParsedJson.at(made, "account"), Emulator.REGION));
    assertThat(ParsedJson.at(made, "dashboard", "widgets", 0, "properties", "alarms").toString())
        .contains(Template.alarms().keySet());
  }

  /** Those that a stack with the default parameters makes. */
  private static Set<String> typesOf(Path template) throws IOException {
    Set<String> types = new TreeSet<>();
    var matcher = TYPE.matcher(Files.readString(template));
    while (matcher.find()) {
      types.add(matcher.group(1));
    }
    return types;
  }
}
