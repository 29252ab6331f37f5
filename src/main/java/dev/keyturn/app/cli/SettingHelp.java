package dev.keyturn.app.cli;

import dev.keyturn.model.Setting;
import java.util.List;

/** What the help says of each setting of the policy. */
final class SettingHelp {
  private SettingHelp() {}

  static String of(Setting setting) {
    return switch (setting) {
      case MAX_AGE -> "No key is in use at this age; includes the overlap (default: 90d).";
      case OVERLAP -> "How long the previous key stays Active (default: 7d).";
      case QUIET -> "How long it must have been unused before it is deactivated (default: 24h).";
      case RECOVERY -> "How long it can be brought back before it is deleted (default: 7d).";
      case STILL_USED ->
          "Where it is still used after the overlap: hold, or force-after:30d (default: hold).";
      case NEW_KEY_USE ->
          "require: the new key must have been seen in use before that (default: ignore).";
      case VERIFY_SUCCESSES -> "Proofs in a row that a new key needs (default: 3).";
      case VERIFY_SPAN -> "The least time from the first to the last of them (default: 5s).";
      case VERIFY_TIMEOUT -> "When to give up proving a key in one run (default: 2m).";
      case LEASE -> "How long an announced intent keeps other runs away (default: 20m).";
    };
  }

  /** All values of a setting, for a shell to complete; empty where they cannot be listed. */
  static List<String> candidates(Setting setting) {
    return setting == Setting.NEW_KEY_USE ? List.of("ignore", "require") : List.of();
  }
}
