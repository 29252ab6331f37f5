package dev.keyturn.sim;

import static dev.keyturn.sim.Sdk.message;
import static dev.keyturn.sim.Sdk.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.ReplicaRegionType;
import software.amazon.awssdk.services.secretsmanager.model.ReplicationStatusType;
import software.amazon.awssdk.services.secretsmanager.model.StatusType;

/** Replicas, as was recorded of AWS in the Region of the primary. */
class ReplicationTest {
  private final World world = WorldBuilder.seeded(8).build();
  private final SecretsManagerClient secrets = Sdk.of(world).secrets();

  @BeforeEach
  void secret() {
    secrets.createSecret(create -> create.name("app").secretString("v"));
  }

  @Test
  @DisplayName("A replica is in progress at first, and in sync within five seconds")
  void life() {
    assertThat(replicate("us-east-2"))
        .singleElement()
        .satisfies(status -> {
          assertThat(status.region()).isEqualTo("us-east-2");
          assertThat(status.status()).isEqualTo(StatusType.IN_PROGRESS);
          assertThat(status.kmsKeyId()).isEqualTo("alias/aws/secretsmanager");
        });
    world.advance(Duration.ofSeconds(5));
    DescribeSecretResponse described = describe();
    assertThat(described.primaryRegion()).isEqualTo("us-east-1");
    assertThat(described.replicationStatus())
        .singleElement()
        .satisfies(status -> {
          assertThat(status.status()).isEqualTo(StatusType.IN_SYNC);
          assertThat(status.statusMessage()).isEqualTo("Replication succeeded");
        });
    assertThat(secrets.listSecrets().secretList())
        .singleElement()
        .satisfies(entry -> assertThat(entry.primaryRegion()).isEqualTo("us-east-1"));
  }

  @Test
  @DisplayName("Regions are added to those there are, and taken off again; others are passed over")
  void several() {
    replicate("us-east-2");
    world.advance(Duration.ofSeconds(5));
    assertThat(replicate("us-east-2", "eu-west-1"))
        .extracting(ReplicationStatusType::region, ReplicationStatusType::status)
        .containsExactly(
            tuple("eu-west-1", StatusType.IN_PROGRESS), tuple("us-east-2", StatusType.IN_SYNC));
    assertThat(remove("us-west-1")).hasSize(2);
    assertThat(remove("us-east-2")).hasSize(1);
    assertThat(remove("eu-west-1")).isEmpty();
    assertThat(describe().primaryRegion()).isNull();
    assertThat(describe().hasReplicationStatus()).isFalse();
  }

  @Test
  @DisplayName("A secret can be made with replicas, and is not deleted while it has some")
  void madeWith() {
    var made =
        secrets.createSecret(
            create -> create.name("wide").secretString("v").addReplicaRegions(region("eu-west-1")));
    assertThat(made.replicationStatus()).hasSize(1);
    assertThat(
            message(() ->
                secrets.deleteSecret(
                    delete -> delete.secretId("wide").forceDeleteWithoutRecovery(true))))
        .isEqualTo(
            "You can't delete secret "
                + made.arn()
                + " that still has replica regions [eu-west-1].");
    secrets.removeRegionsFromReplication(
        remove -> remove.secretId("wide").removeReplicaRegions("eu-west-1"));
    secrets.deleteSecret(delete -> delete.secretId("wide").forceDeleteWithoutRecovery(true));
  }

  @Test
  @DisplayName("Replication is not stopped from the primary's Region")
  void stop() {
    replicate("us-east-2");
    assertThat(refusal(() -> secrets.stopReplicationToReplica(stop -> stop.secretId("app"))))
        .isEqualTo("InvalidParameterException 400");
    assertThat(message(() -> secrets.stopReplicationToReplica(stop -> stop.secretId("app"))))
        .isEqualTo(
            "Operation not permitted on a primary secret. Call must be made in replica secret's"
                + " region.");
    assertThat(refusal(() -> secrets.stopReplicationToReplica(stop -> stop.secretId("none"))))
        .isEqualTo("ResourceNotFoundException 400");
  }

  @Test
  @DisplayName("A Region must be named, must be one, and another than the primary's")
  void refused() {
    Map<String, String> refusals =
        Map.of(
            "us east", "ValidationException 400",
            "us-east-1", "InvalidParameterException 400");
    refusals.forEach(
        (region, expected) -> assertThat(refusal(() -> replicate(region))).isEqualTo(expected));
    assertThat(refusal(() -> replicate())).isEqualTo("ValidationException 400");
    assertThat(refusal(() -> remove())).isEqualTo("ValidationException 400");
    assertThat(refusal(() -> remove("US"))).isEqualTo("ValidationException 400");
    assertThat(
            refusal(() -> secrets.replicateSecretToRegions(replicate -> replicate.secretId("app"))))
        .isEqualTo("ValidationException 400");
  }

  private List<ReplicationStatusType> replicate(String... regions) {
    List<ReplicaRegionType> wanted =
        List.of(regions).stream().map(ReplicationTest::region).toList();
    return secrets
        .replicateSecretToRegions(it -> it.secretId("app").addReplicaRegions(wanted))
        .replicationStatus();
  }

  private List<ReplicationStatusType> remove(String... regions) {
    return secrets
        .removeRegionsFromReplication(
            it -> it.secretId("app").removeReplicaRegions(List.of(regions)))
        .replicationStatus();
  }

  private DescribeSecretResponse describe() {
    return secrets.describeSecret(describe -> describe.secretId("app"));
  }

  private static ReplicaRegionType region(String name) {
    return ReplicaRegionType.builder().region(name).build();
  }
}
