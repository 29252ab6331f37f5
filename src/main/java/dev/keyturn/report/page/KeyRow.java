package dev.keyturn.report.page;

import dev.keyturn.audit.AuditedKey;
import dev.keyturn.audit.KeyRemedy;
import dev.keyturn.audit.Verdict;
import dev.keyturn.inventory.Owner;
import dev.keyturn.inventory.ReportRow;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.LastUse;
import dev.keyturn.report.AuditText;
import dev.keyturn.report.VisibleText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A key as a page shows it. All text of others is made visible here; the template escapes it.
 *
 * @param urgency such as {@code fails}
 * @param place account and path
 * @param owner whose it is; empty where that was not read
 * @param key its ID as far as it is shown, or the report's slot
 * @param ageDays whole days, to sort by; -1 where the report has no date
 * @param lastUse when and for what, in words
 * @param unusedDays whole days, to sort by; a million for never, -1 where it is not known
 * @param secrets those that look after it, and how they stand
 * @param evidence a line for each control that is not simply passed
 * @param exemption what the user's tag says, whether it counts or not
 * @param command what can be typed; empty where nothing is to be done
 */
public record KeyRow(
    String urgency,
    String user,
    String place,
    String owner,
    String key,
    boolean active,
    long ageDays,
    String lastUse,
    long unusedDays,
    String secrets,
    List<Evidence> evidence,
    String exemption,
    String command,
    String why) {
  private static final long NEVER = 1_000_000;

  /**
   * What one control goes by.
   *
   * @param verdict such as {@code fail}
   * @param figure such as {@code 120 days old}
   */
  public record Evidence(String control, String verdict, String figure) {}

  static KeyRow of(AuditedKey audited, Instant now) {
    ReportRow row = audited.user().row();
    LastUse use = audited.key().lastUse();
    return new KeyRow(
        audited.urgency().name().toLowerCase(Locale.ROOT),
        VisibleText.of(row.user()),
        VisibleText.of(row.account() + " " + row.path()),
        owner(audited.owner()),
        audited.id().map(AccessKeyId::masked).orElse("key " + audited.key().slot()),
        audited.key().active(),
        audited.key().lastRotated().map(made -> days(made, now)).orElse(-1L),
        lastUse(use, now),
        unused(use, now),
        audited.user().secrets().stream()
            .map(secret -> VisibleText.of(secret.name()) + " (" + secret.standing() + ")")
            .collect(Collectors.joining(", ")),
        evidence(audited),
        audited.exemption().map(AuditText::exemption).map(VisibleText::of).orElse(""),
        audited.remedy().map(KeyRemedy::command).map(VisibleText::of).orElse(""),
        audited.remedy().map(KeyRemedy::why).orElse(""));
  }

  private static String owner(Owner owner) {
    return switch (owner) {
      case Owner.Named named -> VisibleText.of(named.name());
      case Owner.Unknown unknown -> "unknown";
      case Owner.NotRead notRead -> "";
    };
  }

  private static String lastUse(LastUse use, Instant now) {
    return switch (use) {
      case LastUse.Used used ->
          "%d days ago, %s, %s"
              .formatted(
                  days(used.at(), now),
                  VisibleText.of(used.service()),
                  VisibleText.of(used.region()));
      case LastUse.Never never -> "never";
      case LastUse.Unknown unknown -> "unknown";
    };
  }

  private static long unused(LastUse use, Instant now) {
    return switch (use) {
      case LastUse.Used used -> days(used.at(), now);
      case LastUse.Never never -> NEVER;
      case LastUse.Unknown unknown -> -1;
    };
  }

  private static List<Evidence> evidence(AuditedKey audited) {
    List<Evidence> evidence = new ArrayList<>();
    audited
        .results()
        .forEach(result -> {
          boolean notable =
              switch (result.verdict()) {
                case Verdict.Fail fail -> true;
                case Verdict.Exempt exempt -> true;
                case Verdict.PassNarrowly narrow -> true;
                case Verdict.Pass pass -> false;
                case Verdict.NotApplicable none -> false;
              };
          if (notable) {
            evidence.add(
                new Evidence(
                    result.control().id(),
                    result.verdict().word(),
                    VisibleText.of(result.verdict().figure())));
          }
        });
    return evidence;
  }

  private static long days(Instant since, Instant now) {
    return Duration.between(since, now).toDays();
  }
}
