package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.VersionId;
import dev.keyturn.packaged.FunctionProcess;
import dev.keyturn.proof.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * One SIGKILL at an AWS call of the four steps, proofs included, of the packaged function. Then the
 * service replays the rotation with the same version; or a person cancels it, and the service
 * begins another, with a version of its own. It runs beside other tests, as it mostly waits.
 */
@Execution(ExecutionMode.CONCURRENT)
class FunctionKillsIT {
  private static final String ONE = "11111111-1111-1111-1111-111111111111";
  private static final String TWO = "22222222-2222-2222-2222-222222222222";
  private static final List<String> STEPS =
      List.of("createSecret", "setSecret", "testSecret", "finishSecret");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int NEVER = Integer.MAX_VALUE;

  /** Two kills in so many calls. */
  private static final int APART = 20;

  /** Most of the time they wait for a lease to end. */
  private static final int AT_ONE_TIME = 8;

  private static final String SCHEDULE =
      """
      {"source": "aws.events", "detail-type": "Scheduled Event", "detail": {}}
      """;

  /** Made as strict as AWS. */
  private final EmulatorGround ground = new EmulatorGround(EmulatorKind.MOTO, Lease.OF_TWO);

  @AfterEach
  void end() {
    ground.close();
  }

  /**
   * At every tenth call or so, replayed and begun anew by turns; at each of them with {@code
   * -Dkeyturn.kills.all=true}.
   */
  @Test
  void aRotationThatIsKilledAtOneOfItsCallsIsFinishedByAReplay() throws Exception {
    boolean each = Boolean.getBoolean("keyturn.kills.all");
    int length = kill(NEVER, ONE);
    try (var executor = Executors.newFixedThreadPool(AT_ONE_TIME);
        Tally tally = Tally.of("killed functions", "kills")) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int call = 1; call <= length; call++) {
        int killedAt = call;
        if (each || call % APART == 1) {
          all.add(executor.submit(() -> kill(killedAt, ONE)));
        }
        if (each || call % APART == 8) {
          all.add(executor.submit(() -> kill(killedAt, TWO)));
        }
      }
      for (Future<Integer> one : all) {
        tally.count(1, one.get());
      }
    }
  }

  /**
   * Kills a rotation at a call, and rotates again.
   *
   * @param then the version of that
   * @return how many calls were made before the kill, or in all
   */
  private int kill(int call, String then) {
    try (FunctionSubject subject = new FunctionSubject(ground.emulator());
        CallProxy proxy = ground.proxy()) {
      ServiceSide service = new ServiceSide();
      proxy.amend(service.begin(ONE));
      int calls = killed(call, subject, proxy);
      assertThat(subject.works()).as("after a kill at call %d", call).isTrue();
      proxy.undisturbed();
      if (!then.equals(ONE)) {
        cancel(subject);
        service.begin(then);
      }
      rotateInTheEnd(then, "call %d, then version %s".formatted(call, then), subject, proxy);
      return calls;
    }
  }

  private int killed(int call, FunctionSubject subject, CallProxy proxy) {
    try (FunctionProcess function = start(subject, proxy)) {
      proxy.at(
          call, call % 2 == 0 ? WireFault.KILLED_BEFORE : WireFault.KILLED_AFTER, function::kill);
      assertThat(rotates(function, subject, ONE)).as("call %d", call).isEqualTo(call == NEVER);
      subject.assertNoSecretIn(function.everything());
      return proxy.calls();
    }
  }

  /** Cancels the rotation; a new one takes AWSPENDING to its own version. */
  private void cancel(FunctionSubject subject) {
    try (SecretsManagerClient secrets = ground.emulator().secrets()) {
      secrets
          .describeSecret(r -> r.secretId(subject.arn))
          .versionIdsToStages()
          .forEach((version, labels) -> {
            if (labels.contains("AWSPENDING")) {
              secrets.updateSecretVersionStage(r ->
                  r.secretId(subject.arn).versionStage("AWSPENDING").removeFromVersionId(version));
            }
          });
    }
  }

  /**
   * The service tries again and again, where a lease is still fresh. The schedule comes in between,
   * as another rotation may need the room of the key that the first one left.
   */
  private void rotateInTheEnd(
      String version, String where, FunctionSubject subject, CallProxy proxy) {
    try (FunctionProcess function = start(subject, proxy)) {
      again(
          function,
          where,
          () -> {
            boolean done = rotates(function, subject, version);
            if (!done && !version.equals(ONE)) {
              runs(function, where);
            }
            return done;
          });
      assertThat(subject.works()).as(where).isTrue();
      assertThat(subject.currentVersion()).as(where).contains(new VersionId(version));
      assertThat(subject.keys()).as(where).hasSize(2);
      again(
          function,
          where,
          () -> {
            runs(function, where);
            return subject.keys().size() == 1;
          });
      assertThat(subject.keys())
          .as(where)
          .extracting(AccessKey::id)
          .containsExactly(subject.current().id());
      subject.assertNoSecretIn(function.everything());
    }
  }

  /** Until it is done: a lease may have to end first. */
  private static void again(FunctionProcess function, String where, BooleanSupplier isDone) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!isDone.getAsBoolean()) {
      assertThat(Instant.now()).as("%s: %s", where, function.everything()).isBefore(end);
      assertThat(function.diesWithin(Duration.ofSeconds(2))).isFalse();
    }
  }

  private static void runs(FunctionProcess function, String where) {
    assertThat(function.invoke(SCHEDULE)).as(where).isPresent();
  }

  private FunctionProcess start(FunctionSubject subject, CallProxy proxy) {
    return new FunctionProcess(
        proxy.endpoint(),
        subject.arn.split(":", -1)[4],
        ground.emulator().administrator(),
        Map.of(
            "KEYTURN_OVERLAP", "0s",
            "KEYTURN_QUIET", "0s",
            "KEYTURN_RECOVERY", "0s",
            "KEYTURN_LEASE", "24s",
            "KEYTURN_VERIFY_TIMEOUT", "5s",
            "secrets", subject.name));
  }

  /** The four steps, up to the first that fails; whether none did. */
  private static boolean rotates(
      FunctionProcess function, FunctionSubject subject, String version) {
    return STEPS.stream()
        .allMatch(step ->
            function
                .step(step, subject.arn, version)
                .filter(answer -> !answer.failed())
                .isPresent());
  }
}
