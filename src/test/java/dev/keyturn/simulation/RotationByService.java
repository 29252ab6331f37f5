package dev.keyturn.simulation;

import dev.keyturn.model.VersionId;
import dev.keyturn.plan.ServiceStep;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Ports;
import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.World;
import dev.keyturn.sim.secrets.Secret;
import java.util.function.Function;

/** What Secrets Manager, and the people who use it, do with a secret that it rotates. */
final class RotationByService {
  static final VersionId ONE = new VersionId("11111111-1111-1111-1111-111111111111");
  static final VersionId TWO = new VersionId("22222222-2222-2222-2222-222222222222");
  static final String ROTATION_TOKEN = "99999999-9999-9999-9999-999999999999";

  private static final String LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:keyturn";

  private RotationByService() {}

  /** RotateSecret: makes an empty version. Nobody is called; that is the test's. */
  static void begin(World world, VersionId version) {
    Sdk.of(world)
        .secrets()
        .rotateSecret(r ->
            r.secretId(KeyLife.SECRET)
                .clientRequestToken(version.value())
                .rotationLambdaARN(LAMBDA));
  }

  /** CancelRotateSecret, and AWSPENDING taken off, as the user guide has a person do. */
  static void cancel(World world) {
    Sdk.of(world).secrets().cancelRotateSecret(r -> r.secretId(KeyLife.SECRET));
    String pending = secret(world).labels().get("AWSPENDING");
    if (pending != null) {
      Sdk.of(world)
          .secrets()
          .updateSecretVersionStage(r ->
              r.secretId(KeyLife.SECRET).versionStage("AWSPENDING").removeFromVersionId(pending));
    }
  }

  static Secret secret(World world) {
    return world.secrets().secret(KeyLife.SECRET).orElseThrow();
  }

  static boolean isCurrent(World world, VersionId version) {
    return version.value().equals(secret(world).labels().get("AWSCURRENT"));
  }

  /** A step as a process of its own. */
  static Function<Ports, Object> step(VersionId version, ServiceStep step) {
    return TwoRunCase.command(new RunRequest.TakeServiceStep(version, step));
  }
}
