package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.Json;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.emulators.Ministack;
import dev.keyturn.emulators.Moto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The template through CloudFormation and the AWS CLI, and everything that it made read back. */
class StackIT {
  /** What moto passes over in a template without a word. ministack passes over nothing. */
  private static final Set<String> MOTO_PASSES_OVER =
      Set.of(
          "AWS::CloudWatch::Alarm",
          "AWS::Lambda::Alias",
          "AWS::Lambda::EventInvokeConfig",
          "AWS::SQS::QueuePolicy");

  /** Where it is tried. */
  enum On {
    MOTO,
    MINISTACK;

    Emulator emulator() {
      return switch (this) {
        case MOTO -> Moto.trusting();
        case MINISTACK -> Ministack.shared();
      };
    }

    Set<String> passesOver() {
      return this == MOTO ? MOTO_PASSES_OVER : Set.of();
    }

    boolean makes(String type) {
      return !passesOver().contains(type);
    }
  }

  private static final Pattern TYPE = Pattern.compile("Type: (AWS::\\w+::\\w+)");

  @ParameterizedTest
  @EnumSource(On.class)
  @DisplayName("The stack is made by the AWS CLI, and everything that it made is as it should be")
  void stack(On on) throws Exception {
    Deployment deployment = new Deployment(on.emulator());
    String name = on.emulator().fresh("stack");
    Path template = deploy(deployment, on, name);
    Object made = deployment.readBack(name);
    isTheFunction(on, made, name);
    mayBeInvoked(made, name);
    hasThePolicies(on, made, name);
    isWatched(on, made, name);
    Object resources =
        Json.parse(
            deployment.aws("cloudformation", "describe-stack-resources", "--stack-name", name));
    Set<String> types = new TreeSet<>();
    for (Object resource : (List<?>) Json.at(resources, "StackResources")) {
      if (resource instanceof Map<?, ?> known && known.containsKey("ResourceType")) {
        types.add((String) Json.at(resource, "ResourceType"));
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

  /** Deploys the template as {@code deploy/README.md} shows, and says what was deployed. */
  static Path deploy(Deployment deployment, On on, String name)
      throws IOException, NoSuchAlgorithmException {
    deployment.aws("s3", "mb", "s3://" + name);
    Path template = packagedTemplate(deployment, on, name);
    deployment.aws(
        "cloudformation",
        "deploy",
        "--template-file",
        template.toString(),
        "--stack-name",
        name,
        "--capabilities",
        "CAPABILITY_NAMED_IAM",
        "--parameter-overrides",
        "Name=" + name,
        "CodeSha256=" + sha256(Deployment.packaged()),
        "UserPath=/service/",
        "SecretPrefix=prod/");
    return template;
  }

  /**
   * What {@code cloudformation package} makes of the template. moto knows no aliases in
   * CloudFormation, so its copy names the function where the template names the alias.
   */
  private static Path packagedTemplate(Deployment deployment, On on, String bucket)
      throws IOException {
    Path folder =
        Files.createDirectories(Path.of("target", "stack-it", on + "-" + bucket, "deploy"));
    Files.createDirectories(folder.resolveSibling("target"));
    Files.copy(
        Deployment.packaged(),
        folder.resolveSibling("target").resolve("keyturn-lambda.zip"),
        StandardCopyOption.REPLACE_EXISTING);
    Path source = folder.resolve("cloudformation.yaml");
    Files.copy(
        Path.of("deploy", "cloudformation.yaml"), source, StandardCopyOption.REPLACE_EXISTING);
    Path packaged = folder.resolve("packaged.yaml");
    deployment.aws(
        "cloudformation",
        "package",
        "--template-file",
        source.toString(),
        "--s3-bucket",
        bucket,
        "--output-template-file",
        packaged.toString());
    String text = Files.readString(packaged);
    assertThat(text).contains("S3Bucket: " + bucket);
    if (on == On.MOTO) {
      Files.writeString(packaged, text.replaceAll("Ref: Alias\\b", "Fn::GetAtt: [Function, Arn]"));
    }
    return packaged;
  }

  private static void isTheFunction(On on, Object made, String name) {
    Object function = Json.at(made, "function");
    assertThat(Json.at(function, "FunctionName")).isEqualTo(name);
    assertThat(Json.at(function, "Runtime")).isEqualTo("java25");
    assertThat(Json.at(function, "Handler"))
        .isEqualTo("dev.keyturn.app.lambda.Handler::handleRequest");
    assertThat(Json.at(function, "Timeout")).isEqualTo(900L);
    assertThat((Map<?, ?>) Json.at(function, "Environment", "Variables"))
        .isEqualTo(
            Map.of(
                "KEYTURN_MAX_AGE", "90d",
                "KEYTURN_OVERLAP", "7d",
                "KEYTURN_QUIET", "24h",
                "KEYTURN_RECOVERY", "7d",
                "KEYTURN_STILL_USED", "hold",
                "KEYTURN_NEW_KEY_USE", "ignore"));
    assertThat(Json.at(made, "retention")).isEqualTo(400L);
    assertThat(Json.at(made, "schedule")).isEqualTo("rate(6 hours)");
    Object target = Json.at(made, "targets", 0);
    String arn = (String) Json.at(function, "FunctionArn");
    String called = on.makes("AWS::Lambda::Alias") ? arn + ":live" : arn;
    assertThat(Json.at(target, "Arn")).isEqualTo(called);
    assertThat((String) Json.at(target, "DeadLetterConfig", "Arn"))
        .endsWith(":" + name + "-dead-letters");
    if (on.makes("AWS::SQS::QueuePolicy")) {
      assertThat((String) Json.at(made, "queue", "Refused"))
          .as("the queue, asked over plain HTTP")
          .contains("explicit deny in a resource-based policy");
    } else {
      assertThat(Json.at(made, "queue", "MessageRetentionPeriod")).isEqualTo("1209600");
    }
  }

  /**
   * Secrets Manager for secrets of this account, with and without the alias, and the schedule;
   * nobody else.
   */
  private static void mayBeInvoked(Object made, String name) {
    List<?> invokers = (List<?>) Json.at(made, "invokers");
    assertThat(invokers).hasSize(3);
    assertThat(invokers)
        .filteredOn(statement -> statement.toString().contains("secretsmanager.amazonaws.com"))
        .hasSize(2);
    for (Object statement : invokers) {
      String text = statement.toString();
      if (text.contains("secretsmanager.amazonaws.com")) {
        assertThat(text).containsPattern("SourceAccount=?\\S*" + Json.at(made, "account"));
      } else {
        assertThat(text).contains("events.amazonaws.com", "rule/" + name + "-run");
      }
    }
    assertThat(Json.at(made, "trust", "Statement", 0, "Principal"))
        .isEqualTo(Map.of("Service", "lambda.amazonaws.com"));
    // moto leaves a null where the template says that there is nothing.
    assertThat((List<?>) Json.at(made, "trust", "Statement"))
        .filteredOn(Map.class::isInstance)
        .hasSize(1);
  }

  /** Each policy is, statement by statement, the one of {@code deploy/policies}. */
  private static void hasThePolicies(On on, Object made, String name) {
    Map<String, String> values =
        Map.of(
            "partition",
            "aws",
            "account",
            (String) Json.at(made, "account"),
            "region",
            Emulator.REGION,
            "user_path",
            "/service/",
            "secret_prefix",
            "prod/",
            "name",
            name);
    String region = "-" + Emulator.REGION;
    Map<String, String> files =
        Map.of(
            name + "-rotator" + region,
            "rotator",
            name + "-administrator" + region,
            "administrator",
            name + "-consumer" + region,
            "consumer",
            "function",
            "function");
    Map<?, ?> policies = (Map<?, ?>) Json.at(made, "policies");
    assertThat(policies.keySet()).isEqualTo(files.keySet());
    files.forEach((deployed, file) ->
        assertThat(Json.at(policies, deployed))
            .as(file)
            .isEqualTo(Json.parse(Policies.text(file, values))));
    if (on == On.MINISTACK) {
      assertThat((List<?>) Json.at(made, "attached"))
          .isEqualTo(List.of(name + "-rotator" + region));
    }
  }

  private static void isWatched(On on, Object made, String name) throws IOException {
    Set<String> alarms = new TreeSet<>();
    var matcher =
        Pattern.compile("AlarmName: !Sub \"\\$\\{Name}-([a-z-]+)\"")
            .matcher(Files.readString(Path.of("deploy", "cloudformation.yaml")));
    while (matcher.find()) {
      alarms.add(name + "-" + matcher.group(1));
    }
    assertThat(alarms).hasSizeGreaterThan(5);
    if (on.makes("AWS::CloudWatch::Alarm")) {
      assertThat(((Map<?, ?>) Json.at(made, "alarms")).keySet()).isEqualTo(alarms);
    }
    assertThat(Json.at(made, "dashboard", "widgets", 0, "properties", "alarms").toString())
        .contains(alarms);
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

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return Base64.getEncoder().encodeToString(digest);
  }
}
