package dev.keyturn.simulation;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.keyturn.proof.Tally;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Ports;
import dev.keyturn.sim.World;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A command of ours and a person at work on one secret, in every order of their AWS calls; then
 * weeks of runs. What is right then is {@link PersonsBelongings}'s to say.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PersonOrdersTest {
  private final Tally tally = Tally.of("every order of a command and a person", "states");
  private final LongAdder mistaken = new LongAdder();

  /**
   * A command, and when it is given.
   *
   * @param phases how many phases of the key's life are over before
   */
  record Scene(String name, int phases, Function<Ports, Object> errand) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Scene> scenes() {
    Function<Ports, Object> run = TwoRunCase.command(new RunRequest.Advance());
    Function<Ports, Object> rotate = TwoRunCase.command(new RunRequest.Rotate());
    Function<Ports, Object> rollBack =
        TwoRunCase.command(new RunRequest.RollBack(Optional.empty()));
    return Stream.of(
        new Scene("adopt", 0, TwoRunCase::adopt),
        new Scene("run, rotation due", 0, run),
        new Scene("run, deactivation due", 1, run),
        new Scene("run, deletion due", 2, run),
        new Scene("rotate", 3, rotate),
        new Scene("rollback in the overlap", 1, rollBack),
        new Scene("rollback in the recovery window", 2, rollBack));
  }

  static Stream<Arguments> visits() {
    String only = System.getProperty("keyturn.orders.only", "");
    return scenes()
        .flatMap(scene ->
            Stream.of(PersonAct.values())
                .flatMap(act ->
                    Disturbance.some().stream()
                        .filter(disturbance -> isTried(act, disturbance))
                        .map(disturbance -> arguments(scene, act, disturbance))))
        .filter(it -> "%s / %s".formatted(it.get()[0], it.get()[1]).contains(only));
  }

  /**
   * What an ordinary build has time for. A reply that is lost once is a request that the SDK
   * repeats, a moment later; that our process stands still for hours meanwhile, nearly half of all
   * states, is for the larger search. Who switches a key off and on again makes twice as many
   * calls.
   */
  private static boolean isTried(PersonAct act, Disturbance disturbance) {
    if (Disturbance.ALL || disturbance instanceof Disturbance.None) {
      return true;
    }
    return switch (act) {
      case SWITCHES_THE_CURRENT_KEY_OFF_AND_ON, SWITCHES_THE_NEWEST_KEY_OFF_AND_ON ->
          disturbance.equals(new Disturbance.Befalls(Fault.KILLED_AFTER));
      default ->
          disturbance instanceof Disturbance.Befalls(Fault fault) && fault != Fault.REPLY_LOST;
    };
  }

  @AfterAll
  void tell() {
    tally.close();
    System.out.printf(
        "of the persons' keys %d were taken for one that an interrupted rotation had made%n",
        mistaken.sum());
  }

  @ParameterizedTest(name = "{0} / {1}, {2}")
  @MethodSource("visits")
  void noOrderTakesAnythingFromAPerson(Scene scene, PersonAct act, Disturbance disturbance) {
    World world = scene.name().equals("adopt") ? TwoRunCase.withKey() : TwoRunCase.adopted();
    try (Tally.Work _ = tally.work();
        Access aws = Access.remembered(world);
        RememberedSdk sdk = RememberedSdk.of(world)) {
      World start = TwoRunCase.after(scene.phases(), world, aws).world();
      FaultBudget trouble = disturbance.after(start);
      boolean disturbed = !(disturbance instanceof Disturbance.None);
      LaterRuns later = new LaterRuns(world, sdk, 3);
      List<Actor> both =
          List.of(
              Actor.silent(scene.name(), 1, sdk, scene.errand()),
              Actor.person("a person who " + act, 2, sdk, act));
      Orders<BesideAPerson> orders =
          new Orders<>(both, trouble, world, (end, judge, left) -> later.from(end, judge));
      Orders.Seen seen = orders.from(start.fork(), new BesideAPerson(start, disturbed, mistaken));
      tally.count(seen.states(), seen.calls() + later.calls());
      System.out.printf(
          "%s / %s, %s: %,d states, %,d transitions, deepest path %d, %,d ends%n",
          scene, act, disturbance, seen.states(), seen.transitions(), seen.deepest(), seen.ends());
    } catch (AssertionError broken) {
      tally.broken();
      throw new AssertionError(
          "%s / %s, %s: %s".formatted(scene, act, disturbance, broken.getMessage()), broken);
    }
  }
}
