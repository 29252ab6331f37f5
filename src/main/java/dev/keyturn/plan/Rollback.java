package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.Ledger.State;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import java.util.Optional;
import java.util.Set;

/**
 * Going back: the previous key switched on if need be, proved, and made current again. It meets
 * retirement by announcing first and looking then: retirement marks the previous key before it
 * touches it, so one of the two always sees the other.
 */
final class Rollback {
  private static final Set<State> BEING_RETIRED = Set.of(State.RETIRING, State.DELETING);

  private Rollback() {}

  static Optional<Step> goBack(Situation s) {
    boolean begun =
        s.intent()
            .filter(intent -> intent.open() && intent.verb() == Intent.Verb.ROLLBACK)
            .isPresent();
    if (!begun && !(s.goal() instanceof Goal.RollBack)) {
      return Optional.empty();
    }
    if (s.goal() instanceof Goal.RollBack goal
        && s.current().isPresent()
        && !goal.away().equals(s.current().map(Credential::id))) {
      return Optional.empty();
    }
    if (s.previous().isEmpty()) {
      return begun ? Optional.empty() : Situation.halt(Reason.NOTHING_TO_ROLL_BACK_TO);
    }
    Previous previous = s.previous().get();
    Because asked = Because.of(Reason.ASKED_TO_ROLL_BACK, previous.key());
    Optional<VersionId> version = s.seen().secret().at(StagingLabel.AWSPREVIOUS);
    if (version.isPresent() && !s.seen().values().containsKey(version.get())) {
      return s.lookAgain(new Part.Value(version.get()));
    }
    Optional<Credential> credential =
        version.flatMap(s::credential).filter(held -> held.id().equals(previous.key()));
    if (credential.isEmpty()) {
      return Situation.halt(Reason.PREVIOUS_VALUE_GONE, previous.key());
    }
    if (!s.mayWrite() || !begun) {
      return s.lookAgain(new Part.Secret())
          .or(() ->
              Optional.of(
                  s.announce(
                      s.ledger(),
                      Intent.Verb.ROLLBACK,
                      Optional.empty(),
                      Optional.of(previous.key()),
                      asked)));
    }
    return prove(s, previous, credential.get(), version.get());
  }

  private static Optional<Step> prove(
      Situation s, Previous previous, Credential credential, VersionId version) {
    Optional<Step> look = s.lookAgain(new Part.Secret(), new Part.Keys());
    if (look.isPresent()) {
      return look;
    }
    if (BEING_RETIRED.contains(previous.state())
        && s.now().isBefore(previous.since().plus(s.policy().lease()))) {
      var over = previous.since().plus(s.policy().lease());
      return Optional.of(
          new Step.Wait(over, Because.of(Reason.ANOTHER_RUN, previous.key()).due(over)));
    }
    AccessKey key = s.key(previous.key()).orElseThrow();
    if (!key.isActive()) {
      return mayBeSwitchedOn(s, previous)
          ? Optional.of(
              new Step.Reactivate(key.id(), Because.of(Reason.ASKED_TO_ROLL_BACK, key.id())))
          : Situation.halt(Reason.PREVIOUS_STAYS_OFF, key.id());
    }
    Proof proof = s.progress().proofs().get(key.id());
    return switch (proof) {
      case null ->
          Optional.of(new Step.Verify(credential, Because.of(Reason.PROVE_PREVIOUS, key.id())));
      case WORKS ->
          Optional.of(
              new Step.Promote(
                  s.currentVersion(), version, Because.of(Reason.PROMOTE_PREVIOUS, key.id())));
      case TIMED_OUT -> Pending.notPropagated(s, key.id());
      case WRONG_SECRET -> Situation.halt(Reason.PREVIOUS_DOES_NOT_WORK, key.id());
      case SOMEONE_ELSE -> Situation.halt(Reason.SOMEONE_ELSES_KEY, key.id());
    };
  }

  private static boolean mayBeSwitchedOn(Situation s, Previous previous) {
    Optional<AccessKeyId> named =
        s.goal() instanceof Goal.RollBack goal ? goal.named() : Optional.empty();
    return previous.state() == State.OFF
        || BEING_RETIRED.contains(previous.state())
        || named.equals(Optional.of(previous.key()));
  }
}
