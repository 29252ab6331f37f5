package dev.keyturn.sim.secrets;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.wire.Json;
import dev.keyturn.sim.wire.JsonFields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Replicas in other Regions, as the primary's Region knows them. Answers and refusals are those
 * that were recorded of AWS, but for the words about the primary's own Region.
 *
 * @param state what Secrets Manager knows
 * @param context the call
 */
record ReplicationOperations(SecretsState state, CallContext context) {

  Json replicate(JsonFields in) {
    String id = in.required("SecretId");
    in.requireMembers("AddReplicaRegions");
    Map<String, Replica> added = added(in, context.now());
    Secret secret = state.alive(id, context.now());
    return changed(secret, with(secret.replicas(), added));
  }

  /** A Region that has no replica is passed over. */
  Json remove(JsonFields in) {
    String id = in.required("SecretId");
    in.requireMembers("RemoveReplicaRegions");
    List<String> regions = in.texts("RemoveReplicaRegions");
    regions.forEach(region -> in.constraints().region("RemoveReplicaRegions", region));
    Secret secret = state.alive(id, context.now());
    Map<String, Replica> left = new TreeMap<>(secret.replicas());
    regions.forEach(left::remove);
    return changed(secret, left);
  }

  /** To be called in the replica's Region; whoever gets here is in the primary's. */
  Json stop(JsonFields in) {
    state.alive(in.required("SecretId"), context.now());
    throw SecretErrors.parameter(
        "Operation not permitted on a primary secret. Call must be made in replica secret's"
            + " region.");
  }

  /** The replicas that a request asks for, here and in CreateSecret. */
  Map<String, Replica> added(JsonFields in, Instant since) {
    Map<String, Replica> added = new TreeMap<>();
    for (JsonFields wanted : in.objects("AddReplicaRegions")) {
      String region = wanted.required("Region");
      in.constraints().region("Region", region);
      if (region.equals(state.settings().region())) {
        throw SecretErrors.parameter("Invalid replica region: " + region + " is the primary's.");
      }
      added.put(region, new Replica(region, wanted.get("KmsKeyId"), since));
    }
    return added;
  }

  private static Map<String, Replica> with(Map<String, Replica> known, Map<String, Replica> added) {
    Map<String, Replica> all = new TreeMap<>(added);
    // What is replicated already stays as it is.
    all.putAll(known);
    return all;
  }

  private Json changed(Secret secret, Map<String, Replica> replicas) {
    Secret after = secret.edit().replicas(replicas).done(context.now());
    state.replace(after);
    return new Json()
        .text("ARN", after.arn())
        .objects("ReplicationStatus", after.replicationStatus(context.now()));
  }
}
