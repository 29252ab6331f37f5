package dev.keyturn.report;

import dev.keyturn.audit.AuditTally;
import dev.keyturn.audit.AuditedKey;
import dev.keyturn.audit.Control;
import dev.keyturn.audit.ControlResult;
import dev.keyturn.audit.KeyRemedy;
import dev.keyturn.audit.Urgency;
import dev.keyturn.inventory.AdoptedSecret;
import dev.keyturn.inventory.Exemption;
import dev.keyturn.inventory.Owner;
import dev.keyturn.inventory.ReportRow;
import dev.keyturn.inventory.ReportedKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.LastUse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** An audit as people read it: what it was made from, a line a key, a verdict, and the counts. */
public final class AuditText {
  private final Style style;

  public AuditText(Style style) {
    this.style = style;
  }

  /** All lines. */
  public List<String> lines(AuditSummary summary) {
    List<String> lines = new ArrayList<>();
    for (AuditSource source : summary.sources()) {
      lines.add(
          "Credential report %s of %s, %s old, %d rows."
              .formatted(
                  VisibleText.of(source.name()),
                  TimeText.minute(source.made()),
                  TimeText.age(source.made(), summary.at()),
                  source.rows()));
    }
    if (!lines.isEmpty()) {
      lines.add("");
    }
    if (!summary.worst().isEmpty()) {
      lines.addAll(table(summary).linesWithLastWhole(style.width()));
      lines.add("");
    }
    if (summary.notShown() > 0) {
      lines.add(
          "%d more keys are not shown; --rows shows more, --csv FILE has all of them."
              .formatted(summary.notShown()));
    }
    if (!summary.sources().isEmpty()) {
      lines.addAll(counts(summary));
      lines.add("");
    }
    for (String missing : summary.missing()) {
      lines.add(style.yellow(VisibleText.of(missing)));
    }
    if (!summary.missing().isEmpty()) {
      lines.add("");
    }
    lines.add(sentence(summary));
    return lines;
  }

  private TextTable table(AuditSummary summary) {
    boolean several = summary.sources().size() > 1;
    TextTable table = new TextTable("");
    table
        .row()
        .heads(style, several ? new String[] {"ACCOUNT"} : new String[0])
        .heads(
            style,
            "USER",
            "PATH",
            "OWNER",
            "KEY",
            "STATE",
            "AGE",
            "LAST USED",
            "SECRET",
            "FAILS",
            "WHAT TO DO");
    for (AuditedKey audited : summary.worst()) {
      ReportRow row = audited.user().row();
      ReportedKey key = audited.key();
      table.row();
      if (several) {
        table.cell(row.account());
      }
      table
          .cell(row.user())
          .cell(row.path())
          .cell(owner(audited.owner()))
          .cell(key(audited))
          .cell(key.active() ? "Active" : "Inactive")
          .cell(key.lastRotated().map(made -> days(made, summary.at())).orElse("-"))
          .cell(lastUse(key.lastUse(), summary.at()))
          .cell(secrets(audited))
          .cell(verdict(audited), text -> paint(audited.urgency(), text))
          .cell(audited.remedy().map(KeyRemedy::command).orElse("-"));
    }
    return table;
  }

  /** Its ID; where two keys of the user may be meant, both, as that much is known. */
  private static String key(AuditedKey audited) {
    List<AccessKeyId> ids = audited.user().keys().ids();
    String slot = "key " + audited.key().slot();
    return audited
        .id()
        .map(AccessKeyId::masked)
        .orElseGet(() ->
            ids.isEmpty()
                ? slot
                : slot
                    + ids.stream()
                        .map(AccessKeyId::masked)
                        .collect(Collectors.joining(", ", " (one of ", ")")));
  }

  private static String owner(Owner owner) {
    return switch (owner) {
      case Owner.Named named -> named.name();
      case Owner.Unknown unknown -> "unknown";
      case Owner.NotRead notRead -> "-";
    };
  }

  private static String days(Instant since, Instant now) {
    return Duration.between(since, now).toDays() + "d";
  }

  private static String lastUse(LastUse use, Instant now) {
    return switch (use) {
      case LastUse.Used used ->
          "%s, %s, %s".formatted(days(used.at(), now), used.service(), used.region());
      case LastUse.Never never -> "never";
      case LastUse.Unknown unknown -> "unknown";
    };
  }

  private static String secrets(AuditedKey audited) {
    List<AdoptedSecret> secrets = audited.user().secrets();
    return secrets.isEmpty()
        ? "-"
        : secrets.stream()
            .map(secret -> secret.name() + " (" + secret.standing() + ")")
            .collect(Collectors.joining(", "));
  }

  /** The IDs of what fails; of what an exemption holds back, its end. */
  private static String verdict(AuditedKey audited) {
    String exemption =
        audited.exemption().map(AuditText::exemption).map(text -> " " + text).orElse("");
    return switch (audited.urgency()) {
      case ROOT, FAILS -> ids(audited.failing()) + exemption;
      case EXEMPT -> exemption.strip();
      case NARROW -> "narrowly none" + exemption;
      case PASSES -> "none" + exemption;
    };
  }

  /** What a user's tag says of an exemption, and whether it counts. */
  public static String exemption(Exemption exemption) {
    return switch (exemption) {
      case Exemption.InForce inForce ->
          "exempt until %s: %s".formatted(inForce.until(), inForce.reason());
      case Exemption.Over over -> "(exemption ended %s: %s)".formatted(over.until(), over.reason());
      case Exemption.Unreadable unreadable ->
          "(exemption cannot be read: %s)".formatted(unreadable.text());
    };
  }

  static String ids(List<ControlResult> results) {
    return results.isEmpty()
        ? "root has an active key"
        : results.stream().map(it -> it.control().id()).collect(Collectors.joining(", "));
  }

  private String paint(Urgency urgency, String text) {
    return switch (urgency) {
      case ROOT, FAILS -> style.red(text);
      case EXEMPT, NARROW -> style.yellow(text);
      case PASSES -> style.green(text);
    };
  }

  private List<String> counts(AuditSummary summary) {
    TextTable table =
        new TextTable("").head(style, "CONTROL", "FAIL", "EXEMPT", "NARROW", "PASS", "N/A", "ASKS");
    for (Control control : summary.controls()) {
      AuditTally tally = summary.tally();
      long fails = tally.count(control, "fail");
      table
          .row()
          .cell(control.id())
          .cell(Long.toString(fails), text -> fails > 0 ? style.red(text) : text)
          .cell(Long.toString(tally.count(control, "exempt")))
          .cell(Long.toString(tally.count(control, "pass-narrowly")))
          .cell(Long.toString(tally.count(control, "pass")))
          .cell(Long.toString(tally.count(control, "not-applicable")))
          .cell(asks(control));
    }
    return table.lines(style.width());
  }

  /** What a control asks, with its limit, unless its title says that already. */
  public static String asks(Control control) {
    // The days first: the end of the line is what a narrow terminal cuts.
    return control.days() > 0 && !control.title().contains(control.days() + " days")
        ? "%d days: %s".formatted(control.days(), control.title())
        : control.title();
  }

  /** The verdict in a sentence. */
  public static String sentence(AuditSummary summary) {
    if (summary.sources().isEmpty()) {
      return "No key was judged: there was no credential report to be had.";
    }
    AuditTally tally = summary.tally();
    long failing = tally.keys(Urgency.ROOT) + tally.keys(Urgency.FAILS);
    String seen = summary.missing().isEmpty() ? "" : ", as far as could be seen";
    return failing == 0
        ? "No control fails%s: %d keys of %d users, %d of them Active; %d pass narrowly, %d are exempt."
            .formatted(
                seen,
                tally.keys(),
                tally.usersWithKeys(),
                tally.active(),
                tally.keys(Urgency.NARROW),
                tally.keys(Urgency.EXEMPT))
        : "%d of %d keys of %d users fail a control%s; %d pass narrowly, %d are exempt."
            .formatted(
                failing,
                tally.keys(),
                tally.usersWithKeys(),
                seen,
                tally.keys(Urgency.NARROW),
                tally.keys(Urgency.EXEMPT));
  }
}
