package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.ParsedJson;
import dev.keyturn.deploy.Stack.On;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.emulators.Moto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The organization's templates through CloudFormation and the AWS CLI, as {@code
 * deploy/organization/README.md} shows, and everything that they made read back.
 */
class OrganizationStackIT {
  private static final Path FOLDER = Path.of("deploy", "organization");
  private static final String ORGANIZATION = "o-exampleorgid";

  /** AWS's limit of a service control policy, in characters. */
  private static final int LARGEST_CONTROL_POLICY = 5_120;

  /** A line that gives a variable no value yet. */
  private static final Pattern TO_BE_FILLED_IN = Pattern.compile("(?m)^(export )?\\w+=….*\n");

  private static final Map<?, ?> LAMBDA = Map.of("Service", "lambda.amazonaws.com");

  @ParameterizedTest
  @EnumSource(On.class)
  @DisplayName(
      "The hub is made, and every part of it is as it should be; then a member that trusts it")
  void hubAndMember(On on) throws IOException {
    Deployment deployment = new Deployment(on.emulator());
    String name = on.emulator().fresh("hub");
    deployment.aws("s3", "mb", "s3://" + name);
    Path hub = packaged(deployment, on, name);
    deploy(deployment, hub, name, "Name=" + name, "SecretPrefix=prod/", "Exclude=111122223333");
    Object made = ParsedJson.parse(readBack(deployment, name));

    String account = (String) ParsedJson.at(made, "account");
    Map<String, String> values = values(account, name);
    for (String part : List.of("dispatcher", "worker")) {
      assertThat(ParsedJson.at(made, part, "policies"))
          .isEqualTo(Map.of(part, ParsedJson.parse(Policies.hubText(part, values))));
      assertThat((List<?>) ParsedJson.at(made, part, "attached")).isEmpty();
      assertThat((List<?>) ParsedJson.at(made, part, "trust", "Statement")).hasSize(1);
      assertThat(ParsedJson.at(made, part, "trust", "Statement", 0, "Principal")).isEqualTo(LAMBDA);
      assertThat((String) ParsedJson.at(made, part, "function", "Role"))
          .endsWith(":role/" + name + "-" + part);
      assertThat(ParsedJson.at(made, part, "function", "Runtime")).isEqualTo("java25");
    }
    hasVariables(made, name, account);
    hasQueues(on, made, name);
    hasResults(on, made);
    assertThat(ParsedJson.at(made, "rule", "ScheduleExpression")).isEqualTo("rate(6 hours)");
    assertThat((String) ParsedJson.at(made, "targets", 0, "Arn")).endsWith(name + "-dispatcher");
    assertThat(ParsedJson.at(made, "dashboard"))
        .isEqualTo(ParsedJson.parse(filledIn("dashboard.json", values)));
    assertThat((List<?>) ParsedJson.at(made, "alarms"))
        .hasSize(on.makes("AWS::CloudWatch::Alarm") ? 11 : 0);
    member(deployment, name, account, on.emulator().fresh("member"));
  }

  private static void hasVariables(Object made, String name, String account) {
    Map<?, ?> dispatcher = (Map<?, ?>) ParsedJson.at(made, "dispatcher", "variables");
    assertThat((String) dispatcher.get("KEYTURN_QUEUE_URL")).endsWith("/" + name + ".fifo");
    assertThat(dispatcher.get("KEYTURN_UNITS")).isEqualTo("organization");
    assertThat(dispatcher.get("KEYTURN_EXCLUDE")).isEqualTo("111122223333");
    Map<?, ?> worker = (Map<?, ?>) ParsedJson.at(made, "worker", "variables");
    assertThat(worker.get("KEYTURN_MEMBER_ROLE")).isEqualTo("keyturn-rotator-member");
    assertThat(worker.get("KEYTURN_SECRET_PREFIX")).isEqualTo("prod/");
    assertThat(worker.get("KEYTURN_MAX_AGE")).isEqualTo("90d");
    assertThat(worker.get("KEYTURN_RESULTS"))
        .isEqualTo("s3://%s-%s-results/results".formatted(name, account));
  }

  private static void hasQueues(On on, Object made, String name) {
    assertThat((List<?>) ParsedJson.at(made, "sources")).hasSize(1);
    Object source = ParsedJson.at(made, "sources", 0);
    assertThat((String) ParsedJson.at(source, "EventSourceArn")).endsWith(":" + name + ".fifo");
    assertThat(ParsedJson.at(source, "BatchSize")).isEqualTo(1L);
    if (on.makes("AWS::SQS::QueuePolicy")) {
      assertThat((String) ParsedJson.at(made, "queue", "Refused"))
          .as("the queue, asked over plain HTTP")
          .contains("explicit deny in a resource-based policy");
    } else {
      assertThat(ParsedJson.at(made, "queue", "VisibilityTimeout")).isEqualTo("1800");
      assertThat((String) ParsedJson.at(made, "queue", "RedrivePolicy"))
          .contains(name + "-dead.fifo", "maxReceiveCount");
    }
  }

  /** Each makes of the bucket what the other does not; docs/emulators.md. */
  private static void hasResults(On on, Object made) {
    switch (on) {
      case MOTO ->
          assertThat(ParsedJson.at(made, "encryption").toString()).contains("SSEAlgorithm=AES256");
      case MINISTACK -> {
        for (String part : List.of("encryption", "publicAccess", "owner", "expiry")) {
          assertThat((String) ParsedJson.at(made, part, "Refused"))
              .as("the bucket, asked over plain HTTP")
              .contains("explicit deny in a resource-based policy");
        }
      }
    }
  }

  /** The member in the same account, as if it were another one. */
  private static void member(Deployment deployment, String hub, String account, String role) {
    String worker = "arn:aws:iam::%s:role/%s-worker".formatted(account, hub);
    deploy(
        deployment,
        FOLDER.resolve("member.yaml"),
        role,
        "RoleName=" + role,
        "WorkerRoleArn=" + worker,
        "Region=" + Emulator.REGION,
        "UserPath=/service/",
        "SecretPrefix=prod/",
        "ExternalId=ours");
    Object made =
        ParsedJson.parse(
            deployment.aws("iam", "get-role", "--role-name", role, "--output", "json"));
    Object trust = ParsedJson.at(made, "Role", "AssumeRolePolicyDocument", "Statement");
    assertThat((List<?>) trust)
        .hasSize(2)
        .allSatisfy(statement ->
            assertThat(ParsedJson.at(statement, "Principal")).isEqualTo(Map.of("AWS", worker)));
    assertThat(ParsedJson.at(trust, 0, "Condition"))
        .isEqualTo(
            Map.of(
                "StringEquals",
                Map.of(
                    "aws:PrincipalOrgID", ORGANIZATION,
                    "sts:SourceIdentity", "keyturn",
                    "sts:ExternalId", "ours")));
    Object policy =
        ParsedJson.parse(
            deployment.aws(
                "iam",
                "get-role-policy",
                "--role-name",
                role,
                "--policy-name",
                "rotator",
                "--output",
                "json"));
    assertThat(ParsedJson.at(policy, "PolicyDocument"))
        .isEqualTo(
            ParsedJson.parse(
                Policies.text(
                    "rotator", Policies.fenced(account, Emulator.REGION, "/service/", "prod/"))));
  }

  @Test
  @DisplayName("A service-managed StackSet takes the member's template, in each account of a unit")
  void stackSet() {
    Deployment deployment = new Deployment(Moto.trusting());
    String root = root(deployment);
    String unit = unit(deployment, root);
    List<String> accounts = new ArrayList<>();
    for (String name : List.of("web", "shop")) {
      String account =
          text(
              deployment,
              "organizations",
              "create-account",
              "--account-name",
              name,
              "--email",
              name + "@example.org",
              "--query",
              "CreateAccountStatus.AccountId");
      deployment.aws(
          "organizations",
          "move-account",
          "--account-id",
          account,
          "--source-parent-id",
          root,
          "--destination-parent-id",
          unit);
      accounts.add(account);
    }
    type(
        deployment,
        "UNIT=…",
        Map.of(
            "UNIT",
            unit,
            "ORG",
            ORGANIZATION,
            "WORKER",
            "arn:aws:iam::123456789012:role/keyturn-hub-worker"));
    assertThat(
            text(
                    deployment,
                    "cloudformation",
                    "list-stack-instances",
                    "--stack-set-name",
                    "keyturn-member",
                    "--query",
                    "Summaries[].Account")
                .split("\\s+"))
        .containsExactlyInAnyOrderElementsOf(accounts);
  }

  @Test
  @DisplayName("The guard is a service control policy of a unit, which names no account")
  void guard() throws IOException {
    Deployment deployment = new Deployment(Moto.trusting());
    String root = root(deployment);
    deployment.tryAws(
        "organizations",
        "enable-policy-type",
        "--root-id",
        root,
        "--policy-type",
        "SERVICE_CONTROL_POLICY");
    String unit = unit(deployment, root);
    Files.createDirectories(Path.of("target"));
    type(
        deployment,
        "export partition=aws",
        Map.of("UNIT", unit, "administrator_role", "keyturn-administrator"));
    String policy =
        text(
            deployment,
            "organizations",
            "list-policies-for-target",
            "--target-id",
            unit,
            "--filter",
            "SERVICE_CONTROL_POLICY",
            "--query",
            "Policies[?Name=='keyturn-guard'].Id");
    String content =
        text(
            deployment,
            "organizations",
            "describe-policy",
            "--policy-id",
            policy,
            "--query",
            "Policy.Content");
    assertThat(content)
        .contains(
            "\"arn:aws:iam::*:role/keyturn-administrator\"",
            "\"arn:aws:iam::*:role/keyturn-rotator-*\"")
        .doesNotContain("${")
        .hasSizeLessThan(LARGEST_CONTROL_POLICY);
  }

  private static String root(Deployment deployment) {
    deployment.tryAws("organizations", "create-organization", "--feature-set", "ALL");
    return text(deployment, "organizations", "list-roots", "--query", "Roots[0].Id");
  }

  private static String unit(Deployment deployment, String root) {
    return text(
        deployment,
        "organizations",
        "create-organizational-unit",
        "--parent-id",
        root,
        "--name",
        Moto.trusting().fresh("unit"),
        "--query",
        "OrganizationalUnit.Id");
  }

  /**
   * Types the page's block that begins so, as it stands there; what it asks to be filled in is
   * given, as are variables of blocks before it.
   */
  private static void type(Deployment deployment, String begin, Map<String, String> given) {
    Map<String, String> environment = new HashMap<>(deployment.environment());
    environment.putAll(given);
    environment.put(
        "PATH",
        String.join(
            ":",
            Path.of("target", "venv", "bin").toAbsolutePath().toString(),
            System.getenv("PATH"),
            Path.of("src", "test", "python", "gettext").toAbsolutePath().toString()));
    String script = TO_BE_FILLED_IN.matcher(block(begin)).replaceAll("");
    Program.of(List.of("bash", "-euc", script)).in(FOLDER).with(environment).run().orFail();
  }

  private static String block(String begin) {
    try {
      String page = Files.readString(FOLDER.resolve("README.md"));
      int from = page.indexOf(begin);
      return page.substring(from, page.indexOf("```", from));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Deployment deployment, String... command) {
    List<String> whole = new ArrayList<>(List.of(command));
    whole.addAll(List.of("--output", "text"));
    return deployment.aws(whole.toArray(String[]::new)).strip();
  }

  private static Map<String, String> values(String account, String name) {
    return Map.of(
        "partition",
        "aws",
        "account",
        account,
        "region",
        Emulator.REGION,
        "name",
        name,
        "member_role",
        "keyturn-rotator-member",
        "organization",
        ORGANIZATION);
  }

  private static String filledIn(String file, Map<String, String> values) throws IOException {
    String text = Files.readString(FOLDER.resolve(file));
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue());
    }
    return text;
  }

  private static String readBack(Deployment deployment, String name) {
    return Program.of("venv", "python", List.of("src/test/python/read_hub.py", name))
        .with(deployment.environment())
        .run()
        .orFail();
  }

  private static Path packaged(Deployment deployment, On on, String bucket) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "stack-it", on + "-" + bucket, "hub"));
    Path source = folder.resolve("hub.yaml");
    Files.writeString(
        source,
        Files.readString(FOLDER.resolve("hub.yaml"))
            .replace(
                "../../target/keyturn-lambda.zip",
                Deployment.packaged().toAbsolutePath().toString()));
    Path packaged = folder.resolve("packaged.yaml");
    deployment.packageTemplate(source, bucket, packaged);
    if (on == On.MINISTACK) {
      Files.writeString(packaged, Stack.withoutMetricMath(Files.readString(packaged)));
    }
    return packaged;
  }

  private static void deploy(
      Deployment deployment, Path template, String stack, String... parameters) {
    List<String> further = new ArrayList<>(List.of(parameters));
    further.add("OrganizationId=" + ORGANIZATION);
    Stack.set(deployment, template, stack, further.toArray(String[]::new)).orFail();
  }
}
