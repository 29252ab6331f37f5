package dev.keyturn.plan;

import static dev.keyturn.plan.PlanAssert.assertHalts;
import static dev.keyturn.plan.Scene.A;
import static dev.keyturn.plan.Scene.ANOTHER;
import static dev.keyturn.plan.Scene.NOW;
import static dev.keyturn.plan.Scene.ONE;
import static dev.keyturn.plan.Scene.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No tag is believed that names an instant which AWS's clock has not reached. */
class InstantsPlanTest {
  private static final Duration GRACE = Duration.ofMinutes(1);

  /**
   * A tag of ours that names an instant.
   *
   * @param saying the bookkeeping with that tag
   */
  record Tag(String name, BiFunction<Ledger, Instant, Ledger> saying) {
    Scene at(Instant instant) {
      return Scene.adopted().ledger(was -> saying.apply(was, instant));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Tag> tags() {
    Intent later = intent(Intent.Verb.RETIRE, NOW).closed(NOW);
    return Stream.of(
        new Tag(
            "keyturn:previous",
            (ledger, at) ->
                ledger.with(new Ledger.Previous(A, Ledger.State.ACTIVE, at, Optional.of(ONE)))),
        new Tag(
            "keyturn:mark",
            (ledger, at) -> ledger.with(new Ledger.Mark(A, Ledger.Act.DEACTIVATE, at))),
        new Tag("keyturn:intent", (ledger, at) -> ledger.with(intent(Intent.Verb.RETIRE, at))),
        new Tag(
            "keyturn:rollback",
            (ledger, at) -> ledger.with(intent(Intent.Verb.ROLLBACK, at)).with(later)),
        new Tag("keyturn:retired", (ledger, at) -> ledger.retired(A, at)),
        new Tag(
            "keyturn:rotation-" + TWO,
            (ledger, at) -> ledger.with(intent(Intent.Verb.ROTATE, at)).with(later)));
  }

  private static Intent intent(Intent.Verb verb, Instant since) {
    return new Intent(
        verb,
        verb == Intent.Verb.ROTATE ? Optional.of(TWO) : Optional.empty(),
        Optional.of(A),
        ANOTHER,
        since,
        since.plus(Policy.DEFAULT.lease()),
        true);
  }

  @ParameterizedTest
  @MethodSource("tags")
  void anInstantAheadOfAwssClockMakesTheTagsInvalid(Tag tag) {
    for (Duration ahead :
        new Duration[] {GRACE.plusSeconds(1), Duration.ofDays(10), Duration.ofDays(40_000)}) {
      Cause cause = assertHalts(tag.at(NOW.plus(ahead)), Reason.TAGS_INVALID);
      assertThat(cause.detail()).contains(tag.name() + " names " + NOW.plus(ahead));
    }
  }

  @ParameterizedTest
  @MethodSource("tags")
  void whatTheClocksOfTwoRunsMayDifferByIsNoProblem(Tag tag) {
    for (Duration ahead : new Duration[] {Duration.ofSeconds(-1), Duration.ZERO, GRACE}) {
      Step step = tag.at(NOW.plus(ahead)).plan();
      assertThat(step.cause().reason()).isNotEqualTo(Reason.TAGS_INVALID);
    }
  }

  @Test
  void anAnnouncementMayNotHoldEverybodyUpForLongerThanALeaseMayBe() {
    assertHalts(lasting(Policy.LONGEST_LEASE.plus(GRACE).plusSeconds(1)), Reason.TAGS_INVALID);
    assertThat(lasting(Policy.LONGEST_LEASE).plan().cause().reason()).isEqualTo(Reason.ANOTHER_RUN);
  }

  private static Scene lasting(Duration lease) {
    return Scene.adopted()
        .ledger(was ->
            was.with(
                new Intent(
                    Intent.Verb.RETIRE,
                    Optional.empty(),
                    Optional.of(A),
                    ANOTHER,
                    NOW,
                    NOW.plus(lease),
                    true)));
  }
}
