package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.plan.Reason;
import dev.keyturn.proof.Tally;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.World;
import dev.keyturn.simulation.KeyLife.Phase;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Somebody fills a secret up with tags of their own before some call of a command. What brings its
 * key to rest still works; and once the tags are gone, all goes on.
 */
class FullOfTagsTest {
  private static final int QUOTA = 50;

  @Test
  void tagsThatFillUpMeanwhileKeepNoKeyFromComingToRest() {
    World start = KeyLife.adopted(9);
    try (Tally tally = Tally.of("tags that fill up", "schedules");
        Access aws = Access.remembered(start);
        Person person = new Person(start)) {
      WorldSnapshot before = WorldSnapshot.of(start);
      for (Phase phase : KeyLife.PHASES) {
        before.world().advance(phase.later());
        int length = before.length(aws, phase.command());
        for (int call = 1; call <= length; call++) {
          WorldSnapshot moment = before.fork();
          int at = call;
          tally.schedule(
              "before call %d of phase %s".formatted(call, phase.name()),
              moment.world()::calls,
              () -> fillUp(aws, person.in(moment.world()), moment, phase.command(), at));
        }
        before.run(aws, phase.command(), CallHook.NONE);
      }
    }
  }

  /** The tags of a whole life are there from its beginning, so that later ones only change them. */
  @Test
  void aRotationThatIsDoneIsFollowedByItsRetirementThoughNoTagMayBeAdded() {
    World world = KeyLife.adopted(9);
    try (Access aws = Access.remembered(world);
        Person person = new Person(world)) {
      WorldSnapshot moment = WorldSnapshot.of(world);
      for (Phase phase : KeyLife.PHASES.subList(0, 3)) {
        world.advance(phase.later());
        moment.run(aws, phase.command(), CallHook.NONE);
        addTags(person);
      }
      assertThat(world.iam().keys(PersonsBelongings.user(world))).hasSize(1);
      RunReport report = moment.run(aws, new RunRequest.Rotate(), CallHook.NONE).orElseThrow();
      assertThat(report.outcome().toString()).contains(Reason.TAGS_FULL.name());
      assertThat(report.taken()).isEmpty();
    }
  }

  private static void fillUp(
      Access aws, Person person, WorldSnapshot moment, RunRequest command, int call) {
    Paused fill = new Paused(call, () -> addTags(person));
    moment.run(
        aws,
        command,
        (at, world) -> {
          fill.count();
          return Fate.proceed();
        });
    moment.world().advance(AtRest.BETWEEN);
    Optional<RunReport> next = moment.run(aws, new RunRequest.Advance(), CallHook.NONE);
    assertThat(next).as("a run that ends").isPresent();
    for (String tag : added(moment.world())) {
      person.untag(tag);
    }
    moment.untilQuiet(aws);
    moment.untilDone(aws);
  }

  private static void addTags(Person person) {
    int there =
        person.world().secrets().secret(KeyLife.SECRET).orElseThrow().tags().entries().size();
    IntStream.range(there, QUOTA).forEach(n -> person.tag("team-" + n, "a"));
  }

  private static List<String> added(World world) {
    return world.secrets().secret(KeyLife.SECRET).orElseThrow().tags().entries().keySet().stream()
        .filter(tag -> tag.startsWith("team-"))
        .toList();
  }
}
