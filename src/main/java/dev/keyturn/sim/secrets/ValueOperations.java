package dev.keyturn.sim.secrets;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.core.SimulatedErrorException;
import dev.keyturn.sim.wire.Json;
import dev.keyturn.sim.wire.JsonFields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reading and writing values.
 *
 * @param state what Secrets Manager knows
 * @param context the call
 */
record ValueOperations(SecretsState state, CallContext context) {
  private static final int LARGEST_BATCH = 20;

  Json get(JsonFields in) {
    Secret secret = state.alive(in.required("SecretId"), context.now());
    Json out = value(secret, in.get("VersionId"), in.get("VersionStage"));
    touch(secret);
    return out;
  }

  /** Reads AWSCURRENT of each; a secret that can't be read is an entry among the errors. */
  Json batch(JsonFields in) {
    List<String> ids = in.texts("SecretIdList");
    if (ids.isEmpty() == in.objects("Filters").isEmpty()) {
      throw SecretErrors.parameter(
          "Either 'SecretIdList' or 'Filters' must be provided, not both.");
    }
    if (ids.size() > LARGEST_BATCH) {
      throw in.constraints().tooLong("SecretIdList", LARGEST_BATCH);
    }
    String next = null;
    if (ids.isEmpty()) {
      ListOperations.Found found = new ListOperations(state, context).find(in, LARGEST_BATCH);
      ids = found.names();
      next = found.nextToken();
    }
    List<Json> values = new ArrayList<>();
    List<Json> errors = new ArrayList<>();
    for (String id : ids) {
      try {
        values.add(value(state.alive(id, context.now()), null, null));
      } catch (SimulatedErrorException refusal) {
        errors.add(
            new Json()
                .text("SecretId", id)
                .text("ErrorCode", refusal.error().code())
                .text("Message", refusal.error().message()));
      }
    }
    return new Json()
        .objects("SecretValues", values)
        .objects("Errors", errors)
        .text("NextToken", next);
  }

  /** Without labels the value becomes AWSCURRENT at once. */
  Json put(JsonFields in) {
    Secret secret = state.alive(in.required("SecretId"), context.now());
    String token = Versions.token(in, madeUpToken());
    Payload payload = Versions.payload(in);
    checkRotationToken(in);
    if (!payload.isPresent()) {
      throw SecretErrors.request("You must provide either SecretString or SecretBinary.");
    }
    List<String> labels = in.has("VersionStages") ? in.texts("VersionStages") : List.of();
    labels.forEach(label -> in.constraints().length("VersionStages", label, 1, 256));
    Secret after = state.addVersion(secret, token, payload, labels, context.now());
    return named(after).text("VersionId", token).texts("VersionStages", after.labelsOf(token));
  }

  /** UpdateSecret: description, key, and where there is a value a new AWSCURRENT. */
  Json update(JsonFields in) {
    Secret secret = state.alive(in.required("SecretId"), context.now());
    Payload payload = Versions.payload(in);
    String token = payload.isPresent() ? Versions.token(in, madeUpToken()) : null;
    Secret after = secret;
    if (token != null) {
      Versions versions = new Versions(state, context.now());
      after = versions.store(secret, token, payload, List.of());
    }
    SecretEdit edit = after.edit().description(in.get("Description")).kmsKeyId(in.get("KmsKeyId"));
    state.replace(edit.done(context.now()));
    return named(secret).text("VersionId", token);
  }

  private Json value(Secret secret, @Nullable String id, @Nullable String label) {
    SecretVersion version =
        id == null
            ? labelled(secret, label == null ? Labels.CURRENT : label)
            : identified(secret, id, label);
    Json out = named(secret).text("VersionId", version.id());
    return version
        .payload()
        .into(out)
        .texts("VersionStages", secret.labelsOf(version.id()))
        .time("CreatedDate", version.created());
  }

  /** A rotation's placeholder carries its label, but has no value to be found. */
  private static SecretVersion labelled(Secret secret, String label) {
    return secret
        .labelled(label)
        .filter(version -> version.payload().isPresent())
        .orElseThrow(() -> SecretErrors.noSuchLabel(label));
  }

  private static SecretVersion identified(Secret secret, String id, @Nullable String label) {
    SecretVersion version = secret.versions().get(id);
    if (version != null && label != null && !id.equals(secret.labels().get(label))) {
      throw SecretErrors.request(
          "You provided a VersionStage that is not associated to the provided VersionId.");
    }
    if (version == null || !version.payload().isPresent()) {
      throw SecretErrors.noSuchVersion(id);
    }
    return version;
  }

  /** The day of the last reading is told, not the hour. */
  private void touch(Secret secret) {
    Instant day = context.now().truncatedTo(ChronoUnit.DAYS);
    if (!day.equals(secret.accessed())) {
      state.replace(secret.edit().accessed(day).done(secret.changed()));
    }
  }

  private static void checkRotationToken(JsonFields in) {
    String token = in.get("RotationToken");
    if (token != null) {
      in.constraints().length("RotationToken", token, 36, 256);
      in.constraints().characters("RotationToken", token, "-");
    }
  }

  private String madeUpToken() {
    return state.draws().on("token").on(context.call()).uuid();
  }

  private static Json named(Secret secret) {
    return new Json().text("ARN", secret.arn()).text("Name", secret.name());
  }
}
