package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Intent;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.plan.KeyRetirementVerdict.Refused;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which keys of a user an adopted secret needs, told from the secret's labels and tags alone: an
 * administrator who retires keys need not read any secret's value. What is certain only by the
 * value is refused: a key in AWSPENDING, or a current version that was not proved.
 */
final class BoundUserKeys {
  private BoundUserKeys() {}

  /** Why the key is not touched; empty where no secret needs it. */
  static Optional<Refused> refusal(KeyRetirementFacts facts) {
    return unseen(facts)
        .or(() ->
            facts.secrets().stream()
                .flatMap(secret -> ofSecret(facts, secret).stream())
                .findFirst());
  }

  private static Optional<Refused> unseen(KeyRetirementFacts facts) {
    return facts
        .unseen()
        .map(arn ->
            new Refused(
                KeyRetirementRefusal.SECRET_UNCLEAR,
                "Its user is bound to secret %s, which is not seen here: give the command in that secret's Region; where the secret is gone, take the tag keyturn:secret away."
                    .formatted(arn)));
  }

  private static Optional<Refused> ofSecret(KeyRetirementFacts facts, SecretDescription secret) {
    Ledger ledger = secret.said().ledger();
    Optional<AccessKeyId> current = ledger.currentKey();
    if (current.equals(Optional.of(facts.key()))) {
      return refused(
          KeyRetirementRefusal.CURRENT,
          "It is the current key of secret %s: keyturn rotate %s replaces it.",
          secret);
    }
    if (previous(ledger).anyMatch(facts.key()::equals)) {
      return refused(
          KeyRetirementRefusal.PREVIOUS,
          "It is the previous key of secret %s, which Keyturn retires itself: keyturn plan %s.",
          secret);
    }
    if (ledger.intent().filter(Intent::open).isPresent()
        || secret.at(StagingLabel.AWSPENDING).isPresent()) {
      return refused(
          KeyRetirementRefusal.UNDER_WAY,
          "A change of its user's secret %s is under way: let keyturn run %s finish it first.",
          secret);
    }
    if (!isClear(facts, secret)) {
      return refused(
          KeyRetirementRefusal.SECRET_UNCLEAR,
          "Which key its user's secret %s holds is not certain: keyturn plan %s says what to do.",
          secret);
    }
    return current.flatMap(facts::listed).filter(AccessKey::isActive).isPresent()
        ? Optional.empty()
        : refused(
            KeyRetirementRefusal.LAST_KEY,
            "The current key of its user's secret %s is not Active, so that this may be the last that works: keyturn plan %s.",
            secret);
  }

  private static Stream<AccessKeyId> previous(Ledger ledger) {
    return Stream.of(
            ledger.previous().map(Ledger.Previous::key),
            ledger.mark().map(Ledger.Mark::key),
            ledger.rollback().map(Ledger.Rollback::key))
        .flatMap(Optional::stream);
  }

  /** Adopted for this very user, its tags readable, and on the version that was proved. */
  private static boolean isClear(KeyRetirementFacts facts, SecretDescription secret) {
    Ledger ledger = secret.said().ledger();
    return ledger.userId().equals(Optional.of(facts.user().user().id()))
        && secret.said().problems().isEmpty()
        && ledger.currentKey().isPresent()
        && ledger.provedIn().isPresent()
        && ledger.provedIn().equals(secret.at(StagingLabel.AWSCURRENT));
  }

  private static Optional<Refused> refused(
      KeyRetirementRefusal refusal, String why, SecretDescription secret) {
    return Optional.of(new Refused(refusal, why.formatted(secret.name(), secret.name())));
  }
}
