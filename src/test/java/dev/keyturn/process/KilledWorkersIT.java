package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.proof.Tally;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Packaged workers, each with an account whose key is to be rotated, killed with SIGKILL at one of
 * their calls of the queue and of AWS; another worker finishes what they left. At four of them, at
 * each of them with {@code -Dkeyturn.kills.all=true}. What was promised is looked at after every
 * call. It runs beside other tests, as it is one program of one thread after the other.
 */
@Execution(ExecutionMode.CONCURRENT)
class KilledWorkersIT {
  private static final boolean ALL = Boolean.getBoolean("keyturn.kills.all");
  private static final int KILLED = 137;
  private static final int STOPPED = 130;

  /** What a worker has in hand there: a message, a key without a version, a new key, a result. */
  private static final List<CallWatch.Point> SOME =
      List.of(
          new CallWatch.Point("sqs:ReceiveMessage", 1, true),
          new CallWatch.Point("iam:CreateAccessKey", 1, true),
          new CallWatch.Point("secretsmanager:UpdateSecretVersionStage", 1, true),
          new CallWatch.Point("sqs:DeleteMessage", 1, false));

  @TempDir Path folder;

  @Test
  @DisplayName("Killed at any call a worker loses nothing: the queue empties, and promises hold")
  void killed() throws IOException, InterruptedException {
    List<CallWatch.Point> points = ALL ? points() : SOME;
    try (Tally tally = Tally.of("killed workers", "kills");
        WorkerGround ground = new WorkerGround(folder, points.size() + 1)) {
      int calls = 0;
      for (CallWatch.Point point : points) {
        WorkerGround.Worked victim = ground.killAt(point);
        assertThat(victim.code()).as("%s: %s", point, victim.said()).isEqualTo(KILLED);
        calls += victim.calls();
      }
      WorkerGround.Worked stopped =
          ground.stopAt(new CallWatch.Point("iam:CreateAccessKey", 1, true));
      assertThat(stopped.code()).as(stopped.said()).isEqualTo(STOPPED);
      assertThat(stopped.said()).contains("\"fate\":\"handed-back\"");

      int left = ground.messagesLeft();
      WorkerGround.Worked last = ground.finish();
      assertThat(last.code()).as(last.said()).isZero();
      assertThat(last.said().lines().filter(line -> line.contains("\"fate\":\"done\"")))
          .as(last.said())
          .hasSize(left);
      ground.assertNothingIsLost();
      tally.count(points.size(), calls + last.calls());
    }
  }

  /** Those of a worker to which nothing happens. */
  private List<CallWatch.Point> points() throws IOException, InterruptedException {
    try (WorkerGround ground = new WorkerGround(folder, 1)) {
      List<CallWatch.Point> points = ground.pointsOfOneAccount();
      System.out.printf("killed workers: %d points%n", points.size());
      return points;
    }
  }
}
