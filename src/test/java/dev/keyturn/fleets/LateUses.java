package dev.keyturn.fleets;

import dev.keyturn.sim.World;
import dev.keyturn.sim.core.SeededLuck;
import dev.keyturn.sim.iam.KeyState;
import dev.keyturn.simulation.Promises;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Programs that have kept a key which is the previous one by now, and use it to the last of its
 * overlap, and for some hours if that is a short one. The world knows of it, and IAM shows it as
 * late as it shows any use.
 */
final class LateUses {
  private static final Duration LAST_DAY = Duration.ofDays(1);
  private static final Duration AT_LEAST_FOR = Duration.ofHours(12);
  private static final Duration AT_MOST_APART = Duration.ofHours(2);

  private final World world;
  private final VirtualScheduler agenda;
  private final EventScript script;
  private final Timeline timeline;

  LateUses(World world, VirtualScheduler agenda, EventScript script, Timeline timeline) {
    this.world = world;
    this.agenda = agenda;
    this.script = script;
    this.timeline = timeline;
  }

  /** Has previous keys used from now on, until an instant. */
  void begin(Map<Member, Promises> members, SeededLuck luck, Instant until) {
    members.forEach((member, promises) -> {
      if (script.happens("there is a program that has kept a key of " + member.name())) {
        next(member, promises, luck.on(member.name()), until, 0);
      }
    });
  }

  private void next(Member member, Promises promises, SeededLuck luck, Instant until, int n) {
    Instant at =
        world.now().plusSeconds((long) (AT_MOST_APART.toSeconds() * luck.on(n).fraction()));
    if (at.isBefore(until)) {
      agenda.at(
          at,
          () -> {
            use(member, promises);
            next(member, promises, luck, until, n + 1);
          });
    }
  }

  private void use(Member member, Promises promises) {
    promises
        .left()
        .forEach((key, left) -> {
          Instant overlapEnds = left.plus(member.policy().overlap());
          Instant latest =
              left.plus(AT_LEAST_FOR).isAfter(overlapEnds) ? left.plus(AT_LEAST_FOR) : overlapEnds;
          boolean late =
              !world.now().isBefore(overlapEnds.minus(LAST_DAY)) && world.now().isBefore(latest);
          if (late
              && world.iam().key(key).filter(it -> it.status() == KeyState.ACTIVE).isPresent()) {
            world.iam().noteUse(key, "s3", "us-east-1", world.now());
            timeline.tell(world.now(), "(a late program)", "uses a key of " + member.name());
          }
        });
  }
}
