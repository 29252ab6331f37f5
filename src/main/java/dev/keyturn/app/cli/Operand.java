package dev.keyturn.app.cli;

import java.util.Optional;

/**
 * What a command takes without a dash before it.
 *
 * @param label what the help calls it
 * @param required whether there has to be one
 * @param many whether there may be several
 * @param format what each has to look like
 */
record Operand(String label, boolean required, boolean many, OptionFormat format, String help) {
  private static final String SECRETS = "Names or ARNs of secrets.";

  /** Any number of secrets, none included. */
  static Optional<Operand> anySecrets() {
    return Optional.of(new Operand("SECRET", false, true, OptionFormat.Shape.SECRET, SECRETS));
  }

  /** One secret or several. */
  static Optional<Operand> someSecrets() {
    return Optional.of(new Operand("SECRET", true, true, OptionFormat.Shape.SECRET, SECRETS));
  }

  /** Exactly one of something. */
  static Optional<Operand> one(String label, OptionFormat format, String help) {
    return Optional.of(new Operand(label, true, false, format, help));
  }

  /** One of something, or none. */
  static Optional<Operand> atMostOne(String label, OptionFormat format, String help) {
    return Optional.of(new Operand(label, false, false, format, help));
  }
}
