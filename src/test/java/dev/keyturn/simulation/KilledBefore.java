package dev.keyturn.simulation;

import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Ports;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Fate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a process did right before it was killed, so that it is recorded nowhere. Two others meet
 * over it, so much later that the next rotation is due as well.
 *
 * @param phases how many phases of the key's life were over before
 * @param action what it did last
 */
record KilledBefore(String what, int phases, RunRequest command, String action) {
  private static final RunRequest RUN = new RunRequest.Advance();
  private static final RunRequest ROLL_BACK = new RunRequest.RollBack(Optional.empty());
  private static final Duration LATER = Duration.ofDays(80);

  private static final List<KilledBefore> EACH =
      List.of(
          new KilledBefore("a new key", 0, RUN, "iam:CreateAccessKey"),
          new KilledBefore("a stored key", 0, RUN, "secretsmanager:PutSecretValue"),
          new KilledBefore("a promotion", 0, RUN, "secretsmanager:UpdateSecretVersionStage"),
          new KilledBefore("a deactivation", 1, RUN, "iam:UpdateAccessKey"),
          new KilledBefore("a way back", 1, ROLL_BACK, "secretsmanager:UpdateSecretVersionStage"),
          new KilledBefore("a reactivation", 2, ROLL_BACK, "iam:UpdateAccessKey"),
          new KilledBefore("a deletion", 2, RUN, "iam:DeleteAccessKey"));

  /** Each of these, met by each pair of commands. */
  static List<TwoRunCase> all() {
    Function<Ports, Object> run = TwoRunCase.command(RUN);
    Function<Ports, Object> rollBack = TwoRunCase.command(ROLL_BACK);
    return EACH.stream()
        .flatMap(left ->
            List.of(
                left.met("run / run", run, run),
                left.met("run / rollback", run, rollBack),
                left.met("rollback / rollback", rollBack, rollBack))
                .stream())
        .toList();
  }

  private TwoRunCase met(
      String pair, Function<Ports, Object> first, Function<Ports, Object> second) {
    return new TwoRunCase(
        "%s, over %s that nobody recorded".formatted(pair, what),
        phases,
        (aws, moment) -> {
          moment.run(aws, command, CallHook.nth(1, action, Fate.crashAfter()));
          moment.world().advance(LATER);
        },
        first,
        second);
  }
}
