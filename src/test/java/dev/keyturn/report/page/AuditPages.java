package dev.keyturn.report.page;

import dev.keyturn.audit.AuditTally;
import dev.keyturn.audit.AuditedKey;
import dev.keyturn.audit.Control;
import dev.keyturn.audit.ControlTable;
import dev.keyturn.audit.KeyAuditor;
import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.inventory.Reports;
import dev.keyturn.report.AuditSource;
import dev.keyturn.report.AuditSummary;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Pages of audits of reports that are written beside them. */
final class AuditPages {
  static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private AuditPages() {}

  static String ago(int days) {
    return NOW.minus(Duration.ofDays(days)).toString();
  }

  /** A user with one Active key of that age, which was used a day ago. */
  static String user(String name, int age) {
    return Reports.user(name, Reports.key(true, ago(age), ago(1)), Reports.noKey());
  }

  static List<InventoryUser> users(String... rows) {
    return Reports.rows(Reports.of(rows)).stream().map(InventoryUser::ofReport).toList();
  }

  static String page(List<InventoryUser> users) {
    return page(users, ControlTable.usual().controls());
  }

  static String page(List<InventoryUser> users, List<Control> controls) {
    StringWriter out = new StringWriter();
    KeyAuditor auditor = new KeyAuditor(controls, List.of("owner"), NOW);
    AuditTally tally = new AuditTally(controls);
    try (AuditPageWriter page = new AuditPageWriter(out, controls, NOW, "Keyturn 1")) {
      for (InventoryUser user : users) {
        List<AuditedKey> keys = auditor.audit(user);
        tally.add(user, keys);
        page.add(user, keys);
      }
      page.finish(summary(controls, tally));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }

  private static AuditSummary summary(List<Control> controls, AuditTally tally) {
    return new AuditSummary(
        NOW,
        List.of(new AuditSource("<b>r.csv</b>", NOW, "0f".repeat(32), tally.users())),
        controls,
        tally,
        List.of(),
        0,
        List.of("tags: iam:ListUserTags is denied"),
        List.of("r.csv is old"));
  }

  static Document parsed(String... rows) {
    return Jsoup.parse(page(users(rows)));
  }
}
