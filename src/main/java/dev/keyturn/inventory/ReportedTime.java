package dev.keyturn.inventory;

import java.time.Instant;
import java.util.Optional;

/** A date as a credential report tells it: one of AWS's four ways to fill such a column. */
public sealed interface ReportedTime {
  /** A date, to the second. */
  record At(Instant instant) implements ReportedTime {}

  /** {@code N/A}: there is nothing that it could be the date of. */
  record NotApplicable() implements ReportedTime {}

  /** {@code no_information}: never, or before AWS began to note it. */
  record NoInformation() implements ReportedTime {}

  /** {@code not_supported}: AWS does not note it for this kind of user, such as root. */
  record NotSupported() implements ReportedTime {}

  /** The date, where there is one. */
  default Optional<Instant> date() {
    return this instanceof At(Instant instant) ? Optional.of(instant) : Optional.empty();
  }
}
