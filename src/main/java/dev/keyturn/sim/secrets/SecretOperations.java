package dev.keyturn.sim.secrets;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.core.Tags;
import dev.keyturn.sim.wire.Json;
import dev.keyturn.sim.wire.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The life of a secret.
 *
 * @param state what Secrets Manager knows
 * @param context the call
 */
record SecretOperations(SecretsState state, CallContext context) {

  /** The token becomes the ID of the first version. Without a value there is no version. */
  Json create(JsonFields in) {
    String name = in.required("Name");
    in.constraints().length("Name", name, 1, 512);
    in.constraints().characters("Name", name, "/_+=.@-");
    Tags tags = SecretTags.add(Tags.NONE, in);
    Payload payload = Versions.payload(in);
    String token = Versions.token(in, state.draws().on("token").on(context.call()).uuid());
    Map<String, Replica> replicas =
        new ReplicationOperations(state, context).added(in, context.now());
    Secret known = state.secret(name).filter(secret -> secret.name().equals(name)).orElse(null);
    if (known != null && !isGone(known)) {
      return createdBefore(known, token, payload);
    }
    Secret bare = state.addSecret(name, tags, context.now());
    Secret secret =
        bare.edit()
            .description(in.get("Description"))
            .kmsKeyId(in.get("KmsKeyId"))
            .replicas(replicas)
            .done(context.now());
    if (!payload.isPresent()) {
      state.replace(secret);
      return made(secret);
    }
    state.addVersion(secret, token, payload, List.of(Labels.CURRENT), context.now());
    return made(secret).text("VersionId", token);
  }

  private Json made(Secret secret) {
    return secret.replicas().isEmpty()
        ? named(secret)
        : named(secret).objects("ReplicationStatus", secret.replicationStatus(context.now()));
  }

  Json describe(JsonFields in) {
    Secret secret = state.find(in.required("SecretId"), context.now());
    return SecretView.description(secret, context.now());
  }

  Json delete(JsonFields in) {
    Secret secret = state.find(in.required("SecretId"), context.now());
    boolean force = in.flag("ForceDeleteWithoutRecovery", false);
    if (force && in.has("RecoveryWindowInDays")) {
      throw SecretErrors.parameter(
          "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    }
    int days = in.number("RecoveryWindowInDays", 0, 1000, 30);
    if (days < 7 || days > 30) {
      throw SecretErrors.parameter(
          "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
    }
    if (!secret.replicas().isEmpty()) {
      throw SecretErrors.replicated(secret);
    }
    if (force) {
      state.remove(secret);
      return named(secret).time("DeletionDate", context.now());
    }
    if (secret.isDeleted()) {
      throw SecretErrors.deleted();
    }
    Instant gone = context.now().plus(Duration.ofDays(days));
    state.runs().cancel(secret);
    state.replace(secret.edit().deletion(gone).done(context.now()));
    return named(secret).time("DeletionDate", gone);
  }

  Json restore(JsonFields in) {
    Secret secret = state.find(in.required("SecretId"), context.now());
    state.replace(secret.edit().deletion(null).done(context.now()));
    return named(secret);
  }

  private boolean isGone(Secret secret) {
    Instant deletion = secret.deletion();
    return deletion != null && !context.now().isBefore(deletion);
  }

  /** The same token with the same value is the same request again; anything else is refused. */
  private static Json createdBefore(Secret known, String token, Payload payload) {
    if (known.isDeleted()) {
      throw SecretErrors.request(
          "You can't create this secret because a secret with this name is already scheduled for"
              + " deletion.");
    }
    SecretVersion version = known.versions().get(token);
    if (version == null) {
      throw SecretErrors.nameTaken(known.name());
    }
    if (!version.payload().equals(payload)) {
      throw SecretErrors.tokenTaken(token, known);
    }
    return named(known).text("VersionId", token);
  }

  private static Json named(Secret secret) {
    return new Json().text("ARN", secret.arn()).text("Name", secret.name());
  }
}
