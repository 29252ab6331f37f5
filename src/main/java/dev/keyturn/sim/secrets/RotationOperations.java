package dev.keyturn.sim.secrets;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.wire.Json;
import dev.keyturn.sim.wire.JsonFields;
import java.time.Instant;

/**
 * RotateSecret and CancelRotateSecret. They only queue: the steps are called as time passes.
 *
 * @param state what Secrets Manager knows
 * @param context the call
 */
record RotationOperations(SecretsState state, CallContext context) {

  Json rotate(JsonFields in) {
    Secret secret = state.alive(in.required("SecretId"), context.now());
    String fallback = state.draws().on("token").on(context.call()).uuid();
    String token = Versions.token(in, fallback);
    String lambda = in.get("RotationLambdaARN");
    if (lambda == null) {
      lambda = secret.rotation().lambdaArn();
    }
    if (lambda == null) {
      throw SecretErrors.request("No Lambda rotation function ARN is associated with this secret.");
    }
    JsonFields rules = in.object("RotationRules");
    RotationRules parsed = rules == null ? null : RotationRules.of(rules);
    if (!secret.versions().containsKey(token)) {
      refuseUnfinished(secret);
      Rotation rotation = secret.rotation().configured(lambda, parsed, context.now());
      Secret configured = secret.edit().rotation(rotation).done(context.now());
      boolean immediately = in.flag("RotateImmediately", true);
      start(state, configured, token, !immediately, context.now());
    }
    return answer(secret).text("VersionId", token);
  }

  /**
   * Leaves the labels as they are, even half-moved; the operator has to tidy up. A step that is
   * under way goes on. Where there is no rotation it succeeds all the same.
   */
  Json cancel(JsonFields in) {
    Secret secret = state.alive(in.required("SecretId"), context.now());
    state.runs().cancel(secret);
    state.replace(secret.edit().rotation(secret.rotation().cancelled()).done(context.now()));
    return answer(secret);
  }

  /**
   * Makes the placeholder and queues the first step. It is without a value, but for a test, which
   * has a copy of the current one.
   */
  static void start(
      SecretsState state, Secret secret, String token, boolean testOnly, Instant now) {
    Payload payload = new Payload.Nothing();
    if (testOnly && state.runs().testVersionHoldsValue()) {
      payload = secret.labelled(Labels.CURRENT).map(SecretVersion::payload).orElse(payload);
    }
    SecretVersion placeholder = new SecretVersion(token, now, payload);
    state.replace(
        secret.edit().version(placeholder).move(Labels.PENDING, token).pruned(now).done(now));
    state.runs().begin(secret, token, testOnly, now);
  }

  /** AWSPENDING must be nowhere, or on the current version. */
  private static void refuseUnfinished(Secret secret) {
    if (isUnfinished(secret)) {
      throw SecretErrors.request(
          "A previous rotation isn't complete. That rotation will be reattempted.");
    }
  }

  static boolean isUnfinished(Secret secret) {
    String pending = secret.labels().get(Labels.PENDING);
    return pending != null && !pending.equals(secret.labels().get(Labels.CURRENT));
  }

  private static Json answer(Secret secret) {
    return new Json().text("ARN", secret.arn()).text("Name", secret.name());
  }
}
