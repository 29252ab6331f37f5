package dev.keyturn.fleet;

import dev.keyturn.result.RunReport;
import java.time.Instant;

/** What comes of screening one secret: nothing is done for it, or the engine looks at it. */
public sealed interface Screening {
  /**
   * It is at rest, as far as the lists of its account tell.
   *
   * @param until when something is due for it
   * @param report what there is to tell of it, by these lists
   */
  record LeaveAlone(Instant until, RunReport report) implements Screening {}

  /** It is looked at. */
  record LookClosely(Why why, String words) implements Screening {}

  /** Why a secret is looked at closely, in the order in which a pass does so. */
  enum Why {
    /** Something is due, or half done. */
    DUE,
    /** The last pass was to look at it, and did not come to it, or found it wrong. */
    LEFT,
    /** Something is unknown, or is not as the bookkeeping has it. */
    UNEXPLAINED,
    /** Its turn has come. */
    TURN
  }
}
