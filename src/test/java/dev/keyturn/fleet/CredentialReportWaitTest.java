package dev.keyturn.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.UserDescription;
import dev.keyturn.model.UserName;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.CredentialReportFile;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What no simulated IAM does: it hands out what is over, or says complete before it is. */
class CredentialReportWaitTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

  private final Deque<ReadResult<CredentialReportFile>> reports = new ArrayDeque<>();
  private final Deque<ReadResult<Boolean>> states = new ArrayDeque<>();
  private final List<Duration> pauses = new ArrayList<>();
  private Instant now = NOON;

  private final AccountUsers users =
      new AccountUsers() {
        @Override
        public ReadResult<CredentialReportFile> report() {
          return reports.remove();
        }

        @Override
        public ReadResult<Boolean> askForReport() {
          return states.size() == 1 ? states.element() : states.remove();
        }

        @Override
        public ReadResult<List<UserDescription>> withTags() {
          throw new AssertionError("not asked for");
        }

        @Override
        public ReadResult<List<UserDescription>> withoutTags() {
          throw new AssertionError("not asked for");
        }

        @Override
        public ReadResult<List<UserDescription>> below(String path) {
          throw new AssertionError("not asked for");
        }

        @Override
        public ReadResult<UserDescription> withTags(UserName user) {
          throw new AssertionError("not asked for");
        }
      };

  private static CredentialReportFile made(Instant at) {
    return new CredentialReportFile(new byte[0], at);
  }

  private CredentialReportWait.Outcome get() {
    return new CredentialReportWait(users, () -> now, this::pause, () -> false).get(waited -> {});
  }

  private void pause(Duration pause) {
    pauses.add(pause);
    now = now.plus(pause);
  }

  @Test
  @DisplayName("One that is over is not used, but what IAM then says to be the newest is")
  void over() {
    CredentialReportFile over = made(NOON.minus(Duration.ofHours(5)));
    CredentialReportFile newest = made(Instant.parse("2015-01-01T00:00:00Z"));
    reports.add(new ReadResult.Got<>(over));
    reports.add(new ReadResult.Got<>(newest));
    states.add(new ReadResult.Got<>(true));

    assertThat(get()).isEqualTo(new CredentialReportWait.Outcome.Ready(newest));
    assertThat(pauses).isEmpty();
  }

  @Test
  @DisplayName("One that is said to be complete, and is not there yet, is waited for")
  void notEverywhereYet() {
    CredentialReportFile file = made(NOON);
    reports.add(new ReadResult.Absent<>());
    reports.add(new ReadResult.Absent<>());
    reports.add(new ReadResult.Got<>(file));
    states.add(new ReadResult.Got<>(true));

    assertThat(get()).isEqualTo(new CredentialReportWait.Outcome.Ready(file));
    assertThat(pauses).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  @DisplayName("Pauses grow to a quarter of a minute, and end after ten minutes")
  void patience() {
    reports.add(new ReadResult.Absent<>());
    states.add(new ReadResult.Got<>(false));

    assertThat(get()).isInstanceOf(CredentialReportWait.Outcome.NotYet.class);
    assertThat(pauses)
        .startsWith(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4))
        .endsWith(Duration.ofSeconds(15));
    assertThat(Duration.between(NOON, now))
        .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
  }

  @Test
  @DisplayName("A failure on the way ends it")
  void failure() {
    Failure throttled = new Failure.Throttled("iam:GenerateCredentialReport", "Rate exceeded");
    reports.add(new ReadResult.Absent<>());
    states.add(new ReadResult.Got<>(false));
    states.add(new ReadResult.Failed<>(throttled));

    assertThat(get()).isEqualTo(new CredentialReportWait.Outcome.Failed(throttled));
  }
}
