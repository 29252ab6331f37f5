package dev.keyturn.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Intent;
import dev.keyturn.model.LastUse;
import dev.keyturn.plan.Phase;
import dev.keyturn.plan.RunMemory;
import dev.keyturn.result.RunRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The phases that a secret goes through, as each run sees them after each thing that it does. */
class PhasesTest {
  private static final RunRequest ADVANCE = new RunRequest.Advance();

  /** The phases that one run sees from its first deed on, each once for as long as it lasts. */
  private static List<Phase> phases(InMemoryAccount account, RunRequest request) {
    List<Phase> phases = new ArrayList<>();
    RunObservations seen =
        new RunObservations(
            InMemoryAccount.TARGET,
            List.of(),
            account.description(),
            account.now,
            RunMemory.start(account.holder(), RunHarness.FRESH, account.now));
    Ports real = new RunHarness(account).ports();
    Ports ports =
        new Ports(
            real.keys(),
            real.secrets(),
            real.probe(),
            real.clock(),
            real.sleeper(),
            real.names(),
            event -> {
              Phase phase = Phase.of(seen.observation());
              if (phases.isEmpty() || phases.getLast() != phase) {
                phases.add(phase);
              }
            },
            real.stop());
    new SecretRun(ports, InMemoryAccount.TARGET, request, seen, new Backoff(ports.sleeper()))
        .toTheEnd();
    return phases;
  }

  @Test
  void aKeysLifeGoesThroughEachPhaseInTurn() {
    InMemoryAccount account = InMemoryAccount.due();
    assertThat(phases(account, ADVANCE))
        .containsExactly(
            Phase.ANNOUNCED,
            Phase.KEY_IN_HAND,
            Phase.STORED,
            Phase.PROVED,
            Phase.PROMOTED,
            Phase.OVERLAP);
    account.now = account.now.plus(Duration.ofDays(8));
    assertThat(phases(account, ADVANCE)).containsExactly(Phase.OVERLAP, Phase.RECOVERY);
    account.now = account.now.plus(Duration.ofDays(8));
    assertThat(phases(account, ADVANCE)).containsExactly(Phase.RECOVERY, Phase.IDLE);
  }

  @Test
  void aRollbackIsGoingBackUntilItIsRecorded() {
    assertThat(
            phases(
                InMemoryAccount.rotated(Duration.ofDays(1)),
                new RunRequest.RollBack(Optional.empty())))
        .containsExactly(Phase.GOING_BACK, Phase.OVERLAP);
  }

  @Test
  void whatAnInterruptedRotationLeftIsRepairedBeforeItGoesOn() {
    InMemoryAccount account = InMemoryAccount.due().key(InMemoryAccount.B, Duration.ofHours(1));
    account.lastUse.put(InMemoryAccount.B, new LastUse.Never());
    Intent interrupted =
        new Intent(
            Intent.Verb.ROTATE,
            Optional.of(InMemoryAccount.TWO),
            Optional.of(InMemoryAccount.A),
            "another",
            InMemoryAccount.NOW.minus(Duration.ofMinutes(61)),
            InMemoryAccount.NOW.minus(Duration.ofMinutes(41)),
            true);
    account.ledger(was -> was.with(interrupted));
    assertThat(phases(account, ADVANCE))
        .startsWith(Phase.REPAIR, Phase.ANNOUNCED, Phase.KEY_IN_HAND)
        .endsWith(Phase.PROMOTED, Phase.OVERLAP);
  }
}
