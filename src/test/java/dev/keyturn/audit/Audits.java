package dev.keyturn.audit;

import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.inventory.ReportRow;
import dev.keyturn.inventory.Reports;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Audits of reports that are written beside them. */
final class Audits {
  /** What days are counted to. */
  static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private Audits() {}

  /** An instant so long ago, as a report writes it. */
  static String ago(Duration before) {
    return NOW.minus(before).toString();
  }

  static String daysAgo(int days) {
    return ago(Duration.ofDays(days));
  }

  /** Every key of the last row. */
  static List<AuditedKey> last(String csv) {
    return audit(InventoryUser.ofReport(Reports.rows(csv).getLast()));
  }

  static List<AuditedKey> audit(InventoryUser user) {
    return new KeyAuditor(ControlTable.usual().controls(), List.of("owner"), NOW).audit(user);
  }

  /** The last row of a report. */
  static ReportRow row(String csv) {
    return Reports.rows(csv).getLast();
  }

  /** What a control says of a key. */
  static Verdict verdict(AuditedKey key, String control) {
    return key.results().stream()
        .filter(result -> result.control().id().equals(control))
        .findFirst()
        .orElseThrow()
        .verdict();
  }
}
