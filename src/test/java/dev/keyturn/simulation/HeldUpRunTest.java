package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Credential;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.UserName;
import dev.keyturn.plan.Reason;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Ports;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.sim.Call;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.SimulatedCrash;
import dev.keyturn.sim.World;
import dev.keyturn.sim.iam.KeyState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs that are disturbed and held up for long at the same time, while another run, or a person,
 * goes on: what the searches, which do one or the other, would not come to.
 */
class HeldUpRunTest {
  private static final RunRequest ADVANCE = new RunRequest.Advance();
  private static final RunRequest ROLL_BACK = new RunRequest.RollBack(Optional.empty());
  private static final ManagedSecret CONFIGURED =
      new ManagedSecret(KeyLife.SECRET, Optional.of(new UserName(KeyLife.USER)));

  private final World world = KeyLife.adopted(8);

  private static RunReport run(Ports ports, ManagedSecret target, RunRequest command) {
    return new Reconciler(ports, WorldSnapshot.Engine.REAL.settings()).run(target, command);
  }

  private static boolean halts(RunReport report, Reason reason) {
    return report.outcome() instanceof RunOutcome.Halted(var step)
        && step.cause().reason() == reason;
  }

  @ParameterizedTest(name = "configured: {0}")
  @ValueSource(booleans = {true, false})
  @DisplayName("A key whose store has no reply is not deleted once another run has promoted it")
  void takenOver(boolean configured) {
    takenOver(configured ? CONFIGURED : KeyLife.TARGET, List.of(ADVANCE));
    assertThat(world.iam().keys(PersonsBelongings.user(world))).hasSize(2);
  }

  @ParameterizedTest(name = "configured: {0}")
  @ValueSource(booleans = {true, false})
  @DisplayName("Nor once it is the previous one, in its overlap")
  void takenOverAndRolledBack(boolean configured) {
    takenOver(configured ? CONFIGURED : KeyLife.TARGET, List.of(ADVANCE, ROLL_BACK));
    assertThat(world.iam().keys(PersonsBelongings.user(world))).hasSize(2);
  }

  /**
   * A dead run has announced a rotation; the next takes it over, stores its key without hearing of
   * it, and sleeps; others go on meanwhile.
   */
  private void takenOver(ManagedSecret target, List<RunRequest> meanwhile) {
    try (Access aws = Access.remembered(world);
        Access others = Access.remembered(world)) {
      Promises promises = new Promises(world, KeyLife.USER, KeyLife.SECRET, KeyLife.POLICY);
      aws.gateway().observe(promises);
      others.gateway().observe(promises);
      aws.gateway().hook(CallHook.nth(1, "iam:CreateAccessKey", Fate.crashBefore()));
      try {
        run(aws.ports(e -> {}), target, ADVANCE);
      } catch (SimulatedCrash killed) {
        world.advance(Duration.ofMinutes(25));
      }
      List<Call> stored = new ArrayList<>();
      aws.gateway()
          .hook((call, here) -> {
            if (call.is("secretsmanager:PutSecretValue")) {
              stored.add(call);
              return Fate.replyLost();
            }
            return Fate.proceed();
          });
      Runnable sleep =
          () -> {
            world.advance(Duration.ofMinutes(40));
            meanwhile.forEach(command -> {
              run(others.ports(e -> {}), target, command);
              world.advance(Duration.ofHours(1));
            });
          };
      RunReport report =
          run(sleepingOnce(aws.ports(e -> {}), () -> !stored.isEmpty(), sleep), target, ADVANCE);
      assertThat(stored).isNotEmpty();
      assertThat(report.outcome()).isInstanceOf(RunOutcome.Waits.class);
    }
  }

  private static Ports sleepingOnce(Ports ports, BooleanSupplier when, Runnable sleep) {
    boolean[] slept = {false};
    return new Ports(
        ports.keys(),
        ports.secrets(),
        ports.probe(),
        ports.clock(),
        duration -> {
          ports.sleeper().sleep(duration);
          if (when.getAsBoolean() && !slept[0]) {
            slept[0] = true;
            sleep.run();
          }
        },
        ports.names(),
        ports.events(),
        ports.stop());
  }

  @ParameterizedTest(name = "who exists: {0}")
  @ValueSource(booleans = {true, false})
  @DisplayName("A key in hand is deleted for its own user when the secret names another by now")
  void anotherUser(boolean exists) {
    var tags = world.iam().user(KeyLife.USER).orElseThrow().tags();
    var bob = world.iam().addUser(Person.BOB, "/", tags, world.now());
    world.iam().addKey(bob, world.now(), KeyState.ACTIVE, true);
    try (Access aws = Access.remembered(world);
        Person person = new Person(world)) {
      Credential theirs = person.bobsKey();
      Credential named =
          exists
              ? theirs
              : new Credential(new UserName("carol"), theirs.id(), theirs.secretAccessKey());
      boolean[] done = {false};
      aws.gateway()
          .hook((call, here) -> {
            if (call.is("iam:CreateAccessKey") && !done[0]) {
              done[0] = true;
              world.advance(Duration.ofMinutes(10));
              person.write(named, "AWSCURRENT");
            }
            return Fate.proceed();
          });
      RunReport report = run(aws.ports(e -> {}), KeyLife.TARGET, ADVANCE);
      assertThat(halts(report, exists ? Reason.USER_MADE_AGAIN : Reason.NO_SUCH_USER)).isTrue();
      person.move("AWSCURRENT", "AWSPREVIOUS");
      world.advance(Duration.ofHours(1));
      run(aws.ports(e -> {}), KeyLife.TARGET, ADVANCE);
      assertThat(person.keys()).hasSize(2);
    }
  }

  @Test
  @DisplayName("A run hours after a dead rollback leaves off what a person switched off since")
  void rollbackHoursAgo() {
    try (Access aws = Access.remembered(world);
        Person person = new Person(world)) {
      for (var phase : KeyLife.PHASES.subList(0, 2)) {
        world.advance(phase.later());
        run(aws.ports(e -> {}), KeyLife.TARGET, phase.command());
      }
      world.advance(Duration.ofDays(1));
      String previous = person.oldestKey().orElseThrow();
      String current = PersonsBelongings.currentKey(world).orElseThrow();
      aws.gateway().hook(CallHook.nth(1, "iam:UpdateAccessKey", Fate.crashAfter()));
      try {
        run(aws.ports(e -> {}), KeyLife.TARGET, ROLL_BACK);
      } catch (SimulatedCrash killed) {
        world.advance(Duration.ofHours(5));
      }
      person.deactivate(previous);
      world.advance(Duration.ofHours(5));
      run(aws.ports(e -> {}), KeyLife.TARGET, ADVANCE);
      assertThat(world.iam().key(previous).filter(PersonsBelongings::isUsable)).isEmpty();
      assertThat(PersonsBelongings.currentKey(world)).contains(current);
    }
  }

  @Test
  @DisplayName("A run that was held up leaves off what a person has switched on and off meanwhile")
  void onAndOffMeanwhile() {
    try (Access aws = Access.remembered(world);
        Access others = Access.remembered(world);
        Person person = new Person(world)) {
      for (var phase : KeyLife.PHASES.subList(0, 2)) {
        world.advance(phase.later());
        run(aws.ports(e -> {}), KeyLife.TARGET, phase.command());
      }
      String previous = person.otherKey().orElseThrow();
      person.move("AWSCURRENT", "AWSPREVIOUS");
      heldUpAt(
          aws,
          "iam:ListAccessKeys",
          () -> {
            person.activate(previous);
            run(others.ports(e -> {}), KeyLife.TARGET, ADVANCE);
            person.deactivate(previous);
          });
      RunReport report = run(aws.ports(e -> {}), KeyLife.TARGET, ADVANCE);
      assertThat(halts(report, Reason.CURRENT_KEY_INACTIVE)).as("%s", report.outcome()).isTrue();
      assertThat(world.iam().key(previous).filter(PersonsBelongings::isUsable)).isEmpty();
    }
  }

  @Test
  @DisplayName("A run that was held up makes no key for a user who was bound elsewhere meanwhile")
  void boundElsewhere() {
    try (Access aws = Access.remembered(world);
        Person person = new Person(world)) {
      world.advance(KeyLife.PHASES.getFirst().later());
      heldUpAt(aws, "iam:ListAccessKeys", person::bindElsewhere);
      RunReport report = run(aws.ports(e -> {}), KeyLife.TARGET, ADVANCE);
      assertThat(halts(report, Reason.BOUND_ELSEWHERE)).as("%s", report.outcome()).isTrue();
      assertThat(person.keys()).hasSize(1);
    }
  }

  /** The first such call goes out minutes late, and something happens meanwhile. */
  private void heldUpAt(Access aws, String action, Runnable meanwhile) {
    boolean[] done = {false};
    aws.gateway()
        .hook((call, here) -> {
          if (call.is(action) && !done[0]) {
            done[0] = true;
            world.advance(Duration.ofMinutes(10));
            meanwhile.run();
          }
          return Fate.proceed();
        });
  }
}
