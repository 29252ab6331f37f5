package dev.keyturn.report;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.plan.KeyRole;
import dev.keyturn.plan.Observation;
import dev.keyturn.plan.Phase;
import dev.keyturn.plan.Step;
import dev.keyturn.plan.StepWords;
import dev.keyturn.port.AwsWrite;
import dev.keyturn.port.Failure;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One secret's {@link RunReport} as a JSON object. */
final class SecretReportJson {
  private SecretReportJson() {}

  static Map<String, @Nullable Object> of(RunReport report) {
    return of(report, AccountJson.partOfArn(report, 4), AccountJson.partOfArn(report, 3));
  }

  /** The same, where it is known in which account and Region it was looked for. */
  static Map<String, @Nullable Object> of(
      RunReport report, Optional<String> account, Optional<String> region) {
    Optional<IamUser> user = report.seen().flatMap(Observation::user);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("account", account.orElse(null));
    json.put("region", region.orElse(null));
    json.put("secret", report.secret());
    json.put("arn", report.seen().map(seen -> seen.secret().arn()).orElse(null));
    json.put("user", report.user().map(UserName::value).orElse(null));
    json.put("userId", user.map(IamUser::id).orElse(null));
    json.put("standing", report.status().word());
    json.put("phase", report.seen().map(Phase::of).map(Phase::word).orElse(null));
    putOutcome(json, report);
    json.put("currentKey", report.currentKey().map(AccessKeyId::value).orElse(null));
    json.put("previousKey", report.previous().map(SecretReportJson::previous).orElse(null));
    json.put("keys", report.seen().map(SecretReportJson::keys).orElse(List.of()));
    json.put("versions", versions(report));
    json.put("policy", PolicyJson.of(report.policy()));
    json.put("taken", report.taken().stream().map(SecretReportJson::taken).toList());
    json.put("writes", report.writes().stream().map(AwsWrite::fields).toList());
    return json;
  }

  private static void putOutcome(Map<String, @Nullable Object> json, RunReport report) {
    Optional<Step> step = report.outcome().endStep();
    json.put("step", step.map(StepWords::word).orElse(null));
    json.put("reason", report.cause().map(cause -> cause.reason().word()).orElse(null));
    json.put("key", step.flatMap(StepWords::key).map(AccessKeyId::value).orElse(null));
    json.put("due", report.due().orElse(null));
    json.put("sentence", report.sentence());
    json.put("remedy", report.remedy().isEmpty() ? null : report.remedy());
    json.put("leftAlone", leftAlone(report.outcome()).orElse(null));
    json.put("notes", report.notes());
    json.put("failure", failure(report.outcome()).orElse(null));
  }

  private static Optional<Map<String, Object>> leftAlone(RunOutcome outcome) {
    return outcome instanceof RunOutcome.LeftAlone alone
        ? Optional.of(Map.of("asOf", alone.asOf()))
        : Optional.empty();
  }

  private static Optional<Map<String, String>> failure(RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Failed(Failure failure) ->
          Optional.of(failure(failure.word(), failure.action()));
      case RunOutcome.Bug bug -> Optional.of(failure("internal", "keyturn"));
      case RunOutcome.Reached reached -> Optional.empty();
      case RunOutcome.Waits waits -> Optional.empty();
      case RunOutcome.Halted halted -> Optional.empty();
      case RunOutcome.Planned planned -> Optional.empty();
      case RunOutcome.LeftAlone alone -> Optional.empty();
      case RunOutcome.Interrupted interrupted -> Optional.empty();
    };
  }

  private static Map<String, String> failure(String kind, String action) {
    Map<String, String> json = new LinkedHashMap<>();
    json.put("kind", kind);
    json.put("action", action);
    return json;
  }

  private static Map<String, Object> previous(Previous previous) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", previous.key().value());
    json.put("state", previous.state().word());
    json.put("since", previous.since());
    return json;
  }

  private static List<Map<String, Object>> keys(Observation seen) {
    Map<AccessKeyId, KeyRole> roles = KeyRole.of(seen);
    return seen.keys().orElse(List.of()).stream()
        .map(key -> {
          Map<String, Object> json = new LinkedHashMap<>();
          json.put("id", key.id().value());
          json.put("role", roles.getOrDefault(key.id(), KeyRole.FOREIGN).word());
          json.put("status", key.status().name().toLowerCase(Locale.ROOT));
          json.put("created", key.created());
          json.put("lastUse", lastUse(seen.lastUse().get(key.id())));
          return json;
        })
        .toList();
  }

  private static Map<String, @Nullable Object> lastUse(@Nullable LastUse use) {
    Optional<LastUse.Used> used =
        use instanceof LastUse.Used it ? Optional.of(it) : Optional.empty();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put(
        "known",
        switch (use) {
          case null -> "not-asked";
          case LastUse.Used it -> "used";
          case LastUse.Never never -> "never";
          case LastUse.Unknown unknown -> "unknown";
        });
    json.put("at", used.map(LastUse.Used::at).orElse(null));
    json.put("service", used.map(LastUse.Used::service).orElse(null));
    json.put("region", used.map(LastUse.Used::region).orElse(null));
    return json;
  }

  private static Map<String, String> versions(RunReport report) {
    Map<String, String> labels = new TreeMap<>();
    report
        .seen()
        .ifPresent(seen ->
            seen.secret()
                .labels()
                .forEach((StagingLabel label, VersionId version) ->
                    labels.put(label.value(), version.value())));
    return labels;
  }

  private static Map<String, @Nullable Object> taken(Step step) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("step", StepWords.word(step));
    json.put("reason", step.cause().reason().word());
    json.put("key", StepWords.key(step).map(AccessKeyId::value).orElse(null));
    return json;
  }
}
