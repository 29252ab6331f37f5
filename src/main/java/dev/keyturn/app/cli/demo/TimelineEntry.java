package dev.keyturn.app.cli.demo;

import java.time.Instant;

/**
 * One line of the demo's timeline.
 *
 * @param subject the user, or the rotator
 */
public record TimelineEntry(Instant at, Mood mood, String subject, String what) {
  /** How it should look. */
  public enum Mood {
    /** As intended. */
    GOOD,
    /** Something went wrong outside, such as a process that was killed. */
    TROUBLE,
    /** A consumer was hurt. */
    BAD
  }
}
