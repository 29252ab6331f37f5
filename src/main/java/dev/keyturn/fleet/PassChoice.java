package dev.keyturn.fleet;

import java.time.Instant;
import java.util.Optional;

/**
 * Which of an account's secrets a pass looks at, and what that rests on.
 *
 * @param found those to be looked at closely, in the order in which to do so, and what there is to
 *     tell of others
 * @param due for how many of these, the first ones, something is due or half done
 * @param leftAlone how many are at rest by the account's lists, and were handed on already
 * @param turns how many of those to be looked at closely are so because their turn has come
 * @param asOf when the credential report was made that this rests on; empty where the secrets were
 *     too few for one to pay
 * @param unscreened why everything is looked at closely; empty where it is not, and where the
 *     secrets are few
 * @param unsearched why a user whose secret is gone may not have been found; empty where every one
 *     was searched for whose turn it was
 */
public record PassChoice(
    FoundSecrets found,
    int due,
    int leftAlone,
    int turns,
    Optional<Instant> asOf,
    Optional<String> unscreened,
    Optional<String> unsearched) {
  /** Those that somebody has named, or a list without any. */
  public static PassChoice of(FoundSecrets found) {
    return new PassChoice(found, 0, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether there is nothing to do and nothing to tell. */
  public boolean isEmpty() {
    return found.isEmpty() && leftAlone == 0;
  }
}
