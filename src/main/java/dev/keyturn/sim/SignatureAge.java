package dev.keyturn.sim;

import dev.keyturn.sim.wire.Authorization;
import dev.keyturn.sim.wire.CommonError;
import dev.keyturn.sim.wire.Service;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Whether a request was signed just now: a signature is good for 15 minutes, before and after.
 *
 * @param service whose errors to use
 * @param clocks the times that count as now
 */
record SignatureAge(Service service, List<Instant> clocks) {
  private static final Duration TOLERANCE = Duration.ofMinutes(15);
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  void check(String date, Authorization claim) {
    Instant signed = read(date);
    if (!date.startsWith(claim.date())) {
      throw CommonError.WRONG_SIGNATURE.in(
          service,
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP: '"
              + claim.date()
              + "' != '"
              + date.substring(0, 8)
              + "', from '"
              + date
              + "'.");
    }
    for (Instant clock : clocks) {
      if (Duration.between(signed, clock).abs().compareTo(TOLERANCE) <= 0) {
        return;
      }
    }
    Instant now = clocks.getFirst();
    throw CommonError.WRONG_SIGNATURE.in(
        service, signed.isBefore(now) ? expired(date, now) : notYet(date, now));
  }

  private static String expired(String date, Instant now) {
    return "Signature expired: "
        + date
        + " is now earlier than "
        + BASIC.format(now.minus(TOLERANCE))
        + " ("
        + BASIC.format(now)
        + " - 15 min.)";
  }

  private static String notYet(String date, Instant now) {
    return "Signature not yet current: "
        + date
        + " is still later than "
        + BASIC.format(now.plus(TOLERANCE))
        + " ("
        + BASIC.format(now)
        + " + 15 min.)";
  }

  private Instant read(String date) {
    try {
      return LocalDateTime.parse(date, BASIC).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw CommonError.INCOMPLETE_SIGNATURE.in(
          service, "Date must be in ISO-8601 'basic format'. Got '" + date + "'.");
    }
  }
}
