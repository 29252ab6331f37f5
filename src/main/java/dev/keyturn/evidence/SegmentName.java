package dev.keyturn.evidence;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of segments, such as {@code 20261130T151827.123Z-k3v9c2aa}: when the run began to write, so
 * that the order of names is that of time, and a name that was drawn for it.
 */
public final class SegmentName {
  private static final Pattern FORM = Pattern.compile("[0-9]{8}T[0-9]{6}\\.[0-9]{3}Z-[0-9a-z]{8}");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private SegmentName() {}

  /**
   * A name.
   *
   * @param drawn eight characters that no other run has
   */
  public static String of(Instant begun, String drawn) {
    return TIME.format(begun) + "-" + drawn;
  }

  /** What comes after the names of all segments that were begun before. */
  public static String from(Instant begun) {
    return TIME.format(begun);
  }

  /** When the run of a segment began to write. */
  static Instant begun(String segment) {
    return TIME.parse(segment.substring(0, segment.lastIndexOf('-')), Instant::from);
  }

  /** Whether a text is one. */
  public static boolean isOne(String text) {
    try {
      return FORM.matcher(text).matches() && begun(text).isAfter(Instant.EPOCH);
    } catch (DateTimeParseException noTime) {
      return false;
    }
  }
}
