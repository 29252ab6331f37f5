package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Ledger.Current;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.VersionValue;
import java.util.List;
import java.util.Optional;

/**
 * What a person should do, in the state that was seen. Advice is typed as it is printed: none of it
 * takes away a user's last working key, and a command that would only halt again is not advised.
 */
final class Remedies {
  private static final String OR = ". Or: ";
  private static final String BACK_TO_PREVIOUS =
      CommandText.ROLLBACK + " (the previous key, which is Active)";
  private static final String ROTATE = CommandText.ROTATE + " (a new key)";
  private static final String FROM_PROFILE = CommandText.ADOPT + " --from-profile PROFILE";
  private static final String THEN_ROTATE = ", then run: " + CommandText.ROTATE;

  private final Observation seen;

  private Remedies(Observation seen) {
    this.seen = seen;
  }

  /** The remedy with names to fill in; empty where nothing is asked of anyone. */
  static String of(Cause cause, Observation seen) {
    return new Remedies(seen).remedy(cause);
  }

  private String remedy(Cause cause) {
    Reason reason = cause.reason();
    return switch (reason) {
      case CURRENT_KEY_GONE -> keyGone();
      case CURRENT_KEY_INACTIVE -> keyInactive(reason);
      case CURRENT_SECRET_WRONG -> canGoBack() ? andGoBack(reason) : secretWrong(reason);
      case CURRENT_NOT_ADOPTED -> notAdopted(reason);
      case CURRENT_RETIRED ->
          canGoBack() ? andGoBack(reason) : sentences(reason.remedy(), keyGone());
      case CURRENT_WAS_RETIRED -> lastIsActive() ? reason.remedy() : retiredAndNoneLeft();
      case FOREIGN_KEY, PREVIOUS_UNPROVED -> foreign(reason, cause.key());
      case NO_ROOM -> noRoom(reason, cause.key().orElseThrow());
      case CURRENT_EDITED,
          SOMEONE_ELSES_KEY,
          VALUE_UNUSABLE,
          USER_NAME_DIFFERS,
          BOUND_ELSEWHERE,
          NO_SUCH_USER ->
          canGoBack() ? andGoBack(reason) : reason.remedy();
      default -> reason.remedy();
    };
  }

  private String andGoBack(Reason reason) {
    return sentences(reason.remedy(), CommandText.GO_BACK);
  }

  private static String sentences(String one, String next) {
    return one + (one.endsWith(".") ? " " : ". ") + next;
  }

  /** Consumers are given a key that does not exist, or is not the user's. */
  private String keyGone() {
    List<AccessKey> left = keys();
    String anew = left.size() < 2 ? OR + ROTATE : "";
    if (isPreviousActive()) {
      return "Run: " + BACK_TO_PREVIOUS + anew;
    }
    return switch ((int) left.stream().filter(AccessKey::isActive).count()) {
      case 0 -> left.size() < 2 ? "Run: " + ROTATE : deleteInactive(left.getFirst());
      case 1 ->
          "The user has another key, which is Active. Whoever holds it in a profile runs: "
              + FROM_PROFILE
              + anew;
      default ->
          "The user has two other keys. Whoever holds one of them in a profile runs: "
              + FROM_PROFILE;
    };
  }

  /** A key that is Inactive, to make room. */
  private static String deleteInactive(AccessKey key) {
    String masked = key.id().masked();
    return "A user has room for two keys. Delete key %s, which is Inactive: ".formatted(masked)
        + CommandText.DELETE
        + CommandText.wholeId(masked)
        + THEN_ROTATE;
  }

  private String keyInactive(Reason reason) {
    String mistake =
        "If it was a mistake: " + CommandText.SWITCH_ON + CommandText.WHOLE_ID + ". If it leaked";
    if (isPreviousActive()) {
      return mistake + ": " + BACK_TO_PREVIOUS;
    }
    return keys().size() < 2
        ? reason.remedy()
        : mistake
            + ", delete it first, as a user has room for two keys: "
            + CommandText.DELETE
            + CommandText.WHOLE_ID
            + THEN_ROTATE;
  }

  /**
   * The key itself is Active, and may be in use from elsewhere: it is replaced, and never deleted
   * for it.
   */
  private String secretWrong(Reason reason) {
    if (isPreviousActive()) {
      return sentences(reason.remedy(), "Run: " + BACK_TO_PREVIOUS);
    }
    return keys().size() < 2
        ? sentences(reason.remedy(), "Run: " + ROTATE)
        : sentences(reason.remedy(), toMakeRoom());
  }

  /** The other one of two keys, where it is Inactive; or else it is the one to use. */
  private String toMakeRoom() {
    Optional<AccessKeyId> current = seen.currentKey();
    return keys().stream()
        .filter(key -> !current.equals(Optional.of(key.id())))
        .filter(key -> !key.isActive())
        .findFirst()
        .map(Remedies::deleteInactive)
        .orElse("Whoever holds the user's other key in a profile runs: " + FROM_PROFILE);
  }

  private String notAdopted(Reason reason) {
    boolean usable = seen.currentKey().filter(this::isListed).isPresent();
    if (canGoBack()) {
      return usable ? andGoBack(reason) : CommandText.GO_BACK;
    }
    return usable ? reason.remedy() : keyGone();
  }

  private String retiredAndNoneLeft() {
    return "Find out who moved AWSCURRENT. If the key was switched off by mistake: "
        + CommandText.SWITCH_ON
        + CommandText.WHOLE_ID;
  }

  /** The only key that works is the one to adopt, and never one to switch off. */
  private String foreign(Reason reason, Optional<AccessKeyId> about) {
    if (about.isPresent() && isListed(about.get()) && !isActive(about)) {
      return "Find its owner. If nobody needs it, delete it: "
          + CommandText.DELETE
          + CommandText.WHOLE_ID;
    }
    boolean another =
        keys().stream()
            .filter(key -> key.isActive() && isProved(key))
            .anyMatch(key -> !about.equals(Optional.of(key.id())));
    return another
        ? reason.remedy()
        : "No other key of the user's is known to work. Whoever holds it in a profile runs: "
            + FROM_PROFILE;
  }

  /** Whether a version of the secret holds the key, in which it was proved to work. */
  private boolean isProved(AccessKey key) {
    boolean current =
        seen.ledger()
            .current()
            .filter(it -> it.key().equals(key.id()))
            .flatMap(Current::provedIn)
            .isPresent();
    boolean previous =
        seen.ledger()
            .previous()
            .filter(it -> it.key().equals(key.id()))
            .flatMap(Previous::provedIn)
            .isPresent();
    return current || previous;
  }

  private String noRoom(Reason reason, AccessKeyId previous) {
    if (canGoBack()) {
      return CommandText.GO_BACK;
    }
    if (isPreviousActive()) {
      return "Run: " + BACK_TO_PREVIOUS;
    }
    return isActive(seen.currentKey())
        ? keys().stream()
            .filter(key -> key.id().equals(previous))
            .findFirst()
            .map(Remedies::deleteInactive)
            .orElseGet(reason::remedy)
        : reason.remedy();
  }

  private List<AccessKey> keys() {
    return seen.keys().orElse(List.of());
  }

  private boolean isPreviousActive() {
    return isActive(seen.ledger().previous().map(Previous::key));
  }

  private boolean lastIsActive() {
    return seen.ledger().provedIn().isPresent() && isActive(seen.ledger().currentKey());
  }

  private boolean isListed(AccessKeyId id) {
    return keys().stream().anyMatch(key -> key.id().equals(id));
  }

  private boolean isActive(Optional<AccessKeyId> id) {
    return keys().stream().anyMatch(key -> Optional.of(key.id()).equals(id) && key.isActive());
  }

  /** Whether there is a version to go back to whose key is there, as far as is known. */
  private boolean canGoBack() {
    return Restoration.candidate(seen)
        .filter(version -> !(seen.values().get(version) instanceof VersionValue.Absent))
        .filter(version -> seen.keys().isEmpty() || isActive(seen.ledger().currentKey()))
        .isPresent();
  }
}
