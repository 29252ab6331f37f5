package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.model.Target;
import dev.keyturn.model.UserName;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.rotate.Command;
import dev.keyturn.rotate.Ending;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.rotate.Report;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.SimulatedCrash;
import dev.keyturn.sim.World;
import dev.keyturn.sim.Worlds;
import dev.keyturn.sim.iam.Key;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault at every AWS call of {@code adopt --new-key}, binding and first key; then the same
 * command once more. The first key is proved before it is stored, so that what a crash leaves was
 * used; and the user may hold a foreign key beside it.
 */
class FirstKeyFaultsTest {
  private static final UserName ALICE = new UserName(KeyLife.USER);
  private static final Target TARGET = new Target(KeyLife.SECRET, Optional.of(ALICE));
  private static final Duration LATER = Duration.ofMinutes(30);

  @ParameterizedTest
  @EnumSource(Fault.class)
  void theSameCommandFinishesWhatAFaultInterrupted(Fault fault) {
    everyCall(fault, world().user(KeyLife.USER).build());
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void aKeyOutsideTheSecretStaysAndIsInNobodysWay(Fault fault) {
    everyCall(fault, world().user(KeyLife.USER, user -> user.key(Duration.ofDays(1))).build());
  }

  private static Worlds world() {
    return Worlds.seeded(9).callTime(Duration.ofMillis(40));
  }

  private static void everyCall(Fault fault, World start) {
    try (SimulatedAws aws = new SimulatedAws(start)) {
      boolean befell = true;
      for (int call = 1; befell; call++) {
        World world = start.fork();
        aws.gateway().use(world);
        long before = world.calls();
        adopt(aws, fault.at(call));
        befell = world.calls() - before >= call;
        world.advance(LATER);
        if (world
            .secrets()
            .secret(KeyLife.SECRET)
            .flatMap(it -> it.labelled("AWSCURRENT"))
            .isEmpty()) {
          Optional<Report> again = adopt(aws, CallHook.NONE);
          assertThat(again.orElseThrow().ending())
              .as("%s at call %d: %s", fault, call, again)
              .isInstanceOf(Ending.Reached.class);
        }
        assertThat(keys(world)).as("%s at call %d", fault, call).containsAll(keys(start));
        assertThat(keys(world)).as("%s at call %d", fault, call).hasSize(keys(start).size() + 1);
      }
    }
  }

  private static Set<String> keys(World world) {
    return world.iam().keys(world.iam().user(KeyLife.USER).orElseThrow()).stream()
        .map(Key::id)
        .collect(Collectors.toSet());
  }

  /** Empty when it came to no run of its own. */
  private static Optional<Report> adopt(SimulatedAws aws, CallHook hook) {
    aws.gateway().hook(hook);
    try {
      Adoption.Result bound =
          Adoption.adopt(
              aws.ports(event -> {}),
              new Adoption.Request(ALICE, KeyLife.SECRET, new Adoption.Source.NewKey(), Map.of()),
              false);
      return bound instanceof Adoption.Result.Adopted
          ? Optional.of(
              new Reconciler(aws.ports(event -> {}), List.of()).run(TARGET, new Command.Rotate()))
          : Optional.empty();
    } catch (SimulatedCrash killed) {
      return Optional.empty();
    } finally {
      aws.gateway().hook(CallHook.NONE);
    }
  }
}
