package dev.keyturn.report;

import dev.keyturn.audit.AuditTally;
import dev.keyturn.audit.AuditedKey;
import dev.keyturn.audit.Control;
import dev.keyturn.audit.ControlResult;
import dev.keyturn.audit.KeyRemedy;
import dev.keyturn.audit.Urgency;
import dev.keyturn.inventory.AdoptedSecret;
import dev.keyturn.inventory.Owner;
import dev.keyturn.inventory.ReportRow;
import dev.keyturn.inventory.ReportedKey;
import dev.keyturn.json.JsonText;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.LastUse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An audit as JSON; its schema is {@code docs/schema/audit.schema.json}. */
public final class AuditJson {
  /** The name of this format. */
  public static final String FORMAT = "keyturn-audit/1";

  private AuditJson() {}

  /** The document, indented, without a line end after it. */
  public static String of(AuditSummary summary, int exitCode, String exitName) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("format", FORMAT);
    json.put("command", "audit");
    json.put("at", summary.at());
    json.put("exit", Map.of("code", exitCode, "name", exitName));
    json.put("sentence", AuditText.sentence(summary));
    json.put("sources", summary.sources().stream().map(AuditJson::source).toList());
    json.put("missing", summary.missing());
    json.put("warnings", summary.warnings());
    json.put("counts", counts(summary.tally()));
    json.put(
        "controls",
        summary.controls().stream().map(control -> control(control, summary.tally())).toList());
    json.put("keys", summary.worst().stream().map(AuditJson::key).toList());
    json.put("keysNotShown", summary.notShown());
    return JsonText.indented(json);
  }

  private static Map<String, Object> source(AuditSource source) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", source.name());
    json.put("made", source.made());
    json.put("sha256", source.sha256());
    json.put("rows", source.rows());
    return json;
  }

  private static Map<String, Object> counts(AuditTally tally) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("users", tally.users());
    json.put("usersWithKeys", tally.usersWithKeys());
    json.put("keys", tally.keys());
    json.put("active", tally.active());
    json.put("lookedAfter", tally.lookedAfter());
    for (Urgency urgency : Urgency.values()) {
      json.put(word(urgency), tally.keys(urgency));
    }
    return json;
  }

  static String word(Urgency urgency) {
    return urgency.name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> control(Control control, AuditTally tally) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", control.id());
    json.put("title", control.title());
    json.put("rule", control.rule().word());
    json.put("days", control.days());
    json.put("numbers", control.numbers());
    for (String verdict : List.of("fail", "exempt", "pass-narrowly", "pass", "not-applicable")) {
      json.put(verdict, tally.count(control, verdict));
    }
    return json;
  }

  private static Map<String, @Nullable Object> key(AuditedKey audited) {
    ReportRow row = audited.user().row();
    ReportedKey key = audited.key();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("account", row.account());
    json.put("user", row.user());
    json.put("arn", row.arn());
    json.put("path", row.path());
    json.put("owner", audited.owner() instanceof Owner.Named named ? named.name() : null);
    json.put("slot", key.slot());
    json.put("keyId", audited.id().map(AccessKeyId::value).orElse(null));
    json.put("keyIdsOfUser", audited.user().keys().ids().stream().map(AccessKeyId::value).toList());
    json.put("active", key.active());
    json.put("lastRotated", key.lastRotated().orElse(null));
    json.put("lastUsed", lastUse(key.lastUse()));
    json.put("secrets", audited.user().secrets().stream().map(AuditJson::secret).toList());
    json.put("exemption", audited.exemption().map(AuditText::exemption).orElse(null));
    json.put("urgency", word(audited.urgency()));
    json.put("results", audited.results().stream().map(AuditJson::result).toList());
    json.put("remedy", audited.remedy().map(KeyRemedy::command).orElse(null));
    json.put("why", audited.remedy().map(KeyRemedy::why).orElse(null));
    return json;
  }

  private static @Nullable Object lastUse(LastUse use) {
    return switch (use) {
      case LastUse.Used used -> {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", used.at());
        json.put("service", used.service());
        json.put("region", used.region());
        yield json;
      }
      case LastUse.Never never -> null;
      case LastUse.Unknown unknown -> null;
    };
  }

  private static Map<String, Object> secret(AdoptedSecret secret) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", secret.name());
    json.put("standing", secret.standing());
    return json;
  }

  private static Map<String, Object> result(ControlResult result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("control", result.control().id());
    json.put("verdict", result.verdict().word());
    json.put("figure", result.verdict().figure());
    return json;
  }
}
