package dev.keyturn.simulation;

import dev.keyturn.sim.Call;
import dev.keyturn.sim.CallObserver;
import dev.keyturn.sim.CallResult;
import dev.keyturn.sim.World;
import dev.keyturn.sim.iam.KeyState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * A program that has kept the previous key, and uses it once more shortly before its overlap is
 * over. The world knows of it, and IAM will show it.
 */
final class LateUse implements CallObserver {
  private static final Duration BEFORE_THE_END = Duration.ofHours(10);

  private final Promises promises;
  private final Duration overlap;
  private final Set<String> used = new HashSet<>();

  /** Of the user that the promises are about, whose overlap takes that long. */
  LateUse(Promises promises, Duration overlap) {
    this.promises = promises;
    this.overlap = overlap;
  }

  /** How often there was such a use. */
  int uses() {
    return used.size();
  }

  @Override
  public void after(Call call, CallResult result, World world) {
    promises
        .left()
        .forEach((key, left) -> {
          Instant end = left.plus(overlap);
          if (world.now().isBefore(end)
              && !world.now().isBefore(end.minus(BEFORE_THE_END))
              && world.iam().key(key).filter(it -> it.status() == KeyState.ACTIVE).isPresent()
              && used.add(key)) {
            world.iam().noteUse(key, "s3", "us-east-1", world.now());
          }
        });
  }
}
