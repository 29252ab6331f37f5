package dev.keyturn.report;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.UserName;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.SecretStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One line a secret, and a count of each status at the end. */
public final class StatusText {
  private static final Comparator<RunReport> MOST_URGENT =
      Comparator.<RunReport, SecretStatus>comparing(RunReport::status)
          .thenComparing(report -> report.due().orElse(Instant.MAX))
          .thenComparing(RunReport::secret);

  private final Style style;
  private final Instant now;

  /**
   * A view.
   *
   * @param now what ages and "in 6d" are counted from
   */
  public StatusText(Style style, Instant now) {
    this.style = style;
    this.now = now;
  }

  /** The reports in the order in which they need attention. */
  public static List<RunReport> sorted(List<RunReport> reports) {
    return reports.stream().sorted(MOST_URGENT).toList();
  }

  /** How each stands, a line each, in the order given. */
  public List<String> lines(List<RunReport> reports) {
    return withCounts(table(reports, false), counts(reports));
  }

  /** What was done for each and how it stands now, a line each, in the order given. */
  public List<String> results(List<RunReport> reports) {
    return withCounts(table(reports, true), counts(reports));
  }

  /**
   * A table of some of an account's secrets, and the counts of all.
   *
   * @param reports those that are listed, in the order given
   * @param done whether something was done for them
   */
  public List<String> some(
      List<RunReport> reports, boolean done, Map<SecretStatus, Integer> counts) {
    return withCounts(reports.isEmpty() ? List.of() : table(reports, done), counts(counts));
  }

  private static List<String> withCounts(List<String> table, String counts) {
    return Stream.concat(table.stream(), Stream.of(counts)).toList();
  }

  private List<String> table(List<RunReport> reports, boolean done) {
    TextTable table = new TextTable("").head(style, "SECRET", "USER", "STATUS");
    if (done) {
      table.cell("DONE", style::dim);
    }
    for (String name : List.of("KEY", "AGE", "NEXT", "WHY")) {
      table.cell(name, style::dim);
    }
    for (RunReport report : reports) {
      SecretStatus status = report.status();
      table
          .row()
          .cell(report.secret())
          .cell(report.user().map(UserName::value).orElse("-"))
          .cell(status.word(), word -> style.status(status, word));
      if (done) {
        String deeds = done(report);
        table.cell(deeds.isEmpty() ? "-" : deeds);
      }
      table
          .cell(report.currentKey().map(AccessKeyId::masked).orElse("-"))
          .cell(age(report, now))
          .cell(next(report, status, now))
          .cell(report.summary());
    }
    List<String> lines = new ArrayList<>(table.lines(style.width()));
    lines.add("");
    if (!done) {
      List<String> failures = new ResultText(style, now).failures(reports);
      if (!failures.isEmpty()) {
        lines.addAll(failures);
        lines.add("");
      }
      reports.forEach(report ->
          report
              .notes()
              .forEach(note ->
                  lines.add(
                      style.yellow(
                          "Note: %s: %s"
                              .formatted(VisibleText.of(report.secret()), VisibleText.of(note))))));
    }
    return lines;
  }

  /**
   * What a run did that consumers and auditors would notice, or nothing; announcements and records
   * are left out.
   */
  public static String done(RunReport report) {
    List<String> deeds = new ArrayList<>();
    for (Step step : report.taken()) {
      switch (step) {
        case Step.Promote promote ->
            deeds.add(
                promote.cause().reason() == Reason.PROMOTE_PREVIOUS ? "rolled back" : "rotated");
        case Step.Deactivate off -> deeds.add("deactivated " + off.key().masked());
        case Step.Reactivate on -> deeds.add("activated " + on.key().masked());
        case Step.DeleteKey delete -> deeds.add("deleted " + delete.key().masked());
        default -> {}
      }
    }
    return String.join(", ", deeds);
  }

  static String age(RunReport report, Instant now) {
    return report.currentKeyCreated().map(created -> TimeText.age(created, now)).orElse("-");
  }

  static String next(RunReport report, SecretStatus status, Instant now) {
    return switch (status) {
      case REFUSED, HALTED -> "you";
      case FAILED, STOPPED -> "run again";
      case DUE -> "now";
      case WAITING, FINE -> report.due().map(due -> TimeText.until(due, now)).orElse("-");
    };
  }

  /** {@code 3 secrets: 1 halted, 2 fine}. */
  public String counts(List<RunReport> reports) {
    Map<SecretStatus, Integer> counts = new EnumMap<>(SecretStatus.class);
    reports.forEach(report -> counts.merge(report.status(), 1, Integer::sum));
    return counts(counts);
  }

  /** The same of secrets that were counted as they came. */
  public String counts(Map<SecretStatus, Integer> counts) {
    int all = counts.values().stream().mapToInt(Integer::intValue).sum();
    List<String> parts = new ArrayList<>();
    counts.forEach((status, count) -> parts.add(style.status(status, count + " " + status.word())));
    return "%d %s: %s".formatted(all, all == 1 ? "secret" : "secrets", String.join(", ", parts));
  }
}
