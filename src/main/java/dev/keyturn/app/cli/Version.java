package dev.keyturn.app.cli;

import java.util.Optional;

/** Which Keyturn this is. */
final class Version {
  private Version() {}

  /** From the jar's manifest; classes that were never packed have none. */
  static String current() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }
}
