package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.doctor.NeededAction;
import dev.keyturn.aws.AwsSettings;
import dev.keyturn.deploy.Policies;
import dev.keyturn.model.SecretText;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code doctor} on a good set-up, and on one with each thing wrong in turn; the remedy that it
 * names is done, and the line is well again. Never does it write, nor print a secret.
 */
class DoctorCommandTest {
  private final DoctorBench bench =
      new DoctorBench(
          SandboxWorld.build(Instant.parse("2026-03-01T00:00:00Z"), 1, 3, Duration.ZERO));

  @AfterEach
  void onlyReads() {
    assertThat(bench.writes()).isEmpty();
    assertThat(bench.deployment.asked)
        .allMatch(operation -> operation.matches("(Get|GET|Describe)\\w*"));
    assertThat(bench.world.issuedSecrets()).isNotEmpty().noneMatch(bench.everything()::contains);
    assertThat(bench.everything()).doesNotContain(bench.world.administrator().secretAccessKey());
  }

  @Test
  @DisplayName("A good set-up is well in every line, and the columns are aligned")
  void good() {
    Shell.Ran ran = bench.type("doctor");
    assertThat(ran.exit()).as(ran.out()).isZero();
    List<String> lines = ran.out().lines().filter(line -> !line.startsWith(" ")).toList();
    assertThat(lines)
        .filteredOn(line -> !line.startsWith("ok "))
        .satisfiesExactly(
            cache -> assertThat(cache).startsWith("warning").contains("launcher cache"),
            sum -> assertThat(sum).matches("\\d+ checks: 1 warning, \\d+ ok"));
    assertThat(lines.subList(0, lines.size() - 1))
        .allMatch(
            line -> line.charAt(column(lines) - 1) == ' ' && line.charAt(column(lines)) != ' ');
    assertThat(ran.err()).isEmpty();
  }

  private static int column(List<String> lines) {
    return lines.getFirst().indexOf("(not packaged)");
  }

  @Test
  @DisplayName("The actions that are looked at are those of the rotator's policy")
  void actions() {
    assertThat(Arrays.stream(NeededAction.values()).map(NeededAction::action))
        .containsExactlyInAnyOrderElementsOf(Policies.allowed("rotator"));
  }

  @ParameterizedTest
  @EnumSource(NeededAction.class)
  @DisplayName("A permission that is missing is named with the command that grants it")
  void permission(NeededAction missing) {
    bench.world.permit(
        World.ADMINISTRATOR,
        Stream.concat(
                Stream.of("iam:SimulatePrincipalPolicy"),
                Policies.allowed("rotator").stream()
                    .filter(action -> !action.equals(missing.action())))
            .toArray(String[]::new));
    Map<?, ?> check = checked("doctor prod/web/iam", missing.action());
    assertThat(check.get("verdict")).isEqualTo("failed");
    assertThat(check.get("remedy"))
        .isEqualTo(
            "aws iam attach-role-policy --role-name Administrator --policy-arn arn:aws:iam::123456789012:policy/keyturn-rotator-us-east-1");
    // A user that cannot be read refuses its secret, which counts for more.
    assertThat(bench.exit()).isEqualTo(missing == NeededAction.GET_USER ? 5 : 6);
  }

  @Test
  @DisplayName("IAM's simulator is told the resources, and the tags that the policies look at")
  void simulated() {
    bench.type("doctor prod/web/iam");
    String secret = bench.world.secrets().secret("prod/web/iam").orElseThrow().arn();
    String user = bench.world.iam().user("web").orElseThrow().arn();
    String id = bench.world.iam().user("web").orElseThrow().id();
    assertThat(bench.simulated)
        .satisfiesExactly(
            list ->
                assertThat(list).contains("secretsmanager:ListSecrets").doesNotContain("Resource"),
            ofSecret ->
                assertThat(ofSecret)
                    .contains("ResourceArns.member.1=" + secret)
                    .contains("KeyName=aws:ResourceTag/keyturn:user-id", "=" + id)
                    .contains("KeyName=aws:TagKeys", "=keyturn:rotation-0", "=stringList"),
            ofUser ->
                assertThat(ofUser)
                    .contains("ResourceArns.member.1=" + user)
                    .contains("KeyName=aws:ResourceTag/keyturn:secret", "=" + secret));
    assertThat(bench.simulated)
        .allMatch(asked ->
            asked.contains("PolicySourceArn=arn:aws:iam::123456789012:role/Administrator"));
  }

  @Test
  @DisplayName("The page of doctor has every check")
  void page() throws IOException {
    String page = Files.readString(Path.of("docs/doctor.md"));
    bench.checks("doctor").keySet().stream()
        .filter(name -> !name.startsWith("secret ") && !name.contains(":"))
        .forEach(name -> assertThat(page).contains("`%s`".formatted(name)));
  }

  /**
   * Something that is wrong.
   *
   * @param check the line that says so, as {@code verdict}
   * @param remedy a part of what it names
   * @param mend does that
   */
  record Wrong(
      String what,
      Consumer<DoctorBench> spoil,
      String check,
      String verdict,
      int exit,
      String remedy,
      Consumer<DoctorBench> mend) {
    @Override
    public String toString() {
      return what;
    }
  }

  static Stream<Wrong> wrongs() {
    return Stream.of(
        new Wrong(
            "no Region",
            b -> b.env.remove("AWS_REGION"),
            "region",
            "failed",
            2,
            "Set AWS_REGION",
            b -> b.env.put("AWS_REGION", "us-east-1")),
        new Wrong(
            "no such bundle of certificates",
            b -> b.env.put("AWS_CA_BUNDLE", "/nowhere/ca.pem"),
            "certificates",
            "failed",
            2,
            "Name a file",
            b -> b.env.remove("AWS_CA_BUNDLE")),
        new Wrong(
            "an endpoint that is not there",
            b -> {
              b.env.put("AWS_ENDPOINT_URL_IAM", "http://127.0.0.1:1");
              b.unanswered = "ListAccountAliases";
            },
            "endpoint iam",
            "failed",
            6,
            "unset AWS_ENDPOINT_URL_IAM",
            b -> {
              b.env.remove("AWS_ENDPOINT_URL_IAM");
              b.unanswered = "";
            }),
        new Wrong(
            "a clock that is behind",
            b -> b.behind = Duration.ofHours(2),
            "clock",
            "warning",
            0,
            "timedatectl set-ntp true",
            b -> b.behind = Duration.ZERO),
        new Wrong(
            "nobody logged in",
            b -> b.keys = Optional.empty(),
            "login",
            "failed",
            6,
            "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
            b -> b.keys = Optional.of(b.administrator())),
        new Wrong(
            "a key that AWS does not know",
            b ->
                b.keys =
                    Optional.of(
                        new AwsSettings.Keys(
                            "AKIANOBODYHASTHISKEY", SecretText.of("x"), Optional.empty())),
            "identity",
            "failed",
            6,
            "aws sts get-caller-identity",
            b -> b.keys = Optional.of(b.administrator())),
        new Wrong(
            "a policy that denies",
            b -> b.world.deny(World.ADMINISTRATOR, "iam:CreateAccessKey"),
            "iam:CreateAccessKey",
            "failed",
            6,
            "have that policy changed",
            b -> b.world.pardon(World.ADMINISTRATOR)),
        new Wrong(
            "nobody to ask about permissions",
            b -> b.world.deny(World.ADMINISTRATOR, "iam:SimulatePrincipalPolicy"),
            "iam:CreateAccessKey",
            "not-checked",
            0,
            "Grant iam:SimulatePrincipalPolicy",
            b -> b.world.pardon(World.ADMINISTRATOR)),
        new Wrong(
            "no room for tags, when a rotation is due",
            b -> tag(b, "prod/web/iam"),
            "secret prod/web/iam",
            "failed",
            4,
            "aws secretsmanager untag-resource --secret-id prod/web/iam --tag-keys TAG",
            b -> untag(b, "prod/web/iam")),
        new Wrong(
            "no room for tags, and time",
            b -> tag(b, "prod/mail/iam"),
            "secret prod/mail/iam",
            "warning",
            0,
            "aws secretsmanager untag-resource --secret-id prod/mail/iam --tag-keys TAG",
            b -> untag(b, "prod/mail/iam")),
        new Wrong(
            "no function by that name",
            b -> b.deployment.deployed = false,
            "function",
            "failed",
            4,
            "deploy/README.md",
            b -> b.deployment.deployed = true),
        new Wrong(
            "a function that failed",
            b -> b.deployment.state = "Failed",
            "function",
            "failed",
            4,
            "aws lambda get-function-configuration --function-name keyturn",
            b -> b.deployment.state = "Active"),
        new Wrong(
            "a function of another version",
            b -> b.deployment.description = "… (Keyturn 0.0.1).",
            "function version",
            "warning",
            0,
            "deploy/README.md",
            b -> b.deployment.description = "(Keyturn (not packaged))"),
        new Wrong(
            "a function that does not say",
            b -> b.deployment.description = "Rotates keys.",
            "function version",
            "not-checked",
            0,
            "deploy/README.md",
            b -> b.deployment.description = "(Keyturn (not packaged))"),
        new Wrong(
            "a schedule that is off",
            b -> b.deployment.rule = Optional.of("DISABLED"),
            "schedule",
            "failed",
            4,
            "aws events enable-rule --name keyturn-run",
            b -> b.deployment.rule = Optional.of("ENABLED")),
        new Wrong(
            "no schedule",
            b -> b.deployment.rule = Optional.empty(),
            "schedule",
            "failed",
            4,
            "deploy/README.md",
            b -> b.deployment.rule = Optional.of("ENABLED")),
        new Wrong(
            "no alarms",
            b -> b.deployment.alarms = List.of(),
            "alarms",
            "warning",
            0,
            "deploy/README.md",
            b -> b.deployment.alarms = List.of("OK", "OK")),
        new Wrong(
            "alarms that tell nobody",
            b -> b.deployment.alarmActions = "[]",
            "alarms",
            "warning",
            0,
            "TopicArn",
            b -> b.deployment.alarmActions = "[\"topic\"]"),
        new Wrong(
            "dead letters",
            b -> b.deployment.deadLetters = Optional.of(2),
            "dead letters",
            "failed",
            4,
            "docs/operations.md#dead-letters-waiting",
            b -> b.deployment.deadLetters = Optional.of(0)),
        new Wrong(
            "no queue for dead letters",
            b -> b.deployment.deadLetters = Optional.empty(),
            "dead letters",
            "warning",
            0,
            "deploy/README.md",
            b -> b.deployment.deadLetters = Optional.of(0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongs")
  @DisplayName("What is wrong has a line with its remedy, and is well once that is done")
  void wrong(Wrong wrong) {
    wrong.spoil().accept(bench);
    Map<?, ?> check = checked("doctor --function keyturn", wrong.check());
    assertThat(check.get("verdict")).as("%s", check).isEqualTo(wrong.verdict());
    assertThat((String) check.get("remedy")).contains(wrong.remedy());
    assertThat(bench.exit()).isEqualTo(wrong.exit());
    wrong.mend().accept(bench);
    assertThat(checked("doctor --function keyturn", wrong.check()).get("verdict")).isEqualTo("ok");
  }

  @Test
  @DisplayName("A Region that is typed mends what no variable says")
  void typedRegion() {
    bench.env.remove("AWS_REGION");
    assertThat((String) checked("doctor", "region").get("remedy")).contains("--region");
    assertThat(checked("doctor --region us-east-1", "region").get("seen"))
        .isEqualTo("us-east-1, by --region");
  }

  @Test
  @DisplayName("In text, the remedy stands below its line, where the names of the checks begin")
  void below() {
    bench.deployment.rule = Optional.of("DISABLED");
    assertThat(bench.type("doctor").out())
        .containsPattern(
            "(?m)^failed {7}schedule +keyturn-run is disabled: nothing rotates\n {13}aws events enable-rule --name keyturn-run$");
  }

  @Test
  @DisplayName("An alarm that sounds has a line of its own, which leads to its page")
  void alarm() {
    bench.deployment.alarms = List.of("OK", "ALARM");
    Map<?, ?> check = checked("doctor", "alarm keyturn-alarm-1");
    assertThat(check.get("verdict")).isEqualTo("failed");
    assertThat(check.get("remedy")).isEqualTo("docs/operations.md#alarm-1");
    assertThat(checked("doctor", "alarms").get("seen")).isEqualTo("2");
  }

  @Test
  @DisplayName("Where no function is deployed and none is asked for, that is no failure")
  void noFunction() {
    bench.deployment.deployed = false;
    Shell.Ran ran = bench.type("doctor");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("none is called keyturn; another name: --function NAME");
  }

  @Test
  @DisplayName("A secret whose user lost its binding has the code and the remedy of status")
  void unbound() {
    bench.aws("aws iam untag-user --user-name web --tag-keys keyturn:secret");
    Map<?, ?> check = checked("doctor", "secret prod/web/iam");
    assertThat(check.get("verdict")).isEqualTo("failed");
    assertThat((String) check.get("seen")).startsWith("refused: ");
    assertThat(bench.type("doctor").exit()).isEqualTo(bench.type("status").exit()).isEqualTo(5);
    String remedy = (String) check.get("remedy");
    assertThat(remedy).contains("keyturn adopt web --secret prod/web/iam");
    assertThat(bench.type("adopt web --secret prod/web/iam").exit()).isZero();
    assertThat(checked("doctor", "secret prod/web/iam").get("verdict")).isEqualTo("ok");
  }

  @Test
  @DisplayName(
      "Where nothing is adopted, adopting is the remedy, and permissions for some are not missed")
  void nothingAdopted() {
    DoctorBench fresh =
        new DoctorBench(
            WorldBuilder.seeded(3)
                .user("web", user -> user.key(Duration.ofDays(9)))
                .secret("prod/web/iam", secret -> secret.keyOf("web"))
                .build());
    fresh.world.permit(
        World.ADMINISTRATOR, "iam:SimulatePrincipalPolicy", "secretsmanager:ListSecrets");
    Map<String, Map<?, ?>> before = fresh.checks("doctor");
    assertThat(before.get("secrets"))
        .extracting("remedy")
        .isEqualTo("keyturn adopt USER --secret NAME");
    assertThat(before.get("iam:CreateAccessKey"))
        .asString()
        .contains("verdict=not-checked", "remedy=keyturn doctor SECRET");
    fresh.world.permit(World.ADMINISTRATOR, "*");
    assertThat(fresh.type("adopt web --secret prod/web/iam").exit()).isZero();
    Map<String, Map<?, ?>> after = fresh.checks("doctor");
    assertThat(after.get("secrets")).extracting("verdict").isEqualTo("ok");
    assertThat(after.get("iam:CreateAccessKey")).extracting("verdict").isEqualTo("ok");
    assertThat(fresh.writes()).isEmpty();
  }

  private Map<?, ?> checked(String command, String check) {
    return Optional.<Map<?, ?>>ofNullable(bench.checks(command).get(check))
        .orElseThrow(() -> new AssertionError("no line " + check + "\n" + bench.everything()));
  }

  private static void tag(DoctorBench bench, String secret) {
    for (int i = 0; i < 43; i++) {
      bench.world.secrets().tag(bench.world.secrets().secret(secret).orElseThrow(), "t" + i, "x");
    }
  }

  /** As the remedy says. */
  private static void untag(DoctorBench bench, String secret) {
    String remedy = String.valueOf(bench.checks("doctor").get("secret " + secret));
    String command = remedy.replaceFirst(".*(aws .* TAG).*", "$1");
    bench.aws(command.replace("TAG", "t0 t1 t2 t3 t4 t5 t6 t7 t8 t9"));
  }
}
