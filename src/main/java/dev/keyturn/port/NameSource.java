package dev.keyturn.port;

import dev.keyturn.model.VersionId;

/** Names that nobody has used before. Given, so that a simulated run can be replayed exactly. */
public interface NameSource {
  /** A name for one run, short enough for a person to compare. */
  String holder();

  /** A version ID. */
  VersionId version();
}
