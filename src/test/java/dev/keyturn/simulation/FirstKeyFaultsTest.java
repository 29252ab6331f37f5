package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.UserName;
import dev.keyturn.proof.Tally;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.SimulatedCrash;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.iam.Key;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault at every AWS call of {@code adopt --new-key}, binding and first key, and each of its
 * operations failing throughout; then the same command once more. The first key is proved before it
 * is stored, so that what a crash leaves was used; and the user may hold a foreign key beside it.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstKeyFaultsTest {
  private static final UserName ALICE = new UserName(KeyLife.USER);
  private static final ManagedSecret TARGET = new ManagedSecret(KeyLife.SECRET, Optional.of(ALICE));
  private static final Duration LATER = Duration.ofMinutes(30);

  private final Tally tally = Tally.of("faults in a first key", "schedules");

  @AfterAll
  void tellHowManyWereTried() {
    tally.close();
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @ParameterizedTest
  @EnumSource(Fault.class)
  void theSameCommandFinishesWhatAFaultInterrupted(Fault fault) {
    everyCall(fault, world().user(KeyLife.USER).build());
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @ParameterizedTest
  @EnumSource(Fault.class)
  void aKeyOutsideTheSecretStaysAndIsInNobodysWay(Fault fault) {
    everyCall(fault, world().user(KeyLife.USER, user -> user.key(Duration.ofDays(1))).build());
  }

  /** Somebody else has a key: there is a secret to look for in what is said. */
  private static WorldBuilder world() {
    return WorldBuilder.seeded(9)
        .callTime(Duration.ofMillis(40))
        .user(Person.BOB, user -> user.key(Duration.ofDays(9)));
  }

  @Execution(ExecutionMode.SAME_THREAD)
  @ParameterizedTest
  @EnumSource(Outage.class)
  void theSameCommandFinishesWhatAnOperationThatFailedThroughoutInterrupted(Outage outage) {
    World start = world().user(KeyLife.USER).build();
    try (Access aws = Access.remembered(start)) {
      for (String action : actions(aws, start)) {
        int length = others(aws, start, outage.of(action, 0), action);
        for (int call = 0; call <= length; call++) {
          String where = "%s %s, killed after call %d".formatted(action, outage, call);
          survive(aws, start, outage.of(action, call), where);
        }
      }
    }
  }

  /** How many calls of other operations the command makes. */
  private static int others(Access aws, World start, CallHook hook, String action) {
    int[] others = {0};
    adopt(
        aws,
        WorldSnapshot.of(start.fork()),
        (call, world) -> {
          others[0] += call.is(action) ? 0 : 1;
          return hook.decide(call, world);
        });
    return others[0];
  }

  private static Set<String> actions(Access aws, World start) {
    Set<String> actions = new TreeSet<>();
    adopt(
        aws,
        WorldSnapshot.of(start.fork()),
        (call, world) -> {
          actions.add(call.action());
          return Fate.proceed();
        });
    return actions;
  }

  private void everyCall(Fault fault, World start) {
    try (Access aws = Access.remembered(start)) {
      boolean befell = true;
      for (int call = 1; befell; call++) {
        befell =
            survive(aws, start, fault.at(call), "%s at call %d".formatted(fault, call)) >= call;
      }
    }
  }

  /**
   * Whatever went wrong, the command given again leaves one more key, which is current; and nothing
   * is left to repair.
   *
   * @return how many calls were made before it was given again
   */
  private long survive(Access aws, World start, CallHook hook, String where) {
    WorldSnapshot moment = WorldSnapshot.of(start.fork());
    keys(start).forEach(moment.promises()::foreign);
    World world = moment.world();
    long[] made = {0};
    tally.schedule(
        where,
        world::calls,
        () -> {
          adopt(aws, moment, hook);
          made[0] = world.calls() - start.calls();
          world.advance(LATER);
          if (PersonsBelongings.currentKey(world).isEmpty()) {
            Optional<RunReport> again = adopt(aws, moment, CallHook.NONE);
            assertThat(again.orElseThrow().outcome())
                .as("%s", again)
                .isInstanceOf(RunOutcome.Reached.class);
          }
          later(aws, moment, start);
          assertThat(keys(world)).containsAll(keys(start));
          assertThat(keys(world)).hasSize(keys(start).size() + 1);
          assertThat(PersonsBelongings.currentKey(world)).isPresent();
        });
    return made[0];
  }

  /**
   * What is left is repaired; beside a key that nothing explains, runs halt, and leave it alone.
   */
  private static void later(Access aws, WorldSnapshot moment, World start) {
    if (keys(start).isEmpty()) {
      moment.untilQuiet(aws);
    } else {
      for (int run = 0; run < AtRest.MOST_RUNS; run++) {
        moment.world().advance(AtRest.BETWEEN);
        moment.run(aws, new RunRequest.Advance(), CallHook.NONE);
      }
    }
  }

  private static Set<String> keys(World world) {
    return world.iam().keys(world.iam().user(KeyLife.USER).orElseThrow()).stream()
        .map(Key::id)
        .collect(Collectors.toSet());
  }

  /** Empty when it came to no run of its own. */
  private static Optional<RunReport> adopt(Access aws, WorldSnapshot moment, CallHook hook) {
    aws.gateway().use(moment.world()).hook(hook).observe(moment.promises());
    Leaks leaks = new Leaks();
    try {
      Adoption.Result bound =
          Adoption.adopt(
              aws.ports(leaks::hear),
              List.of(),
              new Adoption.Request(
                  ALICE, KeyLife.SECRET, new Adoption.Source.NewKey(), false, Map.of()),
              false);
      return bound instanceof Adoption.Result.Adopted
          ? Optional.of(
              new Reconciler(aws.ports(leaks::hear), WorldSnapshot.Engine.REAL.settings())
                  .run(TARGET, new RunRequest.Rotate()))
          : Optional.empty();
    } catch (SimulatedCrash killed) {
      leaks.hear(killed);
      return Optional.empty();
    } finally {
      aws.gateway().hook(CallHook.NONE).forget(moment.promises());
      leaks.assertNone(moment.world());
    }
  }
}
