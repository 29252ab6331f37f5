package dev.keyturn.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.plan.Deeds;
import dev.keyturn.plan.Observation;
import dev.keyturn.plan.Role;
import dev.keyturn.plan.Step;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One secret's {@link Account} as a JSON object. */
final class AccountJson {
  private final JsonGenerator json;

  private AccountJson(JsonGenerator json) {
    this.json = json;
  }

  static void write(JsonGenerator json, Account account) throws IOException {
    new AccountJson(json).write(account);
  }

  private void write(Account account) throws IOException {
    json.writeStartObject();
    json.writeStringField("secret", account.secret());
    text("arn", account.seen().map(seen -> seen.secret().arn()));
    text("user", account.user().map(UserName::value));
    text(
        "userId", account.seen().flatMap(Observation::user).map(IamUser::id).map(Object::toString));
    json.writeStringField("standing", Standing.of(account).word());
    outcome(account);
    text("currentKey", account.currentKey().map(AccessKeyId::value));
    previous(account);
    json.writeArrayFieldStart("keys");
    if (account.seen().isPresent()) {
      keys(account.seen().get());
    }
    json.writeEndArray();
    versions(account);
    PolicyJson.write(json, account.policy());
    taken(account.taken());
    json.writeEndObject();
  }

  private void outcome(Account account) throws IOException {
    Optional<Step> step =
        account.outcome() instanceof Outcome.At(Step at) ? Optional.of(at) : Optional.empty();
    text("step", step.map(Deeds::word));
    text("reason", account.because().map(because -> because.reason().word()));
    text("key", step.flatMap(Deeds::key).map(AccessKeyId::value));
    text("due", account.due().map(Instant::toString));
    json.writeStringField("sentence", account.sentence());
    text("remedy", Optional.of(account.remedy()).filter(remedy -> !remedy.isEmpty()));
    json.writeFieldName("failure");
    if (account.outcome() instanceof Outcome.Failed failed) {
      json.writeStartObject();
      json.writeStringField("kind", failed.kind());
      json.writeStringField("action", failed.action());
      json.writeEndObject();
    } else {
      json.writeNull();
    }
  }

  private void previous(Account account) throws IOException {
    json.writeFieldName("previousKey");
    if (account.previous().isEmpty()) {
      json.writeNull();
      return;
    }
    var previous = account.previous().get();
    json.writeStartObject();
    json.writeStringField("id", previous.key().value());
    json.writeStringField("state", previous.state().word());
    json.writeStringField("since", previous.since().toString());
    json.writeEndObject();
  }

  private void keys(Observation seen) throws IOException {
    Map<AccessKeyId, Role> roles = Role.of(seen);
    for (AccessKey key : seen.keys().orElse(List.of())) {
      json.writeStartObject();
      json.writeStringField("id", key.id().value());
      json.writeStringField("role", roles.getOrDefault(key.id(), Role.FOREIGN).word());
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

  private void versions(Account account) throws IOException {
    json.writeObjectFieldStart("versions");
    Map<String, String> labels = new TreeMap<>();
    account
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
      json.writeStringField("step", Deeds.word(step));
      json.writeStringField("reason", step.because().reason().word());
      text("key", Deeds.key(step).map(AccessKeyId::value));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void text(String name, Optional<String> value) throws IOException {
    json.writeStringField(name, value.orElse(null));
  }
}
