package dev.keyturn.report;

import dev.keyturn.audit.AuditTally;
import dev.keyturn.audit.AuditedKey;
import dev.keyturn.audit.Control;
import java.time.Instant;
import java.util.List;

/**
 * What an audit came to, for all that is written of it at the end.
 *
 * @param at what days were counted to
 * @param sources from what it was made, the first first
 * @param controls by which keys were judged
 * @param worst the keys to show, what needs somebody first
 * @param notShown how many keys were left out of these
 * @param missing what could not be seen, and why, a sentence each
 * @param warnings what a person should know of the sources, a sentence each
 */
public record AuditSummary(
    Instant at,
    List<AuditSource> sources,
    List<Control> controls,
    AuditTally tally,
    List<AuditedKey> worst,
    long notShown,
    List<String> missing,
    List<String> warnings) {
  public AuditSummary {
    sources = List.copyOf(sources);
    controls = List.copyOf(controls);
    worst = List.copyOf(worst);
    missing = List.copyOf(missing);
    warnings = List.copyOf(warnings);
  }
}
