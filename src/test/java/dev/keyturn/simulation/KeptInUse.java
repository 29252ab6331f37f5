package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Policy;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.Setting;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Ports;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.World;
import dev.keyturn.sim.iam.KeyState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A consumer that keeps the previous key uses it until the last day of its overlap, or all the
 * time, while runs come by; then it lets go. What it does is done in the world, and is known there
 * whatever IAM shows by then.
 */
enum KeptInUse {
  /** With the settings that there are, four hours before the overlap is over. */
  IN_ITS_LAST_DAY("", "", true, Duration.ofHours(164), Duration.ofHours(2), Duration.ofHours(6)),
  /** Minutes of overlap and of quiet, and a key that IAM has shown to be in use. */
  ALL_THE_TIME(
      "10m", "20m", true, Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(40)),
  /** The same with a key that was never used before, so that IAM shows no use at first. */
  FROM_THE_ROTATION_ON(
      "10m", "15m", false, Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(40));

  private static final RunRequest ADVANCE = new RunRequest.Advance();

  private final String overlap;
  private final String quiet;
  private final boolean usedBefore;
  private final Duration from;
  private final Duration every;
  private final Duration forThatLong;

  /**
   * A scene.
   *
   * @param overlap of the deployment; as ever where it is empty
   * @param quiet of the deployment; as ever where it is empty
   * @param usedBefore whether the key was used before the rotation
   * @param from how long after the rotation it is used first, or again
   * @param every how often it is used, and a run comes by
   * @param forThatLong how long that goes on
   */
  KeptInUse(
      String overlap,
      String quiet,
      boolean usedBefore,
      Duration from,
      Duration every,
      Duration forThatLong) {
    this.overlap = overlap;
    this.quiet = quiet;
    this.usedBefore = usedBefore;
    this.from = from;
    this.every = every;
    this.forThatLong = forThatLong;
  }

  /** An engine with the scene's settings, which what is wrong with it outranks. */
  private WorldSnapshot.Engine with(WorldSnapshot.Engine engine) {
    List<PolicySource> sources = new ArrayList<>(engine.settings());
    if (isShort()) {
      sources.addFirst(
          new PolicySource("deployment", Map.of(Setting.OVERLAP, overlap, Setting.QUIET, quiet)));
    }
    return new WorldSnapshot.Engine() {
      @Override
      public Ports over(Ports ports) {
        return engine.over(ports);
      }

      @Override
      public List<PolicySource> settings() {
        return List.copyOf(sources);
      }
    };
  }

  private Policy policy() {
    Policy base = KeyLife.POLICY;
    return !isShort()
        ? base
        : base.with(Setting.OVERLAP, overlap)
            .flatMap(with -> with.with(Setting.QUIET, quiet))
            .orElseThrow();
  }

  private boolean isShort() {
    return !overlap.isEmpty();
  }

  /** The world right after the rotation. */
  WorldSnapshot rotated(Access aws, WorldSnapshot.Engine engine, World world) {
    WorldSnapshot moment =
        new WorldSnapshot(world, new Promises(world, KeyLife.USER, KeyLife.SECRET, policy()));
    if (usedBefore && isShort()) {
      world.advance(Duration.ofHours(1));
      use(moment, oldest(world));
    }
    moment.run(aws, with(engine), new RunRequest.Rotate(), CallHook.NONE);
    return moment;
  }

  /** The world that it begins in. */
  World adopted() {
    return usedBefore ? KeyLife.adopted(8) : KeyLife.adoptedUnused(8);
  }

  /** How many calls a run takes that finds the overlap over and the key in use. */
  int length(Access aws, WorldSnapshot.Engine engine, WorldSnapshot rotated) {
    WorldSnapshot moment = rotated.fork();
    moment.world().advance(beforeTheRun());
    return moment.length(aws, with(engine), ADVANCE);
  }

  private Duration beforeTheRun() {
    return policy().overlap().plus(Duration.ofMinutes(1));
  }

  /** Has the key used, with runs that come by, of which the first is disturbed. */
  void play(Access aws, WorldSnapshot.Engine engine, WorldSnapshot moment, CallHook disturbed) {
    World world = moment.world();
    String kept = oldest(world);
    CallHook hook = disturbed;
    world.advance(from);
    for (Duration past = Duration.ZERO; past.compareTo(forThatLong) < 0; past = past.plus(every)) {
      use(moment, kept);
      world.advance(every);
      moment.run(aws, with(engine), ADVANCE, hook);
      hook = CallHook.NONE;
    }
    for (int run = 0; run < 4; run++) {
      world.advance(policy().quiet().plus(Duration.ofHours(1)));
      moment.run(aws, with(engine), ADVANCE, CallHook.NONE);
    }
    assertThat(world.iam().key(kept).orElseThrow().status())
        .as("P8: what is used no more is retired")
        .isEqualTo(KeyState.INACTIVE);
  }

  private static void use(WorldSnapshot moment, String key) {
    World world = moment.world();
    world.iam().noteUse(key, "s3", "eu-west-1", world.now());
  }

  private static String oldest(World world) {
    return Optional.of(world.iam().keys(PersonsBelongings.user(world)))
        .map(List::getFirst)
        .orElseThrow()
        .id();
  }
}
