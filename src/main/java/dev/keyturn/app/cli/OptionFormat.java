package dev.keyturn.app.cli;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Durations;
import java.net.URI;
import java.util.Set;

/** What an option's value has to look like. */
enum OptionFormat {
  TEXT("a text"),
  DURATION("a duration, such as 90s or 10m"),
  KEY_ID("a whole access key ID, such as AKIAIOSFODNN7EXAMPLE"),
  OUTPUT("text or json"),
  ALGORITHM("keyturn, old-lambda or delete-oldest"),
  URL("a URL, such as http://127.0.0.1:4588"),
  CONCURRENCY(1, 32),
  PORT(0, 65_535),
  USERS(1, 1000),
  SPEED(1, 3600),
  DAYS(1, 3650),
  SEED(0, 999_999_999);

  private final String words;
  private final int least;
  private final int most;

  OptionFormat(String words) {
    this.words = words;
    this.least = 0;
    this.most = 0;
  }

  /** A whole number. */
  OptionFormat(int least, int most) {
    this.words = "a whole number from " + least + " to " + most;
    this.least = least;
    this.most = most;
  }

  /** What it is, for a message. */
  String words() {
    return words;
  }

  /** What was typed instead, for a message; a URL only where it has no place for a password. */
  String quoted(String text) {
    return this == URL && !text.matches("[A-Za-z0-9._:/\\[\\]-]*")
        ? "something that is not shown, as it may hold a password"
        : '"' + text + '"';
  }

  boolean fits(String text) {
    return switch (this) {
      case TEXT -> !text.isBlank();
      case DURATION -> Durations.parse(text).isPresent();
      case KEY_ID -> AccessKeyId.isValid(text);
      case OUTPUT -> Set.of("text", "json").contains(text);
      case ALGORITHM -> Set.of("keyturn", "old-lambda", "delete-oldest").contains(text);
      case URL -> isUrl(text);
      case CONCURRENCY, PORT, USERS, SPEED, DAYS, SEED ->
          text.matches("\\d{1,9}")
              && Integer.parseInt(text) >= least
              && Integer.parseInt(text) <= most;
    };
  }

  private static boolean isUrl(String text) {
    try {
      URI uri = URI.create(text);
      return Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
          && uri.getHost() != null;
    } catch (IllegalArgumentException notAUri) {
      return false;
    }
  }
}
