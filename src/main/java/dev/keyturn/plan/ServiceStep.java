package dev.keyturn.plan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The steps in which Secrets Manager has a rotation function rotate a secret, in their order. */
public enum ServiceStep {
  /** A new key, stored under AWSPENDING. */
  CREATE_SECRET("createSecret", "create_secret"),
  /** Where a database would be told the new password. IAM knows its keys: nothing to do. */
  SET_SECRET("setSecret", "set_secret"),
  /** Proof that the new key works. */
  TEST_SECRET("testSecret", "test_secret"),
  /** AWSCURRENT moved to the new key. */
  FINISH_SECRET("finishSecret", "finish_secret");

  private final String word;
  private final String otherWord;

  ServiceStep(String word, String otherWord) {
    this.word = word;
    this.otherWord = otherWord;
  }

  /** As Secrets Manager's templates and its own events spell it. */
  public String word() {
    return word;
  }

  /** The step of that name, in this spelling or in that of the user guide. */
  public static Optional<ServiceStep> of(String name) {
    return Arrays.stream(values())
        .filter(step -> step.word.equals(name) || step.otherWord.equals(name))
        .findFirst();
  }

  /** All names, for a message. */
  public static List<String> words() {
    return Arrays.stream(values()).map(ServiceStep::word).toList();
  }
}
