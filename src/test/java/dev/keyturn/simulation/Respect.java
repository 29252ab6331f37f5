package dev.keyturn.simulation;

import dev.keyturn.sim.Call;
import dev.keyturn.sim.CallObserver;
import dev.keyturn.sim.CallResult;
import dev.keyturn.sim.World;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.iam.KeyStatus;
import java.util.Optional;

/**
 * What of the promises holds whatever a person does meanwhile; hung on our gateway only, so that
 * the person may do as they please. {@link Promises} also holds that AWSCURRENT names a key that
 * works, which a person may end at any time.
 */
record Respect(Person person) implements CallObserver {
  @Override
  public void after(Call call, CallResult result, World world) {
    if (!result.tookEffect()) {
      return;
    }
    switch (call.action()) {
      case "iam:CreateAccessKey" -> ofOurUser(call);
      case "iam:DeleteAccessKey" -> harmless(call, world);
      case "iam:UpdateAccessKey" -> {
        if (call.parameter("Status").equals("Inactive")) {
          harmless(call, world);
        } else {
          ofOurUser(call);
          staysOff(call);
        }
      }
      case "secretsmanager:UpdateSecretVersionStage" -> {
        if (call.parameter("VersionStage").equals("AWSCURRENT")) {
          promotesOurs(call, world);
        }
      }
      default -> {}
    }
  }

  private static void ofOurUser(Call call) {
    if (!call.parameter("UserName").equals(KeyLife.USER)) {
      throw new Promises.Broken("P6", "another user was touched", call);
    }
  }

  private void harmless(Call call, World world) {
    ofOurUser(call);
    String key = call.parameter("AccessKeyId");
    if (person.made().contains(key)) {
      throw new Promises.Broken("P3", "a person's key was taken away", call);
    }
    if (currentKey(world).equals(Optional.of(key))) {
      throw new Promises.Broken("P1", "the current key was taken away", call);
    }
  }

  private void staysOff(Call call) {
    if (person.switchedOff().contains(call.parameter("AccessKeyId"))) {
      throw new Promises.Broken("P3", "a key was switched on that a person switched off", call);
    }
  }

  private void promotesOurs(Call call, World world) {
    String key = currentKey(world).orElse("");
    if (person.made().contains(key)) {
      throw new Promises.Broken("P3", "a person's key was promoted", call);
    }
    if (world.iam().key(key).filter(Respect::isUsable).isEmpty()) {
      throw new Promises.Broken("P1", "a key was promoted that is not Active", call);
    }
  }

  static boolean isUsable(Key key) {
    return !key.isDeleted() && key.status() == KeyStatus.ACTIVE;
  }

  static Optional<String> currentKey(World world) {
    return new Promises(world, KeyLife.USER, KeyLife.SECRET, KeyLife.POLICY).currentKeyId(world);
  }
}
