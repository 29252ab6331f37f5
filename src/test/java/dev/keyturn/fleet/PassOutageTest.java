package dev.keyturn.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.ManagedSecret;
import dev.keyturn.port.Failure;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When a pass takes AWS for gone, and when it goes on. */
class PassOutageTest {
  private static final Failure UNREACHABLE =
      new Failure.Unreachable("iam:GetUser", "connection refused");

  private Instant now = Instant.parse("2026-01-15T12:00:00Z");
  private final PassOutage outage = new PassOutage(() -> now);

  private void ended(RunOutcome outcome) {
    outage.ended(
        RunReport.unseen(ManagedSecret.of("prod/web/iam"), new RunRequest.Advance(), outcome));
  }

  private void fail(int times, Duration each) {
    for (int n = 0; n < times; n++) {
      ended(new RunOutcome.Failed(UNREACHABLE));
      now = now.plus(each);
    }
  }

  @Test
  @DisplayName("After a minute in which each of twenty got nothing, and it says what they met")
  void noticed() {
    fail(40, Duration.ofSeconds(2));
    assertThat(outage.noticed().orElseThrow())
        .startsWith("None of 31 secrets in a row could be read, for 1m.")
        .contains("AWS could not be reached for iam:GetUser: connection refused");
  }

  @Test
  @DisplayName("Not before a minute is over, however many fail: a network that changes comes back")
  void brief() {
    fail(1_000, Duration.ofMillis(50));
    assertThat(outage.noticed()).isEmpty();
  }

  @Test
  @DisplayName("Not for a few that take long")
  void few() {
    fail(PassOutage.FEWEST - 1, Duration.ofMinutes(5));
    assertThat(outage.noticed()).isEmpty();
  }

  @Test
  @DisplayName("Not where any of them got an answer in between")
  void answered() {
    for (int n = 0; n < 10; n++) {
      fail(19, Duration.ofSeconds(30));
      ended(new RunOutcome.Failed(new Failure.Denied("iam:GetUser", false, "not authorized")));
    }
    assertThat(outage.noticed()).isEmpty();
  }

  @Test
  @DisplayName("Once noticed it stays: what was under way may still end well")
  void stays() {
    fail(40, Duration.ofSeconds(2));
    ended(new RunOutcome.Interrupted());
    assertThat(outage.noticed()).isPresent();
  }

  @Test
  @DisplayName("Credentials that ended meet every call; what AWS answers of one secret does not")
  void whatCounts() {
    assertThat(new Failure.BadCredentials("a", "ExpiredToken").meetsEveryCall()).isTrue();
    assertThat(new Failure.ClockSkewed("a", Duration.ofHours(1)).meetsEveryCall()).isTrue();
    assertThat(new Failure.Unconfigured("a", "no Region", "Set one.").meetsEveryCall()).isTrue();
    assertThat(new Failure.Denied("sts:AssumeRole", false, "").meetsEveryCall()).isTrue();
    assertThat(new Failure.Denied("iam:GetUser", false, "").meetsEveryCall()).isFalse();
    assertThat(new Failure.Throttled("a", "").meetsEveryCall()).isFalse();
    assertThat(new Failure.ServerError("a", "").meetsEveryCall()).isFalse();
    assertThat(new Failure.Rejected("a", "b", "").meetsEveryCall()).isFalse();
  }
}
