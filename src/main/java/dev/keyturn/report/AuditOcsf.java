package dev.keyturn.report;

import dev.keyturn.audit.AuditedKey;
import dev.keyturn.audit.ControlResult;
import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.json.JsonText;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;

/**
 * An audit as a JSON array of OCSF Compliance Findings, one for each control that applies to a key,
 * a line each.
 */
public final class AuditOcsf implements AuditWriter {
  private final Writer out;
  private final Instant at;
  private String separator = "[\n";

  /**
   * Nothing is written before the first finding; the writer is closed with this.
   *
   * @param at what days were counted to
   */
  public AuditOcsf(Writer out, Instant at) {
    this.out = out;
    this.at = at;
  }

  @Override
  public void add(InventoryUser user, List<AuditedKey> keys) throws IOException {
    for (AuditedKey key : keys) {
      for (ControlResult result : key.results()) {
        if (OcsfFinding.applies(result)) {
          out.write(separator);
          out.write(JsonText.oneLine(new OcsfFinding(key, result, at).json()));
          separator = ",\n";
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    out.write(separator.startsWith("[") ? "[]\n" : "\n]\n");
    out.close();
  }
}
