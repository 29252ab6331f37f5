package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.plan.Reason;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.World;
import dev.keyturn.simulation.KeyLife.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One operation fails for as long as one run takes, with and without a kill after each of the run's
 * other calls; then all is well again, and runs go on until quiet. No such run asks a person to act
 * (P5): what could not be read is not known, and what could not be written is nobody's to mend.
 */
final class Outages {
  /** Is given each schedule, to be run once. */
  @FunctionalInterface
  interface Visitor {
    void visit(String where, WorldSnapshot moment, Runnable schedule);
  }

  private final WorldSnapshot.Engine engine;
  private final Visitor visitor;

  Outages(WorldSnapshot.Engine engine, Visitor visitor) {
    this.engine = engine;
    this.visitor = visitor;
  }

  /** Tries them all. */
  void run() {
    World world = KeyLife.adopted(3);
    try (Access aws = Access.remembered(world)) {
      WorldSnapshot before = WorldSnapshot.of(world);
      List<Phase> rollbacks = new ArrayList<>();
      for (Phase phase : KeyLife.PHASES) {
        rollbacks.forEach(rollback -> run(aws, before.fork(), rollback));
        rollbacks.clear();
        run(aws, before, phase);
        before.run(aws, engine, phase.command(), CallHook.NONE);
        if (!phase.name().startsWith("delete")) {
          RunRequest back = new RunRequest.RollBack(Optional.empty());
          rollbacks.add(new Phase("roll back after " + phase.name(), Duration.ofDays(5), back));
        }
      }
    }
  }

  /** Lets the phase's time pass, and tries what may go wrong then. */
  private void run(Access aws, WorldSnapshot before, Phase phase) {
    before.world().advance(phase.later());
    for (String action : Outage.actions(aws, engine, before, phase.command())) {
      for (Outage outage : Outage.values()) {
        int length = outage.length(aws, engine, before, phase.command(), action);
        for (int call = 0; call <= length; call++) {
          WorldSnapshot moment = before.fork();
          CallHook hook = outage.of(action, call);
          visitor.visit(
              "%s %s, killed after call %d of %s".formatted(action, outage, call, phase.name()),
              moment,
              () -> survive(aws, moment, phase.command(), hook));
        }
      }
    }
  }

  private void survive(Access aws, WorldSnapshot moment, RunRequest command, CallHook hook) {
    Optional<RunReport> report = moment.run(aws, engine, command, hook);
    // A user that the role may not look at may be another's: that is for a person, and passes.
    assertThat(
            report.filter(it ->
                it.outcome() instanceof RunOutcome.Halted halted
                    && halted.step().cause().reason() != Reason.USER_OUT_OF_REACH))
        .as("P5 broken: a run asks a person to act on what it could not read or write")
        .isEmpty();
    moment.untilQuiet(aws, engine);
  }
}
