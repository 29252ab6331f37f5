package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserName;
import dev.keyturn.proof.Tally;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.SimulatedCrash;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.secrets.Secret;
import dev.keyturn.simulation.KeyLife.Phase;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every fault at every AWS call of the commands that a person gives: {@code adopt}, with the key in
 * the secret or given, and {@code rollback}; then what finishes them. The first key of {@code adopt
 * --new-key} is {@link FirstKeyFaultsTest}'s.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandFaultsTest {
  private static final UserName ALICE = new UserName(KeyLife.USER);
  private static final Duration LATER = Duration.ofMinutes(30);
  private static final RunRequest ROLL_BACK = new RunRequest.RollBack(Optional.empty());

  private final Tally tally = Tally.of("faults in adopt and rollback", "schedules");

  @AfterAll
  void tellHowManyWereTried() {
    tally.close();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void adoptingAKeyInItsSecretIsFinishedByTheSameCommand(Fault fault) {
    World start = oneKey().secret(KeyLife.SECRET, secret -> secret.keyOf(KeyLife.USER)).build();
    adoptWithEveryFault(fault, start, new Adoption.Source.InSecret());
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void adoptingAKeyThatIsGivenIsFinishedByTheSameCommand(Fault fault) {
    World start = oneKey().build();
    var key = start.credentials(KeyLife.USER, 0);
    Credential given =
        new Credential(
            ALICE, new AccessKeyId(key.accessKeyId()), SecretText.of(key.secretAccessKey()));
    adoptWithEveryFault(fault, start, new Adoption.Source.Given(given));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void aRollbackInTheOverlapComesToRest(Fault fault) {
    rollBackWithEveryFault(fault, 1, Duration.ofDays(5));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void aRollbackAfterTheDeactivationComesToRest(Fault fault) {
    rollBackWithEveryFault(fault, 2, Duration.ofDays(5));
  }

  /** A value that is no credential was written over the secret's; a person goes back. */
  @ParameterizedTest
  @EnumSource(Fault.class)
  void goingBackFromWhatWasWrittenOverTheSecretIsFinishedByTheSameCommand(Fault fault) {
    World start = KeyLife.adopted(6);
    try (Access aws = Access.remembered(start);
        Person person = new Person(start)) {
      WorldSnapshot before = WorldSnapshot.of(start);
      before.run(aws, KeyLife.PHASES.getFirst().command(), CallHook.NONE);
      Optional<String> key = PersonsBelongings.currentKey(start);
      start.advance(Duration.ofDays(1));
      person.writeText("CHANGE_ME", "AWSCURRENT");
      int length = before.length(aws, ROLL_BACK);
      for (int call = 1; call <= length; call++) {
        WorldSnapshot moment = before.fork();
        CallHook hook = fault.at(call);
        tryOut(
            "%s at call %d of going back".formatted(fault, call),
            moment,
            () -> {
              moment.run(aws, ROLL_BACK, hook);
              moment.world().advance(LATER);
              boolean finished =
                  PersonsBelongings.currentKey(moment.world()).equals(key)
                      && PersonsBelongings.tag("keyturn:intent", moment.world())
                          .endsWith(" closed");
              if (!finished) {
                moment.run(aws, ROLL_BACK, CallHook.NONE);
              }
              moment.untilQuiet(aws);
              assertThat(PersonsBelongings.currentKey(moment.world())).isEqualTo(key);
            });
      }
    }
  }

  private static WorldBuilder oneKey() {
    return WorldBuilder.seeded(10)
        .callTime(Duration.ofMillis(40))
        .user(KeyLife.USER, user -> user.key(Duration.ofDays(1)));
  }

  private void adoptWithEveryFault(Fault fault, World start, Adoption.Source source) {
    try (Access aws = Access.remembered(start)) {
      World probe = start.fork();
      assertThat(adopt(aws, TwoRunCase.begin(probe), source, CallHook.NONE))
          .containsInstanceOf(Adoption.Result.Adopted.class);
      long length = probe.calls() - start.calls();
      for (int call = 1; call <= length; call++) {
        WorldSnapshot moment = TwoRunCase.begin(start.fork());
        CallHook hook = fault.at(call);
        tryOut(
            "%s at call %d of adopt".formatted(fault, call),
            moment,
            () -> {
              adopt(aws, moment, source, hook);
              moment.world().advance(LATER);
              assertThat(adopt(aws, moment, source, CallHook.NONE))
                  .containsInstanceOf(Adoption.Result.Adopted.class);
              assertSameBinding(moment.world(), probe);
              moment.untilQuiet(aws);
            });
      }
    }
  }

  /** Whatever went wrong, what is bound in the end is what would have been bound at once. */
  private static void assertSameBinding(World world, World undisturbed) {
    assertThat(tags(world)).isEqualTo(tags(undisturbed));
    assertThat(world.iam().user(KeyLife.USER).orElseThrow())
        .isEqualTo(undisturbed.iam().user(KeyLife.USER).orElseThrow());
    assertThat(PersonsBelongings.currentKey(world))
        .isEqualTo(PersonsBelongings.currentKey(undisturbed));
  }

  /** The secret's tags; the current version has another ID in each world, and is adopted later. */
  private static Map<String, String> tags(World world) {
    Secret secret = world.secrets().secret(KeyLife.SECRET).orElseThrow();
    String current = secret.labels().getOrDefault("AWSCURRENT", "none");
    Map<String, String> tags = new HashMap<>(secret.tags().entries());
    tags.replaceAll((tag, value) ->
        value.replace(current, "AWSCURRENT").replaceFirst("adopted=\\S+", "adopted=THEN"));
    return tags;
  }

  /**
   * Empty when it was killed. A key that is given is tried once before it is handed out, so that
   * the promises are those of a policy which takes one proof ({@link TwoRunCase#begin}).
   */
  private static Optional<Adoption.Result> adopt(
      Access aws, WorldSnapshot moment, Adoption.Source source, CallHook hook) {
    aws.gateway().use(moment.world()).hook(hook).observe(moment.promises());
    Leaks leaks = new Leaks();
    try {
      Adoption.Result result =
          Adoption.adopt(
              aws.ports(leaks::hear),
              List.of(),
              new Adoption.Request(ALICE, KeyLife.SECRET, source, false, KeyLife.AT_ONCE),
              false);
      leaks.hear(result);
      return Optional.of(result);
    } catch (SimulatedCrash killed) {
      leaks.hear(killed);
      return Optional.empty();
    } finally {
      aws.gateway().hook(CallHook.NONE).forget(moment.promises());
      leaks.assertNone(moment.world());
    }
  }

  private void rollBackWithEveryFault(Fault fault, int phases, Duration later) {
    World start = KeyLife.adopted(6);
    try (Access aws = Access.remembered(start)) {
      WorldSnapshot before = WorldSnapshot.of(start);
      for (Phase phase : KeyLife.PHASES.subList(0, phases)) {
        before.world().advance(phase.later());
        before.run(aws, phase.command(), CallHook.NONE);
      }
      before.world().advance(later);
      int length = before.length(aws, ROLL_BACK);
      for (int call = 1; call <= length; call++) {
        WorldSnapshot moment = before.fork();
        CallHook hook = fault.at(call);
        tryOut(
            "%s at call %d of rollback".formatted(fault, call),
            moment,
            () -> {
              moment.run(aws, ROLL_BACK, hook);
              moment.untilQuiet(aws);
            });
      }
    }
  }

  private void tryOut(String where, WorldSnapshot moment, Runnable schedule) {
    tally.schedule(where, moment.world()::calls, schedule);
  }
}
