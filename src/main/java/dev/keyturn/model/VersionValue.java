package dev.keyturn.model;

import java.util.List;
import java.util.Optional;

/** The value of one secret version, as far as a rotation needs it. */
public sealed interface VersionValue {
  /** The value that holds a credential; empty where this is none. */
  default Optional<Holds> held() {
    return this instanceof Holds holds ? Optional.of(holds) : Optional.empty();
  }

  /**
   * The value holds a credential in the expected fields.
   *
   * @param document the whole value, from which the next version is written
   * @param rest the document with a stand-in for the credential, the same one for any: two whose
   *     rest is equal differ in the credential at most
   * @param sizeAfterRotation bytes of that next version, with a key ID of 20 and a secret access
   *     key of 40 characters
   * @param copies where else in the value the key is, which a rotation leaves as it is
   */
  record Holds(
      Credential credential,
      SecretText document,
      SecretText rest,
      int sizeAfterRotation,
      List<KeyCopy> copies)
      implements VersionValue {
    public Holds {
      copies = List.copyOf(copies);
    }

    /** A value that holds the key in its fields and nowhere else. */
    public Holds(
        Credential credential, SecretText document, SecretText rest, int sizeAfterRotation) {
      this(credential, document, rest, sizeAfterRotation, List.of());
    }
  }

  /**
   * The version exists only as a placeholder: a rotation was started and nothing stored yet; or it
   * does not exist.
   */
  record Absent() implements VersionValue {}

  /**
   * There is a value, and it is not one that a rotation may touch.
   *
   * @param problem what is wrong, in a sentence that names the field and shows nothing of the value
   * @param fix what to do
   */
  record Unusable(String problem, String fix) implements VersionValue {}
}
