package dev.keyturn.report;

import dev.keyturn.json.JsonText;
import dev.keyturn.model.AccountId;
import dev.keyturn.result.RunReport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Accounts, and secrets in them, as JSON objects. */
public final class AccountJson {
  private AccountJson() {}

  /** One account in one Region. */
  public static Map<String, @Nullable Object> of(AccountReport report) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("account", report.account().value());
    json.put("name", report.name().isEmpty() ? null : report.name());
    json.put("region", report.region().orElse(null));
    json.put("result", report.result().word());
    json.put("exit", report.exitName().orElse(null));
    json.put("caller", report.caller().orElse(null));
    Map<String, Integer> counts = new LinkedHashMap<>();
    report.counts().forEach((status, count) -> counts.put(status.word(), count));
    json.put("standings", counts);
    json.put("problems", report.problems());
    json.put("remedies", report.remedies());
    return json;
  }

  /** A secret of an account, written at once: the report itself need not be kept. */
  public static JsonText.Written secret(AccountId account, String region, RunReport report) {
    return new JsonText.Written(
        JsonText.oneAsciiLine(
            SecretReportJson.of(report, Optional.of(account.value()), Optional.of(region))));
  }

  /** The part of a secret's ARN, by its place; empty where nothing of the secret is known. */
  static Optional<String> partOfArn(RunReport report, int place) {
    return report
        .seen()
        .map(seen -> seen.secret().arn().split(":", 7))
        .filter(parts -> parts.length == 7)
        .map(parts -> parts[place].toLowerCase(Locale.ROOT));
  }
}
