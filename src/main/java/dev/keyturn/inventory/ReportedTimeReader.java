package dev.keyturn.inventory;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Reads the dates of a credential report, and what stands in their place. */
final class ReportedTimeReader {
  /** As each date begins; a zero stands for any digit. */
  private static final String FORM = "0000-00-00T00:00:00";

  private ReportedTimeReader() {}

  /**
   * Reads a column. AWS wrote {@code +00:00} until 2023 at least, and writes {@code Z} since 2025
   * at the latest.
   *
   * @return empty for what AWS never writes
   */
  static Optional<ReportedTime> parse(String text) {
    return switch (text) {
      case "N/A" -> Optional.of(new ReportedTime.NotApplicable());
      case "no_information" -> Optional.of(new ReportedTime.NoInformation());
      case "not_supported" -> Optional.of(new ReportedTime.NotSupported());
      default -> instant(text).map(ReportedTime.At::new);
    };
  }

  /**
   * The one form that AWS uses, by its places: a report of a million users has five million dates,
   * and the JDK's reader of any form takes ten times as long.
   */
  private static Optional<Instant> instant(String text) {
    if (!text.endsWith("Z") && !text.endsWith("+00:00")) {
      return Optional.empty();
    }
    int length = text.length() - (text.endsWith("Z") ? 1 : 6);
    if (length != FORM.length()) {
      return Optional.empty();
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (FORM.charAt(i) == '0' ? c < '0' || c > '9' : c != FORM.charAt(i)) {
        return Optional.empty();
      }
    }
    try {
      return Optional.of(
          LocalDateTime.of(
                  number(text, 0, 4),
                  number(text, 5, 7),
                  number(text, 8, 10),
                  number(text, 11, 13),
                  number(text, 14, 16),
                  number(text, 17, 19))
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
