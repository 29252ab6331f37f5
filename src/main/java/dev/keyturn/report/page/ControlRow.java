package dev.keyturn.report.page;

import dev.keyturn.audit.AuditTally;
import dev.keyturn.audit.Control;
import dev.keyturn.report.AuditText;
import dev.keyturn.report.VisibleText;
import java.util.stream.Collectors;

/**
 * A control as a page shows it.
 *
 * @param asks its title, with its limit
 * @param numbers its number in each catalogue
 */
public record ControlRow(
    String id,
    String asks,
    String numbers,
    long fail,
    long exempt,
    long narrow,
    long pass,
    long notApplicable) {
  static ControlRow of(Control control, AuditTally tally) {
    return new ControlRow(
        control.id(),
        VisibleText.of(AuditText.asks(control)),
        control.numbers().entrySet().stream()
            .map(number ->
                VisibleText.of(number.getKey()) + ": " + VisibleText.of(number.getValue()))
            .collect(Collectors.joining("; ")),
        tally.count(control, "fail"),
        tally.count(control, "exempt"),
        tally.count(control, "pass-narrowly"),
        tally.count(control, "pass"),
        tally.count(control, "not-applicable"));
  }
}
