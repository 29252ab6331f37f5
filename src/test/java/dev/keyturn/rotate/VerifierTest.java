package dev.keyturn.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.IamUser;
import dev.keyturn.model.Policy.Verification;
import dev.keyturn.plan.Proof;
import dev.keyturn.port.IdentityProbe.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifierTest {
  private static final Verification TERMS =
      new Verification(3, Duration.ofSeconds(5), Duration.ofSeconds(20));
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration APART = Duration.ofMillis(2501);
  private static final Result WORKS = new Result.Works();
  private static final Result NOT_KNOWN = new Result.NotKnown("sts");
  private static final Result WRONG = new Result.WrongSecret("sts");
  private static final Result UNTRIED = new Result.NotTried(RunHarness.BUSY);

  private final InMemoryAccount account = InMemoryAccount.adopted(Duration.ofDays(1));
  private final RunHarness bench = new RunHarness(account);
  private final List<String> progress = new ArrayList<>();
  private final IamUser alice = account.user.orElseThrow();

  private Proof verify(Verification terms, Instant latest, Object... results) {
    account.script.answers("probe", results);
    return new Verifier(bench.ports(), progress::add)
        .verify(InMemoryAccount.credential(InMemoryAccount.A), alice, terms, latest);
  }

  private Proof verify(Object... results) {
    return verify(TERMS, Instant.MAX, results);
  }

  @Test
  void severalSuccessesInARowOverTheSpanProveAKey() {
    assertThat(verify(WORKS, WORKS, WORKS)).isEqualTo(Proof.WORKS);
    assertThat(account.script.count("probe")).isEqualTo(3);
    assertThat(bench.waits).containsExactly(APART, APART);
    assertThat(progress).containsExactly("verifying: 1 of 3, 0 s", "verifying: 2 of 3, 2 s");
  }

  @Test
  void oneSuccessIsEnoughWhereOneIsAskedFor() {
    assertThat(verify(new Verification(1, Duration.ZERO, SECOND), Instant.MAX, WORKS))
        .isEqualTo(Proof.WORKS);
    assertThat(bench.waits).isEmpty();
  }

  @Test
  void oneSuccessThatIsToLastIsFollowedByAnother() {
    assertThat(verify(new Verification(1, SECOND.multipliedBy(3), TERMS.timeout()), Instant.MAX))
        .isEqualTo(Proof.WORKS);
    assertThat(bench.waits).containsExactly(Duration.ofMillis(3001));
  }

  @Test
  void successesAreASecondApartHoweverShortTheSpan() {
    verify(new Verification(3, Duration.ofMillis(10), TERMS.timeout()), Instant.MAX);
    assertThat(bench.waits).containsExactly(SECOND, SECOND);
  }

  @Test
  void aKeyThatIsRefusedInBetweenBeginsAnew() {
    assertThat(verify(WORKS, WORKS, NOT_KNOWN, WORKS, WORKS, WORKS)).isEqualTo(Proof.WORKS);
    assertThat(account.script.count("probe")).isEqualTo(6);
    assertThat(bench.waits).containsExactly(APART, APART, SECOND, APART, APART);
    assertThat(progress).contains("verifying: 0 of 3, 5 s");
  }

  @Test
  void theSpanOfABrokenRowDoesNotCount() {
    Verification twice = new Verification(2, Duration.ofSeconds(10), Duration.ofMinutes(2));
    assertThat(verify(twice, Instant.MAX, WORKS, NOT_KNOWN)).isEqualTo(Proof.WORKS);
    assertThat(bench.waits)
        .containsExactly(Duration.ofMillis(10_001), SECOND, Duration.ofMillis(10_001));
  }

  @Test
  void aProofThatCouldNotBeTriedBreaksTheRowAndSaysNothingElse() {
    assertThat(verify(WORKS, WORKS, UNTRIED, WORKS, WORKS, WORKS)).isEqualTo(Proof.WORKS);
    assertThat(account.script.count("probe")).isEqualTo(6);
    assertThat(bench.waits).containsExactly(APART, APART, SECOND, APART, APART);
  }

  @Test
  void aSecretIsWrongWhenThreeAnswersInARowSaySo() {
    assertThat(verify(WRONG, WRONG, WRONG)).isEqualTo(Proof.WRONG_SECRET);
    assertThat(account.script.count("probe")).isEqualTo(3);
    assertThat(bench.waits).containsExactly(SECOND, SECOND);
  }

  @Test
  void twoSuchAnswersAreForgottenWhenAnotherComesBetween() {
    assertThat(verify(WRONG, WRONG, NOT_KNOWN, WRONG, WRONG, WORKS, WRONG, WORKS, WORKS, WORKS))
        .isEqualTo(Proof.WORKS);
    assertThat(account.script.count("probe")).isEqualTo(10);
  }

  @Test
  void butNotWhenAProofBetweenThemCouldNotBeTried() {
    assertThat(verify(WRONG, WRONG, UNTRIED, WRONG)).isEqualTo(Proof.WRONG_SECRET);
  }

  @Test
  void aWrongSecretBreaksTheRow() {
    verify(WORKS, WORKS, WRONG, WORKS, WORKS, WORKS);
    assertThat(account.script.count("probe")).isEqualTo(6);
  }

  @Test
  void aKeyOfSomebodyElseIsNotTriedAgain() {
    assertThat(verify(WORKS, new Result.SomeoneElse("arn:aws:iam::1:user/bob")))
        .isEqualTo(Proof.SOMEONE_ELSE);
    assertThat(account.script.count("probe")).isEqualTo(2);
  }

  @Test
  void aKeyThatIsNotKnownIsTriedUntilTheTimeout() {
    assertThat(verify(Collections.nCopies(99, NOT_KNOWN).toArray())).isEqualTo(Proof.TIMED_OUT);
    assertThat(account.script.count("probe")).as("one at the start, one a second").isEqualTo(21);
    assertThat(account.now).isEqualTo(InMemoryAccount.NOW.plus(TERMS.timeout()));
  }

  @Test
  void itIsGivenUpAtTheLatestInstantThatIsAllowed() {
    Instant latest = InMemoryAccount.NOW.plusSeconds(4);
    assertThat(verify(TERMS, latest, Collections.nCopies(99, NOT_KNOWN).toArray()))
        .isEqualTo(Proof.TIMED_OUT);
    assertThat(account.now).isEqualTo(latest);
  }

  @Test
  void itIsNotTriedOnceMoreWhereTheWaitWouldEndTooLate() {
    assertThat(verify(TERMS, InMemoryAccount.NOW.plusMillis(2500), WORKS))
        .isEqualTo(Proof.TIMED_OUT);
    assertThat(bench.waits).isEmpty();
  }

  @Test
  void aRunThatIsAskedToStopGivesUpAtOnce() {
    bench.stop();
    assertThat(verify(NOT_KNOWN)).isEqualTo(Proof.TIMED_OUT);
    assertThat(bench.waits).isEmpty();
    assertThat(progress).containsExactly("verifying: 0 of 3, 0 s");
  }

  @Test
  void theTimeThatAnswersTakeCounts() {
    Runnable slow = () -> account.now = account.now.plusSeconds(3);
    account.script.before("probe", slow).before("probe", slow).before("probe", slow);
    Verification two = new Verification(2, Duration.ofSeconds(3), Duration.ofSeconds(10));
    assertThat(verify(two, Instant.MAX)).isEqualTo(Proof.WORKS);
    assertThat(account.script.count("probe")).isEqualTo(2);
    assertThat(account.now).isEqualTo(InMemoryAccount.NOW.plusMillis(9001));
  }
}
