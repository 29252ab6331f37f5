package dev.keyturn.report.page;

import dev.keyturn.audit.AuditTally;
import dev.keyturn.audit.AuditedKey;
import dev.keyturn.audit.Control;
import dev.keyturn.audit.ControlRule;
import dev.keyturn.audit.Urgency;
import dev.keyturn.audit.WorstKeys;
import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.inventory.ReportedKey;
import dev.keyturn.report.AuditSource;
import dev.keyturn.report.AuditSummary;
import dev.keyturn.report.AuditText;
import dev.keyturn.report.AuditWriter;
import dev.keyturn.report.TimeText;
import dev.keyturn.report.VisibleText;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Writes an audit as one HTML file. It shows a bounded number of keys, those that need somebody
 * first, and says how many it leaves out: a page of a million rows opens in no browser, and memory
 * stays flat. The drawing, the calendar and the counts are of all keys.
 */
public final class AuditPageWriter implements AuditWriter {
  /** How many keys a page shows at most. */
  public static final int MOST_KEYS = 2_000;

  private final Writer out;
  private final Instant now;
  private final String program;
  private final AgeHistogram ages;
  private final Optional<DueCalendar> due;
  private final WorstKeys worst = new WorstKeys(MOST_KEYS);

  /**
   * A page; {@code out} is closed with this.
   *
   * @param now what days are counted to
   * @param program what makes it, with its version
   */
  public AuditPageWriter(Writer out, List<Control> controls, Instant now, String program) {
    this.out = out;
    this.now = now;
    this.program = program;
    this.ages = new AgeHistogram(controls);
    this.due =
        controls.stream()
            .filter(control -> control.rule() == ControlRule.KEY_AGE)
            .min(Comparator.comparingInt(Control::days))
            .map(strictest -> new DueCalendar(strictest, now));
  }

  @Override
  public void add(InventoryUser user, List<AuditedKey> keys) {
    for (AuditedKey key : keys) {
      worst.add(key);
      if (key.key().active()) {
        addAge(key.key());
      }
    }
  }

  private void addAge(ReportedKey active) {
    if (active.lastRotated().isEmpty()) {
      ages.addUndated();
      return;
    }
    Instant made = active.lastRotated().get();
    ages.add(made, now);
    due.ifPresent(calendar -> calendar.add(made));
  }

  @Override
  public void finish(AuditSummary summary) {
    new PageTemplates().render("audit.jte", page(summary), out);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private AuditPage page(AuditSummary summary) {
    AuditTally tally = summary.tally();
    List<AuditedKey> kept = worst.sorted();
    return new AuditPage(
        AuditText.sentence(summary),
        tally.keys(Urgency.ROOT) + tally.keys(Urgency.FAILS) > 0,
        figures(tally),
        ages,
        due,
        rows(kept, false),
        rows(kept, true),
        worst.leftOut(),
        summary.controls().stream().map(control -> ControlRow.of(control, tally)).toList(),
        summary.sources().stream().map(AuditPageWriter::visible).toList(),
        summary.missing().stream().map(VisibleText::of).toList(),
        summary.warnings().stream().map(VisibleText::of).toList(),
        TimeText.minute(summary.at()),
        program);
  }

  private List<KeyRow> rows(List<AuditedKey> kept, boolean passing) {
    return kept.stream()
        .filter(key -> (key.urgency() == Urgency.PASSES) == passing)
        .map(key -> KeyRow.of(key, now))
        .toList();
  }

  private static List<PageFigure> figures(AuditTally tally) {
    return List.of(
        new PageFigure("fail", tally.keys(Urgency.ROOT) + tally.keys(Urgency.FAILS), "bad"),
        new PageFigure("pass narrowly", tally.keys(Urgency.NARROW), "middling"),
        new PageFigure("are exempt", tally.keys(Urgency.EXEMPT), "middling"),
        new PageFigure("pass", tally.keys(Urgency.PASSES), "good"),
        new PageFigure("keys in all", tally.keys(), "plain"),
        new PageFigure("of them Active", tally.active(), "plain"),
        new PageFigure("users with keys", tally.usersWithKeys(), "plain"),
        new PageFigure("looked after by a secret", tally.lookedAfter(), "plain"));
  }

  private static AuditSource visible(AuditSource source) {
    return new AuditSource(
        VisibleText.of(source.name()), source.made(), source.sha256(), source.rows());
  }
}
