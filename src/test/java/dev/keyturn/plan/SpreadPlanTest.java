package dev.keyturn.plan;

import static dev.keyturn.plan.PlanAssert.assertPlans;
import static dev.keyturn.plan.Scene.A;
import static dev.keyturn.plan.Scene.ARN;
import static dev.keyturn.plan.Scene.NOW;
import static dev.keyturn.plan.Scene.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Ledger;
import dev.keyturn.model.Policy;
import dev.keyturn.model.Setting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a key is rotated first that was overdue when it was adopted. */
class SpreadPlanTest {
  private static final Duration WEEK = Duration.ofDays(7);

  /** A key of 200 days, adopted so long ago. */
  private static Scene overdue(Duration ago) {
    return adopted(NOW.minus(ago)).key(A, Duration.ofDays(200));
  }

  private static Scene adopted(Instant at) {
    return Scene.adopted()
        .ledger(ledger ->
            ledger.adopted(
                Scene.ALICE_ID, Optional.of(new Ledger.Current(A, Optional.of(ONE)).adopted(at))));
  }

  private static Policy spread(String spread) {
    return Policy.DEFAULT.with(Setting.SPREAD, spread).orElseThrow();
  }

  @Test
  void aKeyThatWasOverdueWhenItWasAdoptedIsDueInItsPlaceInTheSpread() {
    Instant place = Spread.begin(ARN, NOW, WEEK);
    assertThat(place).isBetween(NOW.plusSeconds(60), NOW.plus(WEEK));

    Step.Done done = assertPlans(overdue(Duration.ZERO), Step.Done.class, Reason.NOTHING_DUE);

    assertThat(done.next()).isEqualTo(place);
    Duration until = Duration.between(NOW, place);
    assertPlans(overdue(until.minusSeconds(1)), Step.Done.class, Reason.NOTHING_DUE);
    Step.Announce announce = assertPlans(overdue(until), Step.Announce.class, Reason.DUE);
    assertThat(announce.cause().due()).contains(NOW);
  }

  @Test
  void withoutASpreadItIsDueAtOnce() {
    assertPlans(overdue(Duration.ZERO).policy(spread("0s")), Step.Announce.class, Reason.DUE);
  }

  @Test
  void aRotationThatAPersonAsksForIsNeverPutOff() {
    assertPlans(
        overdue(Duration.ZERO).goal(new Goal.Rotate(Optional.of(A))),
        Step.Announce.class,
        Reason.ASKED_TO_ROTATE);
  }

  @Test
  void aKeyThatFallsDueAfterItsAdoptionIsDueThenWhateverTheSpread() {
    Scene young = adopted(NOW.minus(Duration.ofDays(80))).key(A, Duration.ofDays(83));
    assertPlans(young.policy(spread("90d")), Step.Announce.class, Reason.DUE);
  }

  @Test
  void anAdoptionThatIsYetToComeIsNotBelieved() {
    assertPlans(overdue(Duration.ofSeconds(-1)), Step.Announce.class, Reason.DUE);
  }

  @Test
  void anotherKeyThanTheAdoptedOneIsNotPutOff() {
    Scene other =
        Scene.afterRotation(Duration.ofDays(200))
            .without(A)
            .ledger(ledger -> ledger.withoutPrevious());
    assertPlans(other, Step.Announce.class, Reason.DUE);
  }

  @Test
  void aKeyOfAServiceThatIsLateIsSpreadAsWell() {
    assertPlans(overdue(Duration.ZERO).rotatedByTheService(), Step.Done.class, Reason.NOTHING_DUE);
  }

  @Test
  void itIsForgottenWithTheFirstRotationAndKeptByAnyOtherProof() {
    Ledger.Current adopted = new Ledger.Current(A, Optional.of(ONE)).adopted(NOW);
    Ledger ledger = Ledger.EMPTY.adopted(Scene.ALICE_ID, Optional.of(adopted));
    assertThat(ledger.proved(Scene.TWO).current().orElseThrow().adopted()).contains(NOW);
    assertThat(
            ledger.promoted(Scene.B, Scene.TWO, Optional.empty()).current().orElseThrow().adopted())
        .isEmpty();
  }
}
