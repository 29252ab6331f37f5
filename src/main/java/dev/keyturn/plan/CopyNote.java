package dev.keyturn.plan;

import dev.keyturn.model.KeyCopy;
import dev.keyturn.model.UserName;
import java.util.List;
import java.util.Optional;

/** What to tell of a key that stands in a secret's value where a rotation does not replace it. */
public final class CopyNote {
  private static final int MOST_SHOWN = 8;

  private CopyNote() {}

  /**
   * The note, with what to do about it; empty where there is no copy.
   *
   * @param secret as a command names it
   */
  public static Optional<String> of(List<KeyCopy> copies, String secret, Optional<UserName> user) {
    if (copies.isEmpty()) {
      return Optional.empty();
    }
    boolean could = copies.stream().anyMatch(KeyCopy::whole);
    return Optional.of(
        "The key is also in %s, which a rotation does not change: whoever reads it there is left with a key that is switched off. %s"
            .formatted(
                places(copies),
                could
                    ? "To have it replaced there as well: keyturn adopt %s --secret %s --fields auto"
                        .formatted(user.map(UserName::value).orElse("USER"), secret)
                    : "Have it read from its own fields."));
  }

  /** The places, for people. */
  public static String places(List<KeyCopy> copies) {
    List<String> places = copies.stream().map(KeyCopy::words).distinct().toList();
    String shown = String.join(", ", places.subList(0, Math.min(MOST_SHOWN, places.size())));
    return places.size() > MOST_SHOWN
        ? "%s and %d more".formatted(shown, places.size() - MOST_SHOWN)
        : shown;
  }
}
