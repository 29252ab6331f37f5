package dev.keyturn.report.page;

import dev.keyturn.report.StatusText;
import dev.keyturn.report.Style;
import dev.keyturn.report.TimeText;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.SecretStatus;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * How secrets stand as a page shows it: what each waits for and why, with its keys over time.
 *
 * @param command what it is of: {@code status} or {@code run}
 * @param sentence how many stand how
 * @param tone of the worst
 * @param urgent those that are not fine, the first first
 * @param rotating those that are fine and have a previous key, which is on its way out
 * @param fine the others, as far as there is room
 * @param leftOut how many were left out, or 0
 * @param at when they were looked at, as AWS has the time
 * @param program what made it, with its version
 */
public record StatusPage(
    String command,
    String sentence,
    String tone,
    List<PageFigure> figures,
    List<SecretCard> urgent,
    List<SecretCard> rotating,
    List<SecretCard> fine,
    int leftOut,
    String at,
    String program) {
  /** How many secrets a page shows at most. */
  public static final int MOST_SECRETS = 500;

  public StatusPage {
    figures = List.copyOf(figures);
    urgent = List.copyOf(urgent);
    rotating = List.copyOf(rotating);
    fine = List.copyOf(fine);
  }

  /**
   * Writes one.
   *
   * @param command what it is of
   * @param reports at least one, in any order
   * @param now what ages are counted to
   * @param program what makes it, with its version
   */
  public static void write(
      String command, List<RunReport> reports, Instant now, String program, Writer out) {
    new PageTemplates().render("status.jte", of(command, reports, now, program), out);
  }

  static StatusPage of(String command, List<RunReport> reports, Instant now, String program) {
    List<RunReport> sorted = StatusText.sorted(reports);
    List<RunReport> shown = sorted.stream().limit(MOST_SECRETS).toList();
    List<PageFigure> figures = new ArrayList<>();
    for (SecretStatus status : SecretStatus.values()) {
      long count = sorted.stream().filter(report -> report.status() == status).count();
      if (count > 0) {
        figures.add(new PageFigure(status.word(), count, SecretCard.tone(status)));
      }
    }
    return new StatusPage(
        command,
        new StatusText(Style.PLAIN, now).counts(sorted),
        SecretCard.tone(sorted.getFirst().status()),
        figures,
        cards(shown, report -> !isFine(report), now),
        cards(shown, report -> isFine(report) && report.previous().isPresent(), now),
        cards(shown, report -> isFine(report) && report.previous().isEmpty(), now),
        sorted.size() - shown.size(),
        TimeText.minute(now),
        program);
  }

  private static List<SecretCard> cards(
      List<RunReport> reports, Predicate<RunReport> which, Instant now) {
    return reports.stream().filter(which).map(report -> SecretCard.of(report, now)).toList();
  }

  private static boolean isFine(RunReport report) {
    return report.status() == SecretStatus.FINE;
  }
}
