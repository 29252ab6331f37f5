package dev.keyturn.sim.secrets;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.core.SimulatedErrorException;
import dev.keyturn.sim.wire.Json;
import dev.keyturn.sim.wire.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * UpdateSecretVersionStage: a compare-and-swap. To move a label that is attached one must name the
 * version that it leaves.
 *
 * @param state what Secrets Manager knows
 * @param context the call
 */
record LabelOperations(SecretsState state, CallContext context) {

  Json update(JsonFields in) {
    Secret secret = state.alive(in.required("SecretId"), context.now());
    String label = in.required("VersionStage");
    in.constraints().length("VersionStage", label, 1, 256);
    String to = known(secret, in.get("MoveToVersionId"));
    String from = known(secret, in.get("RemoveFromVersionId"));
    String holder = secret.labels().get(label);
    if (to == null && from == null) {
      throw SecretErrors.parameter(
          "You must specify MoveToVersionId, RemoveFromVersionId, or both.");
    }
    Secret after =
        to == null ? detached(secret, label, from, holder) : moved(secret, label, to, from, holder);
    if (!after.equals(secret)) {
      state.replace(after);
    }
    return new Json().text("ARN", secret.arn()).text("Name", secret.name());
  }

  private Secret moved(
      Secret secret, String label, String to, @Nullable String from, @Nullable String holder) {
    if (from != null && !from.equals(holder)) {
      throw notThere(label);
    }
    if (to.equals(holder)) {
      return secret;
    }
    if (holder != null && from == null) {
      throw SecretErrors.parameter(
          "The parameter RemoveFromVersionId can't be empty. Staging label "
              + label
              + " is currently attached to version "
              + holder
              + ", so you must explicitly reference that version in RemoveFromVersionId.");
    }
    if (holder == null && secret.labels().size() >= Labels.MOST) {
      throw SecretErrors.limit("A secret can have at most " + Labels.MOST + " staging labels.");
    }
    return secret.edit().move(label, to).done(context.now());
  }

  private Secret detached(
      Secret secret, String label, @Nullable String from, @Nullable String holder) {
    if (label.equals(Labels.CURRENT)) {
      throw SecretErrors.parameter(
          "You can only move staging label AWSCURRENT to a different secret version. It can't be"
              + " completely removed.");
    }
    if (holder == null || !holder.equals(from)) {
      throw notThere(label);
    }
    return secret.edit().detach(label).done(context.now());
  }

  private static @Nullable String known(Secret secret, @Nullable String versionId) {
    if (versionId != null && !secret.versions().containsKey(versionId)) {
      throw SecretErrors.noSuchVersion(versionId);
    }
    return versionId;
  }

  private static SimulatedErrorException notThere(String label) {
    return SecretErrors.parameter(
        "When you move staging label "
            + label
            + ", if you specify RemoveFromVersionId, it must be set to the version that currently"
            + " has the staging label "
            + label
            + ".");
  }
}
