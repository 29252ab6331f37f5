package dev.keyturn.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.simulate.AdoptionChoice;
import dev.keyturn.audit.AuditedKey;
import dev.keyturn.audit.ControlTable;
import dev.keyturn.audit.KeyAuditor;
import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.inventory.KeyListReader;
import dev.keyturn.inventory.KeyListReading;
import dev.keyturn.inventory.ReportProblem;
import dev.keyturn.inventory.ReportReader;
import dev.keyturn.inventory.ReportReading;
import dev.keyturn.inventory.ReportRow;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A credential report, or a file of keys that {@code retire} is given: read and judged, or refused
 * with the line.
 */
public final class HostileReports {
  private static final KeyAuditor AUDITOR =
      new KeyAuditor(
          ControlTable.usual().controls(), List.of("owner"), Instant.parse("2026-12-01T00:00:00Z"));

  private HostileReports() {}

  /** Tries one file. */
  public static void fuzzerTestOneInput(byte[] input) {
    List<ReportRow> rows = new ArrayList<>();
    switch (ReportReader.read(new ByteArrayInputStream(input), rows::add)) {
      case ReportReading.Whole whole -> {
        assertThat(whole.rows()).isEqualTo(rows.size()).isPositive();
        rows.forEach(HostileReports::isJudged);
      }
      case ReportReading.Refused(ReportProblem problem) -> isASentence(problem);
    }
    if (KeyListReader.read(new ByteArrayInputStream(input))
        instanceof KeyListReading.Refused(ReportProblem problem)) {
      isASentence(problem);
    }
  }

  private static void isJudged(ReportRow row) {
    assertThat(row.account()).hasSize(12);
    assertThat(row.path()).startsWith("/");
    InventoryUser user = InventoryUser.ofReport(row);
    assertThat(AUDITOR.audit(user)).hasSameSizeAs(row.keys()).allMatch(HostileReports::isTold);
    assertThat(AdoptionChoice.of(user)).isNotNull();
  }

  private static boolean isTold(AuditedKey key) {
    return key.results().size() == AUDITOR.controls().size();
  }

  private static void isASentence(ReportProblem problem) {
    assertThat(problem.line()).isPositive();
    assertThat(problem.sentence()).isNotBlank().hasSizeLessThan(1_000);
  }
}
