package dev.keyturn.report;

import dev.keyturn.json.JsonText;
import dev.keyturn.plan.Reason;
import dev.keyturn.port.AwsWrite;
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
    json.put("adoption", document.adopted().map(JsonReport::adoption).orElse(null));
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

  private static Map<String, @Nullable Object> adoption(AdoptionReport adopted) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("user", adopted.asked());
    json.put("secret", adopted.secret());
    switch (adopted.outcome()) {
      case AdoptionReport.Outcome.Bound bound -> {
        outcome(json, "bound", null, null, null);
        json.put("userId", bound.user().id());
        json.put("userArn", bound.user().arn());
        json.put("arn", bound.arn());
        json.put("warnings", bound.warnings());
      }
      case AdoptionReport.Outcome.Refused refused -> {
        outcome(
            json,
            "refused",
            refused.reason().map(Reason::word).orElse(null),
            refused.why(),
            refused.remedy());
        unbound(json);
      }
      case AdoptionReport.Outcome.Failed failed -> {
        outcome(json, "failed", null, failed.failure().sentence(), null);
        unbound(json);
      }
    }
    json.put("changes", adopted.changes());
    json.put("writes", adopted.writes().stream().map(AwsWrite::fields).toList());
    return json;
  }

  private static void outcome(
      Map<String, @Nullable Object> json,
      String name,
      @Nullable String reason,
      @Nullable String sentence,
      @Nullable String remedy) {
    json.put("outcome", name);
    json.put("reason", reason);
    json.put("sentence", sentence);
    json.put("remedy", remedy);
  }

  private static void unbound(Map<String, @Nullable Object> json) {
    json.put("userId", null);
    json.put("userArn", null);
    json.put("arn", null);
    json.put("warnings", List.of());
  }
}
