package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.doctor.NeededAction;
import dev.keyturn.deploy.Policies;
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
  @DisplayName(
      "Before anything is deployed there is no policy to attach, and deploying comes first")
  void notDeployed() {
    bench.deployment.deployed = false;
    bench.world.permit(World.ADMINISTRATOR, "iam:SimulatePrincipalPolicy");
    assertThat((String) checked("doctor", "secretsmanager:ListSecrets").get("remedy"))
        .contains("keyturn-rotator-us-east-1, and there is none: deploy/README.md. Then: aws iam");
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

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.keyturn.app.cli.SpoiltSetups#all")
  @DisplayName("What is wrong has a line with its remedy, and is well once that is done")
  void wrong(SpoiltSetups.Wrong wrong) {
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
}
