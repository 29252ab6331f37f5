package dev.keyturn.report;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import dev.keyturn.plan.KeyRole;
import dev.keyturn.plan.Observation;
import dev.keyturn.plan.StepWords;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.SecretStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One secret laid open: its keys, what comes next, why and when, and what a person should do. */
public final class PlanText {
  private final Style style;
  private final Instant now;

  /**
   * A view.
   *
   * @param now what ages and "in 6d" are counted from
   */
  public PlanText(Style style, Instant now) {
    this.style = style;
    this.now = now;
  }

  /** The views of several secrets, in the order given, an empty line between them. */
  public List<String> lines(List<RunReport> reports) {
    List<String> lines = new ArrayList<>();
    reports.forEach(report -> lines.addAll(lines(report)));
    if (!lines.isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  /** The view of one secret, a line each; the last is empty. */
  public List<String> lines(RunReport report) {
    List<String> lines = new ArrayList<>();
    String user =
        report
            .user()
            .map(UserName::value)
            .map(name -> "  (IAM user " + VisibleText.of(name) + ")")
            .orElse("");
    lines.add(style.bold(VisibleText.of(report.secret())) + style.dim(user));
    List<String> keys = keys(report);
    if (!keys.isEmpty()) {
      lines.add("");
      lines.addAll(keys);
    }
    List<String> versions = versions(report);
    if (!versions.isEmpty()) {
      lines.add("");
      lines.addAll(versions);
    }
    lines.add("");
    lines.addAll(facts(report));
    lines.add("");
    return lines;
  }

  private List<String> keys(RunReport report) {
    Optional<List<AccessKey>> keys = report.seen().flatMap(Observation::keys);
    if (keys.isEmpty() || keys.get().isEmpty()) {
      return List.of();
    }
    Observation seen = report.seen().get();
    Map<AccessKeyId, KeyRole> roles = KeyRole.of(seen);
    TextTable table = new TextTable("  ").head(style, "KEY", "ROLE", "STATUS", "AGE", "LAST USED");
    for (AccessKey key : keys.get()) {
      KeyRole role = roles.getOrDefault(key.id(), KeyRole.FOREIGN);
      table
          .row()
          .cell(key.id().masked())
          .cell(role.word(), word -> role == KeyRole.FOREIGN ? style.red(word) : word)
          .cell(status(key), word -> key.isActive() ? word : style.dim(word))
          .cell(TimeText.age(key.created(), now))
          .cell(lastUse(Optional.ofNullable(seen.lastUse().get(key.id()))));
    }
    return table.lines(style.width());
  }

  /** What each label is on, where a person has to act: remedies speak of labels and versions. */
  private List<String> versions(RunReport report) {
    SecretStatus status = report.status();
    boolean asks = status == SecretStatus.HALTED || status == SecretStatus.REFUSED;
    Optional<Observation> seen =
        report.seen().filter(all -> asks && !all.secret().labels().isEmpty());
    if (seen.isEmpty()) {
      return List.of();
    }
    TextTable table = new TextTable("  ").head(style, "LABEL", "VERSION ID", "HOLDS");
    seen.get().secret().labels().entrySet().stream()
        .sorted(Comparator.comparing(label -> label.getKey().value()))
        .forEach(label ->
            table
                .row()
                .cell(VisibleText.of(label.getKey().value()))
                .cell(VisibleText.of(label.getValue().value()))
                .cell(held(Optional.ofNullable(seen.get().values().get(label.getValue())))));
    return table.lines(style.width());
  }

  private static String held(Optional<VersionValue> value) {
    return switch (value.orElse(null)) {
      case null -> "not read";
      case VersionValue.Holds holds -> "key " + holds.credential().id().masked();
      case VersionValue.Absent absent -> "no value";
      case VersionValue.Unusable bad -> "no key";
    };
  }

  private static String status(AccessKey key) {
    String word = key.status().name();
    return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
  }

  private String lastUse(Optional<LastUse> use) {
    return switch (use.orElse(null)) {
      case null -> "not asked";
      case LastUse.Never never -> "never recorded";
      case LastUse.Unknown unknown -> "unknown: " + unknown.why();
      case LastUse.Used used ->
          "%s, %s in %s".formatted(TimeText.ago(used.at(), now), used.service(), used.region());
    };
  }

  private List<String> facts(RunReport report) {
    SecretStatus status = report.status();
    TextTable table = new TextTable("  ");
    fact(table, "Status").cell(status.word(), word -> style.status(status, word));
    report
        .outcome()
        .endStep()
        .ifPresent(step -> fact(table, "Next").cell(StepWords.intention(step), style::bold));
    fact(table, "Why").cell(report.sentence());
    report.due().ifPresent(due -> fact(table, "When").cell(TimeText.due(due, now)));
    if (!report.remedy().isEmpty()) {
      fact(table, "Fix").cell(report.remedy(), style::yellow);
    }
    report.notes().forEach(note -> fact(table, "Note").cell(note, style::yellow));
    return table.lines(Style.UNLIMITED);
  }

  private TextTable fact(TextTable table, String name) {
    return table.row().cell(name, style::dim);
  }
}
