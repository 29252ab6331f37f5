package dev.keyturn.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.plan.KeyRole;
import dev.keyturn.plan.Observation;
import dev.keyturn.plan.Step;
import dev.keyturn.plan.StepWords;
import dev.keyturn.port.Failure;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One secret's {@link RunReport} as a JSON object. */
final class SecretReportJson {
  private final JsonGenerator json;

  private SecretReportJson(JsonGenerator json) {
    this.json = json;
  }

  static void write(JsonGenerator json, RunReport report) throws IOException {
    new SecretReportJson(json).write(report);
  }

  private void write(RunReport report) throws IOException {
    json.writeStartObject();
    json.writeStringField("secret", report.secret());
    text("arn", report.seen().map(seen -> seen.secret().arn()));
    text("user", report.user().map(UserName::value));
    text("userId", report.seen().flatMap(Observation::user).map(IamUser::id).map(Object::toString));
    json.writeStringField("standing", report.status().word());
    outcome(report);
    text("currentKey", report.currentKey().map(AccessKeyId::value));
    previous(report);
    json.writeArrayFieldStart("keys");
    if (report.seen().isPresent()) {
      keys(report.seen().get());
    }
    json.writeEndArray();
    versions(report);
    PolicyJson.write(json, report.policy());
    taken(report.taken());
    json.writeEndObject();
  }

  private void outcome(RunReport report) throws IOException {
    Optional<Step> step = report.outcome().endStep();
    text("step", step.map(StepWords::word));
    text("reason", report.cause().map(cause -> cause.reason().word()));
    text("key", step.flatMap(StepWords::key).map(AccessKeyId::value));
    text("due", report.due().map(Instant::toString));
    json.writeStringField("sentence", report.sentence());
    text("remedy", Optional.of(report.remedy()).filter(remedy -> !remedy.isEmpty()));
    json.writeFieldName("failure");
    switch (report.outcome()) {
      case RunOutcome.Failed(Failure failure) -> failure(failure.word(), failure.action());
      case RunOutcome.Bug bug -> failure("internal", "keyturn");
      case RunOutcome.Reached reached -> json.writeNull();
      case RunOutcome.Waits waits -> json.writeNull();
      case RunOutcome.Halted halted -> json.writeNull();
      case RunOutcome.Planned planned -> json.writeNull();
      case RunOutcome.Interrupted interrupted -> json.writeNull();
    }
  }

  private void failure(String kind, String action) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", kind);
    json.writeStringField("action", action);
    json.writeEndObject();
  }

  private void previous(RunReport report) throws IOException {
    json.writeFieldName("previousKey");
    if (report.previous().isEmpty()) {
      json.writeNull();
      return;
    }
    var previous = report.previous().get();
    json.writeStartObject();
    json.writeStringField("id", previous.key().value());
    json.writeStringField("state", previous.state().word());
    json.writeStringField("since", previous.since().toString());
    json.writeEndObject();
  }

  private void keys(Observation seen) throws IOException {
    Map<AccessKeyId, KeyRole> roles = KeyRole.of(seen);
    for (AccessKey key : seen.keys().orElse(List.of())) {
      json.writeStartObject();
      json.writeStringField("id", key.id().value());
      json.writeStringField("role", roles.getOrDefault(key.id(), KeyRole.FOREIGN).word());
      json.writeStringField("status", key.status().name().toLowerCase(Locale.ROOT));
      json.writeStringField("created", key.created().toString());
      lastUse(seen.lastUse().get(key.id()));
      json.writeEndObject();
    }
  }

  private void lastUse(@Nullable LastUse use) throws IOException {
    json.writeObjectFieldStart("lastUse");
    Optional<LastUse.Used> used =
        use instanceof LastUse.Used it ? Optional.of(it) : Optional.empty();
    json.writeStringField(
        "known",
        switch (use) {
          case null -> "not-asked";
          case LastUse.Used it -> "used";
          case LastUse.Never never -> "never";
          case LastUse.Unknown unknown -> "unknown";
        });
    text("at", used.map(LastUse.Used::at).map(Instant::toString));
    text("service", used.map(LastUse.Used::service));
    text("region", used.map(LastUse.Used::region));
    json.writeEndObject();
  }

  private void versions(RunReport report) throws IOException {
    json.writeObjectFieldStart("versions");
    Map<String, String> labels = new TreeMap<>();
    report
        .seen()
        .ifPresent(seen ->
            seen.secret()
                .labels()
                .forEach((StagingLabel label, VersionId version) ->
                    labels.put(label.value(), version.value())));
    for (Map.Entry<String, String> label : labels.entrySet()) {
      json.writeStringField(label.getKey(), label.getValue());
    }
    json.writeEndObject();
  }

  private void taken(List<Step> taken) throws IOException {
    json.writeArrayFieldStart("taken");
    for (Step step : taken) {
      json.writeStartObject();
      json.writeStringField("step", StepWords.word(step));
      json.writeStringField("reason", step.cause().reason().word());
      text("key", StepWords.key(step).map(AccessKeyId::value));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void text(String name, Optional<String> value) throws IOException {
    json.writeStringField(name, value.orElse(null));
  }
}
