package dev.keyturn.inventory;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the tag of an {@link Exemption}, strictly: a slip of the pen must not exempt anybody. */
final class ExemptionReader {
  private static final Pattern FORM =
      Pattern.compile("until=(?<until>\\d{4}-\\d{2}-\\d{2}) reason=(?<reason>\\S.*)");

  private ExemptionReader() {}

  /** What the tag's value says at that instant. */
  static Exemption read(String text, Instant now) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return new Exemption.Unreadable(text);
    }
    try {
      LocalDate until = LocalDate.parse(matcher.group("until"));
      String reason = matcher.group("reason");
      return LocalDate.ofInstant(now, ZoneOffset.UTC).isAfter(until)
          ? new Exemption.Over(until, reason)
          : new Exemption.InForce(until, reason);
    } catch (DateTimeException noSuchDay) {
      return new Exemption.Unreadable(text);
    }
  }
}
