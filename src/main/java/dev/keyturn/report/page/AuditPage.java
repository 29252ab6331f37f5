package dev.keyturn.report.page;

import dev.keyturn.report.AuditSource;
import java.util.List;
import java.util.Optional;

/**
 * An audit as a page shows it: all text as it stands there, before it is escaped.
 *
 * @param sentence the verdict
 * @param fails whether some control fails
 * @param due what falls due; empty where no control limits the age
 * @param urgent the keys that need somebody, the first first
 * @param passing those that pass, as far as there is room
 * @param leftOut how many keys were left out, or 0
 * @param at when it was made, which is what days are counted to
 * @param program what made it, with its version
 */
public record AuditPage(
    String sentence,
    boolean fails,
    List<PageFigure> figures,
    AgeHistogram ages,
    Optional<DueCalendar> due,
    List<KeyRow> urgent,
    List<KeyRow> passing,
    long leftOut,
    List<ControlRow> controls,
    List<AuditSource> sources,
    List<String> missing,
    List<String> warnings,
    String at,
    String program) {
  public AuditPage {
    figures = List.copyOf(figures);
    urgent = List.copyOf(urgent);
    passing = List.copyOf(passing);
    controls = List.copyOf(controls);
    sources = List.copyOf(sources);
    missing = List.copyOf(missing);
    warnings = List.copyOf(warnings);
  }
}
