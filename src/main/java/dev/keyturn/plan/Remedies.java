package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Ledger.Previous;
import dev.keyturn.model.VersionValue;
import java.util.List;
import java.util.Optional;

/**
 * What a person should do, in the state that was seen. Advice is typed as it is printed: none of it
 * takes away a user's last working key, and a command that would only halt again is not advised.
 */
final class Remedies {
  private static final String WHOLE_ID =
      " (keyturn plan {secret} --output json shows the whole KEY-ID)";
  private static final String GO_BACK =
      "Run: keyturn rollback {secret} to go back to the version that was current last, once its key is proved.";
  private static final String BACK_TO_PREVIOUS =
      "Run: keyturn rollback {secret} (the previous key, which is Active).";
  private static final String ROTATE = "Run: keyturn rotate {secret} (a new key).";
  private static final String ADOPT_THE_ONLY_ONE =
      "It is the user's only Active key. Whoever holds it in a profile runs: keyturn adopt {user} --secret {secret} --from-profile PROFILE";

  private final Observation seen;

  private Remedies(Observation seen) {
    this.seen = seen;
  }

  /** The remedy with names to fill in; empty where nothing is asked of anyone. */
  static String of(Because because, Observation seen) {
    return new Remedies(seen).remedy(because);
  }

  private String remedy(Because because) {
    Reason reason = because.reason();
    return switch (reason) {
      case CURRENT_KEY_GONE -> keyGone();
      case CURRENT_KEY_INACTIVE -> keyInactive(reason);
      case FOREIGN_KEY, PREVIOUS_UNPROVED ->
          isOnlyWorkingKey(because.key()) ? ADOPT_THE_ONLY_ONE : reason.remedy();
      case NO_ROOM -> isPreviousActive() ? BACK_TO_PREVIOUS : reason.remedy();
      case CURRENT_WAS_RETIRED,
          CURRENT_EDITED,
          CURRENT_SECRET_WRONG,
          CURRENT_RETIRED,
          CURRENT_NOT_ADOPTED,
          VALUE_UNUSABLE,
          USER_NAME_DIFFERS,
          NO_SUCH_USER ->
          canGoBack() ? reason.remedy() + sentenceEnd(reason.remedy()) + GO_BACK : reason.remedy();
      default -> reason.remedy();
    };
  }

  private static String sentenceEnd(String text) {
    return text.endsWith(".") ? " " : ". ";
  }

  private String keyGone() {
    List<AccessKey> left = keys();
    if (isPreviousActive()) {
      return BACK_TO_PREVIOUS + " Or: keyturn rotate {secret} (a new key).";
    }
    if (left.stream().filter(AccessKey::isActive).count() == 1) {
      return ADOPT_THE_ONLY_ONE.replace(
              "It is the user's only Active key", "The user has another key")
          + ". Or: keyturn rotate {secret} (a new key)";
    }
    return left.size() < 2
        ? ROTATE
        : "Delete one of the user's two keys, which the secret does not name, if nobody needs it: aws iam delete-access-key --user-name {user} --access-key-id KEY-ID"
            + WHOLE_ID
            + ", then run: keyturn rotate {secret}";
  }

  private String keyInactive(Reason reason) {
    if (isPreviousActive()) {
      return "If it leaked: keyturn rollback {secret} (the previous key, which is Active). If it was a mistake: aws iam update-access-key --user-name {user} --access-key-id KEY-ID --status Active"
          + WHOLE_ID;
    }
    return keys().size() < 2
        ? reason.remedy()
        : "If it was a mistake: aws iam update-access-key --user-name {user} --access-key-id KEY-ID --status Active"
            + WHOLE_ID
            + ". If it leaked, delete it first, as a user has room for two keys: aws iam delete-access-key --user-name {user} --access-key-id KEY-ID, then run: keyturn rotate {secret}";
  }

  private List<AccessKey> keys() {
    return seen.keys().orElse(List.of());
  }

  private boolean isPreviousActive() {
    Optional<AccessKeyId> previous = seen.ledger().previous().map(Previous::key);
    return keys().stream()
        .anyMatch(key -> Optional.of(key.id()).equals(previous) && key.isActive());
  }

  private boolean isOnlyWorkingKey(Optional<AccessKeyId> id) {
    List<AccessKey> active = keys().stream().filter(AccessKey::isActive).toList();
    return active.size() == 1 && id.equals(Optional.of(active.getFirst().id()));
  }

  /** Whether there is a version to go back to whose key is there, as far as is known. */
  private boolean canGoBack() {
    return Restoration.candidate(seen)
        .filter(version -> !(seen.values().get(version) instanceof VersionValue.Absent))
        .filter(version ->
            seen.keys().isEmpty()
                || keys().stream()
                    .anyMatch(key ->
                        key.isActive() && seen.ledger().currentKey().equals(Optional.of(key.id()))))
        .isPresent();
  }
}
