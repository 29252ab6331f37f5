package dev.keyturn.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.inventory.AdoptedSecret;
import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.inventory.ListedTags;
import dev.keyturn.inventory.ReportRow;
import dev.keyturn.inventory.Reports;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeyAuditorTest {
  private static final String USED = Audits.daysAgo(1);
  private static final String NONE = Reports.noKey();

  private static String days(int days, int hours) {
    return Audits.ago(Duration.ofDays(days).plusHours(hours));
  }

  /** The states that auditors were compared by, and what Prowler says of each. */
  static Stream<Arguments> states() {
    return Stream.of(
        row("89 days, used", Reports.key(true, days(89, 0), USED), "pass", "pass"),
        row("90 days and an hour", Reports.key(true, days(90, 1), USED), "pass-narrowly", "pass"),
        row("90 days, 23 hours", Reports.key(true, days(90, 23), USED), "pass-narrowly", "pass"),
        row("91 days", Reports.key(true, days(91, 0), USED), "fail", "pass"),
        row(
            "Inactive, 200 days",
            Reports.key(false, days(200, 0)),
            "not-applicable",
            "not-applicable"),
        row("400 days, never used", Reports.key(true, days(400, 0)), "fail", "pass-narrowly"),
        row("10 days, never used", Reports.key(true, days(10, 0)), "pass", "pass"),
        row(
            "used 45 days and 23 hours ago",
            Reports.key(true, days(80, 0), days(45, 23)),
            "pass",
            "pass-narrowly"),
        row("used 46 days ago", Reports.key(true, days(80, 0), days(46, 0)), "pass", "fail"),
        row(
            "Inactive, used 46 days ago",
            Reports.key(false, days(80, 0), days(46, 0)),
            "not-applicable",
            "not-applicable"));
  }

  private static Arguments row(String state, String key, String age, String unused) {
    return Arguments.of(state, key, age, unused);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("states")
  @DisplayName("Age and use are judged in whole days, as Prowler does, and more strictly beside it")
  void daysAreWhole(String state, String key, String age, String unused) {
    AuditedKey audited = Audits.last(Reports.of(Reports.user("a", key, NONE))).getFirst();

    assertThat(Audits.verdict(audited, "key-age").word()).isEqualTo(age);
    assertThat(Audits.verdict(audited, "key-unused").word()).isEqualTo(unused);
  }

  @Test
  @DisplayName("Of two active keys the older one is the one too many, in whichever slot it is")
  void twoActiveKeys() {
    String row =
        Reports.user(
            "a", Reports.key(true, days(5, 0), USED), Reports.key(true, days(10, 0), USED));

    List<AuditedKey> keys = Audits.last(Reports.of(row));

    assertThat(Audits.verdict(keys.getFirst(), "one-active-key")).isInstanceOf(Verdict.Pass.class);
    assertThat(Audits.verdict(keys.getLast(), "one-active-key"))
        .isEqualTo(new Verdict.Fail("2 active keys"));
  }

  @Test
  @DisplayName("A second key that is off fails nothing: it is in its recovery window, or forgotten")
  void oneOfTwoIsOff() {
    String row =
        Reports.user(
            "a", Reports.key(true, days(5, 0), USED), Reports.key(false, days(100, 0), USED));

    assertThat(Audits.last(Reports.of(row))).allMatch(key -> key.failing().isEmpty());
  }

  @Test
  @DisplayName("Two active keys in the overlap of an adopted secret are named as such")
  void overlap() {
    ReportRow row =
        Audits.row(
            Reports.of(
                Reports.user(
                    "a",
                    Reports.key(true, days(85, 0), USED),
                    Reports.key(true, days(2, 0), USED))));
    Map<String, String> tags =
        Map.of(
            "keyturn:user-id", "AIDACKCEVSQ6C2EXAMPLE",
            "keyturn:current", "v1 AKIAIOSFODNN7EXAMPLE",
            "keyturn:previous", "v1 AKIAI44QH8DHBEXAMPLE active since " + days(2, 0));
    InventoryUser user =
        new InventoryUser(
            row,
            Optional.of(new UserId("AIDACKCEVSQ6C2EXAMPLE")),
            new ListedTags.Known(Map.of("owner", "shop")),
            AdoptedSecret.of(secret(tags)).stream().toList());

    AuditedKey older = Audits.audit(user).getFirst();

    assertThat(Audits.verdict(older, "one-active-key"))
        .isEqualTo(new Verdict.Fail("2 active keys: the overlap of prod/web"));
    assertThat(older.remedy().map(KeyRemedy::command)).contains("keyturn plan prod/web");
  }

  private static SecretDescription secret(Map<String, String> tags) {
    return new SecretDescription(
        "arn:aws:secretsmanager:eu-central-1:111122223333:secret:prod/web-a1B2c3",
        "prod/web",
        Map.of(),
        tags,
        Optional.empty(),
        false,
        false,
        Optional.empty());
  }

  @Test
  @DisplayName("A key that was never used fails at set-up where the user has a password")
  void keyAtSetup() {
    String key = Reports.key(true, days(3, 0));

    assertThat(
            Audits.verdict(
                Audits.last(Reports.of(Reports.consoleUser("a", key, NONE))).getFirst(),
                "no-key-at-setup"))
        .isInstanceOf(Verdict.Fail.class);
    assertThat(
            Audits.verdict(
                Audits.last(Reports.of(Reports.user("a", key, NONE))).getFirst(),
                "no-key-at-setup"))
        .isInstanceOf(Verdict.Pass.class);
  }

  @Test
  @DisplayName("Root's key comes before all, and no command of Keyturn's is to touch it")
  void root() {
    String row = Reports.ROOT.replaceFirst(NONE, Reports.key(true, days(400, 0), USED));

    AuditedKey key = Audits.last(Reports.HEADER + "\n" + row).getFirst();

    assertThat(key.urgency()).isEqualTo(Urgency.ROOT);
    assertThat(Audits.verdict(key, "no-root-key")).isInstanceOf(Verdict.Fail.class);
    assertThat(key.remedy().orElseThrow().command()).doesNotContain("keyturn");
  }

  @Test
  @DisplayName("An exemption in force is shown in place of what fails; one that is over is not")
  void exemptions() {
    ReportRow row =
        Audits.row(Reports.of(Reports.user("a", Reports.key(true, days(200, 0), USED), NONE)));

    AuditedKey exempt =
        Audits.audit(tagged(row, "until=2026-12-24 reason=moves to OIDC")).getFirst();
    AuditedKey over = Audits.audit(tagged(row, "until=2026-11-29 reason=moved")).getFirst();

    assertThat(exempt.urgency()).isEqualTo(Urgency.EXEMPT);
    assertThat(Audits.verdict(exempt, "key-age"))
        .isInstanceOfSatisfying(
            Verdict.Exempt.class, it -> assertThat(it.reason()).isEqualTo("moves to OIDC"));
    assertThat(over.urgency()).isEqualTo(Urgency.FAILS);
    assertThat(over.exemption()).isPresent();
  }

  private static InventoryUser tagged(ReportRow row, String exempt) {
    return new InventoryUser(
        row,
        Optional.empty(),
        new ListedTags.Known(Map.of("owner", "shop", "keyturn:exempt", exempt)),
        List.of());
  }

  @Test
  @DisplayName("Without tags nobody knows the owner, which is no finding; with tags it is one")
  void owner() {
    ReportRow row =
        Audits.row(Reports.of(Reports.user("a", Reports.key(true, days(3, 0), USED), NONE)));
    InventoryUser untagged =
        new InventoryUser(row, Optional.empty(), new ListedTags.Known(Map.of()), List.of());

    assertThat(Audits.verdict(Audits.audit(InventoryUser.ofReport(row)).getFirst(), "owner-known"))
        .isInstanceOf(Verdict.NotApplicable.class);
    assertThat(Audits.verdict(Audits.audit(untagged).getFirst(), "owner-known"))
        .isInstanceOf(Verdict.Fail.class);
  }

  @Test
  @DisplayName("Of an active key nothing passes that the report does not know")
  void unknown() {
    String dateless = "true,N/A," + USED + ",eu-central-1,s3";
    String useless = "true," + days(3, 0) + ",no_information,N/A,N/A";

    List<AuditedKey> keys = Audits.last(Reports.of(Reports.user("a", dateless, useless)));

    assertThat(Audits.verdict(keys.getFirst(), "key-age")).isInstanceOf(Verdict.Fail.class);
    assertThat(Audits.verdict(keys.getLast(), "key-unused")).isInstanceOf(Verdict.Fail.class);
    assertThat(Audits.verdict(keys.getLast(), "key-age")).isInstanceOf(Verdict.Pass.class);
  }

  @Test
  @DisplayName("Of two keys that are both used none is said to be nobody's")
  void bothUsed() {
    String used = Reports.key(true, days(20, 0), USED);
    String younger = Reports.key(true, days(3, 0), USED);

    AuditedKey older = Audits.last(Reports.of(Reports.user("a", used, younger))).getFirst();

    assertThat(older.remedy().orElseThrow().why()).startsWith("it is used: ");
  }

  static Stream<Arguments> remedies() {
    String old = Reports.key(true, days(200, 0), USED);
    return Stream.of(
        Arguments.of(old, "keyturn adopt a --secret NAME"),
        Arguments.of(
            Reports.key(true, days(200, 0), days(60, 0)), "aws iam list-access-keys --user-name a"),
        Arguments.of(Reports.key(true, days(200, 0)), "aws iam list-access-keys --user-name a"));
  }

  @ParameterizedTest
  @MethodSource("remedies")
  @DisplayName("An old key that is used is adopted; one that nobody uses is retired")
  void remedy(String key, String command) {
    AuditedKey audited = Audits.last(Reports.of(Reports.user("a", key, NONE))).getFirst();

    assertThat(audited.remedy().map(KeyRemedy::command)).contains(command);
  }

  @Test
  @DisplayName("A name that IAM does not give is in no command")
  void hostileName() {
    String row = Reports.user("$(reboot)", Reports.key(true, days(200, 0), USED), NONE);

    assertThat(Audits.last(Reports.of(row)).getFirst().remedy().orElseThrow().command())
        .doesNotContain("reboot");
  }

  @Test
  @DisplayName("Of many keys the worst are kept, in order, and the others are counted")
  void worst() {
    WorstKeys worst = new WorstKeys(2);
    for (int days : new int[] {10, 300, 100, 95, 400}) {
      Audits.last(Reports.of(Reports.user("a", Reports.key(true, days(days, 0), USED), NONE)))
          .forEach(worst::add);
    }

    assertThat(worst.leftOut()).isEqualTo(3);
    assertThat(worst.sorted())
        .extracting(key -> Audits.verdict(key, "key-age").figure())
        .containsExactly("400 days old", "300 days old");
  }
}
