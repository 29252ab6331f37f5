package dev.keyturn.fleets;

import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.World;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.simulation.Promises;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** A person with permissions of their own, who does things by hand, at once and without trouble. */
final class Colleague implements AutoCloseable {
  private static final Duration SURELY_LEFT = Duration.ofHours(6);

  private final World world;
  private final IamClient iam;
  private final SecretsManagerClient secrets;

  Colleague(World world) {
    this.world = world;
    Sdk sdk = Sdk.of(new Gateway(world));
    this.iam = sdk.iam();
    this.secrets = sdk.secrets();
  }

  /** Creates a key; empty when the user has two. */
  Optional<String> createKey(Member member) {
    return done(
        () -> iam.createAccessKey(it -> it.userName(member.name())).accessKey().accessKeyId());
  }

  void deleteKey(Member member, String key) {
    iam.deleteAccessKey(it -> it.userName(member.name()).accessKeyId(key));
  }

  /** Reads the value, adds a field, and writes it back. */
  void addField(Member member) {
    String value = secrets.getSecretValue(it -> it.secretId(member.name())).secretString();
    String changed = value.replaceFirst("\\{", "{\"note%d\":\"\",".formatted(world.calls()));
    secrets.putSecretValue(it -> it.secretId(member.name()).secretString(changed));
  }

  /** Where the label is on nothing, nothing happens. */
  void takePendingOff(Member member) {
    String pending = world.secrets().secret(member.name()).orElseThrow().labels().get("AWSPENDING");
    if (pending != null) {
      secrets.updateSecretVersionStage(
          it -> it.secretId(member.name()).versionStage("AWSPENDING").removeFromVersionId(pending));
    }
  }

  /**
   * Deletes the keys that nothing explains, as whoever is asked to would, having looked that nobody
   * uses them.
   *
   * @return how many
   */
  int deleteLeftovers(Member member, Promises promises) {
    List<String> left =
        promises.leftOver(world).stream()
            .filter(key -> created(key).isBefore(world.now().minus(SURELY_LEFT)))
            .toList();
    left.forEach(key -> deleteKey(member, key));
    return left.size();
  }

  private java.time.Instant created(String key) {
    return world.iam().key(key).map(Key::created).orElseThrow();
  }

  private static <T> Optional<T> done(Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (AwsServiceException refused) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    iam.close();
    secrets.close();
  }
}
