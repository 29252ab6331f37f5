package dev.keyturn.report;

/** What was asked for: the same wait is in order for one, and a goal not reached for another. */
public enum Asked {
  /** Whatever is due, done or only looked at. */
  WHATEVER_IS_DUE,
  /** A rotation, now. */
  ROTATION,
  /** The previous key made current again. */
  ROLLBACK
}
