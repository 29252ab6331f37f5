package dev.keyturn.sim.secrets;

/** The steps of a rotation, in order, spelled as AWS's own templates and CloudTrail spell them. */
public enum RotationStep {
  /** Make a new value and store it under AWSPENDING. */
  CREATE("createSecret"),
  /** Tell the new value to whoever must know it. */
  SET("setSecret"),
  /** Prove that the new value works. */
  TEST("testSecret"),
  /** Move AWSCURRENT. */
  FINISH("finishSecret");

  private final String wireName;

  RotationStep(String wireName) {
    this.wireName = wireName;
  }

  /** As it stands in the function's event. */
  public String wireName() {
    return wireName;
  }

  /** The step after this one; after the last, the last again. */
  RotationStep following() {
    return switch (this) {
      case CREATE -> SET;
      case SET -> TEST;
      case TEST, FINISH -> FINISH;
    };
  }
}
