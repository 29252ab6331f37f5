package dev.keyturn.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.keyturn.audit.AuditedKey;
import dev.keyturn.audit.Control;
import dev.keyturn.audit.ControlResult;
import dev.keyturn.audit.KeyRemedy;
import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.inventory.Owner;
import dev.keyturn.inventory.ReportRow;
import dev.keyturn.inventory.ReportedKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.LastUse;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An audit as a table for machines and spreadsheets, a row a key, in the report's order. Columns
 * that mean the same as the credential report's have its names. A field that a spreadsheet would
 * take for a formula has an apostrophe before it, as names and tags may be anybody's.
 */
public final class AuditCsv implements AuditWriter {
  private static final List<String> COLUMNS =
      List.of(
          "account",
          "user",
          "arn",
          "path",
          "owner",
          "access_key",
          "access_key_id",
          "access_key_active",
          "access_key_last_rotated",
          "access_key_last_used_date",
          "access_key_last_used_region",
          "access_key_last_used_service",
          "secrets",
          "exemption",
          "urgency",
          "failing",
          "remedy");

  private static final String FORMULA = "=+-@\t\r\n";

  private final CsvWriter csv;

  /** Writes the column names; the writer is closed with this. */
  public AuditCsv(Writer out, List<Control> controls) {
    csv = CsvWriter.builder().build(out);
    List<String> header = new ArrayList<>(COLUMNS);
    controls.forEach(control -> header.add(control.id()));
    csv.writeRecord(header);
  }

  @Override
  public void add(InventoryUser user, List<AuditedKey> keys) {
    keys.forEach(key -> csv.writeRecord(fields(key)));
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }

  private static List<String> fields(AuditedKey audited) {
    ReportRow row = audited.user().row();
    ReportedKey key = audited.key();
    List<String> fields = new ArrayList<>(COLUMNS.size() + audited.results().size());
    fields.add(text(row.account()));
    fields.add(text(row.user()));
    fields.add(text(row.arn()));
    fields.add(text(row.path()));
    fields.add(audited.owner() instanceof Owner.Named named ? text(named.name()) : "");
    fields.add(Integer.toString(key.slot()));
    fields.add(audited.id().map(AccessKeyId::value).orElse(""));
    fields.add(Boolean.toString(key.active()));
    fields.add(key.lastRotated().map(String::valueOf).orElse(""));
    if (key.lastUse() instanceof LastUse.Used used) {
      fields.add(used.at().toString());
      fields.add(text(used.region()));
      fields.add(text(used.service()));
    } else {
      fields.addAll(List.of("", "", ""));
    }
    fields.add(
        text(
            audited.user().secrets().stream()
                .map(secret -> secret.name())
                .collect(Collectors.joining(" "))));
    fields.add(audited.exemption().map(AuditText::exemption).map(AuditCsv::text).orElse(""));
    fields.add(AuditJson.word(audited.urgency()));
    fields.add(
        audited.failing().stream()
            .map(result -> result.control().id())
            .collect(Collectors.joining(" ")));
    fields.add(audited.remedy().map(KeyRemedy::command).map(AuditCsv::text).orElse(""));
    for (ControlResult result : audited.results()) {
      fields.add(result.verdict().word() + ": " + result.verdict().figure());
    }
    return fields;
  }

  /** Text of others; {@code =cmd()} is text, too. */
  private static String text(String text) {
    return !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }
}
