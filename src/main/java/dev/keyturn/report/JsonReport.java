package dev.keyturn.report;

import dev.keyturn.json.JsonText;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.SetupCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link JsonDocument} as JSON. Every field of an object is always there, {@code null}
 * where there is nothing to say, so that a reader need not ask twice. Key IDs are whole; a secret
 * access key is in nothing that this room is given the means to read.
 */
public final class JsonReport {
  private JsonReport() {}

  /** The document, indented, without a line end after it. */
  public static String of(JsonDocument document) {
    return JsonText.indented(
        json(document, List.of(), document.secrets().stream().map(SecretReportJson::of).toList()));
  }

  /** The document on one line. */
  public static String line(JsonDocument document) {
    return JsonText.oneAsciiLine(
        json(document, List.of(), document.secrets().stream().map(SecretReportJson::of).toList()));
  }

  /** One secret's part of it, on one line. */
  public static String line(RunReport report) {
    return JsonText.oneAsciiLine(SecretReportJson.of(report));
  }

  /**
   * The same of many accounts.
   *
   * @param secrets those of all of them, in place of the document's
   */
  public static String ofAccounts(
      JsonDocument document, List<AccountReport> accounts, List<JsonText.Written> secrets) {
    return JsonText.indented(json(document, accounts, secrets));
  }

  private static Map<String, @Nullable Object> json(
      JsonDocument document, List<AccountReport> accounts, List<? extends Object> secrets) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("format", JsonDocument.FORMAT);
    json.put("command", document.command());
    json.put("at", document.at());
    json.put("caller", document.caller().orElse(null));
    json.put("dryRun", document.dryRun());
    Map<String, Object> exit = new LinkedHashMap<>();
    exit.put("code", document.exitCode());
    exit.put("name", document.exitName());
    json.put("exit", exit);
    json.put("problems", document.problems());
    json.put("adoption", document.adopted().map(AdoptionJson::of).orElse(null));
    json.put("adoptions", document.rows().stream().map(AdoptionJson::of).toList());
    json.put("evidence", document.evidence().map(EvidenceReport::json).orElse(null));
    json.put("accounts", accounts.stream().map(AccountJson::of).toList());
    json.put("pass", document.pass().map(PassSummary::json).orElse(null));
    json.put("secrets", secrets);
    json.put("checks", document.checks().stream().map(JsonReport::check).toList());
    json.put("keys", document.keys().stream().map(KeyRetirementJson::of).toList());
    return json;
  }

  private static Map<String, @Nullable Object> check(SetupCheck check) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("area", check.area().name().toLowerCase(Locale.ROOT));
    json.put("name", check.name());
    json.put("verdict", check.verdict().word().replace(' ', '-'));
    json.put("seen", check.seen());
    json.put("remedy", check.remedy().orElse(null));
    return json;
  }
}
