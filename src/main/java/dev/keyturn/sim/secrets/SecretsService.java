package dev.keyturn.sim.secrets;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.wire.CommonError;
import dev.keyturn.sim.wire.Json;
import dev.keyturn.sim.wire.JsonFields;
import dev.keyturn.sim.wire.Service;

/**
 * Secrets Manager's operations by their names.
 *
 * @param state what Secrets Manager knows
 */
public record SecretsService(SecretsState state) {

  /** Runs one operation, or throws a refusal before anything has changed. */
  public Json answer(String operation, JsonFields in, CallContext context) {
    SecretOperations secrets = new SecretOperations(state, context);
    ValueOperations values = new ValueOperations(state, context);
    ListOperations lists = new ListOperations(state, context);
    RotationOperations rotations = new RotationOperations(state, context);
    SecretTags tags = new SecretTags(state, context);
    ResourcePolicies policies = new ResourcePolicies(state, context);
    ReplicationOperations replicas = new ReplicationOperations(state, context);
    return switch (operation) {
      case "CreateSecret" -> secrets.create(in);
      case "DescribeSecret" -> secrets.describe(in);
      case "DeleteSecret" -> secrets.delete(in);
      case "RestoreSecret" -> secrets.restore(in);
      case "GetSecretValue" -> values.get(in);
      case "BatchGetSecretValue" -> values.batch(in);
      case "PutSecretValue" -> values.put(in);
      case "UpdateSecret" -> values.update(in);
      case "UpdateSecretVersionStage" -> new LabelOperations(state, context).update(in);
      case "ListSecrets" -> lists.secrets(in);
      case "ListSecretVersionIds" -> lists.versions(in);
      case "TagResource" -> tags.tag(in);
      case "UntagResource" -> tags.untag(in);
      case "RotateSecret" -> rotations.rotate(in);
      case "CancelRotateSecret" -> rotations.cancel(in);
      case "GetResourcePolicy" -> policies.get(in);
      case "PutResourcePolicy" -> policies.put(in);
      case "DeleteResourcePolicy" -> policies.delete(in);
      case "ValidateResourcePolicy" -> policies.validate(in);
      case "ReplicateSecretToRegions" -> replicas.replicate(in);
      case "RemoveRegionsFromReplication" -> replicas.remove(in);
      case "StopReplicationToReplica" -> replicas.stop(in);
      case "GetRandomPassword" ->
          new RandomPassword(state.draws().on("password").on(context.call())).answer(in);
      default ->
          throw CommonError.UNKNOWN_OPERATION.in(
              Service.SECRETS_MANAGER,
              "The simulated Secrets Manager has no operation " + operation);
    };
  }

  /** The resource that an access-denied message names. */
  public String resource(JsonFields in) {
    String id = in.get("SecretId") == null ? in.get("Name") : in.get("SecretId");
    if (id == null) {
      return "*";
    }
    return state.secret(id).map(Secret::arn).orElse(id);
  }
}
