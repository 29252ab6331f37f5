package dev.keyturn.process;

import java.time.Duration;

/** Two errands at once on one secret; the first is the one that is held. */
enum Pair {
  ROTATE_ROTATE(ProcessCommand.ROTATE, ProcessCommand.ROTATE, 15),
  ROTATE_RUN(ProcessCommand.ROTATE, ProcessCommand.RUN_DUE, 15),
  RUN_ROTATE(ProcessCommand.RUN_DUE, ProcessCommand.ROTATE, 15),
  RUN_RUN(ProcessCommand.RUN_DUE, ProcessCommand.RUN_DUE, 15),
  RETIRING_ROTATE(ProcessCommand.RUN_RETIRING, ProcessCommand.ROTATE, 16),
  FIRST_KEY_ROTATE(ProcessCommand.FIRST_KEY, ProcessCommand.ROTATE, 19),
  FIRST_KEY_TWICE(ProcessCommand.FIRST_KEY, ProcessCommand.FIRST_KEY, 19),
  ADOPT_ROTATE(ProcessCommand.ADOPT, ProcessCommand.ROTATE, 8),
  /** Before it is adopted: looked at, and refused. */
  ROTATE_ADOPT(ProcessCommand.ROTATE, ProcessCommand.ADOPT, 4);

  private final ProcessCommand held;
  private final ProcessCommand other;
  private final int calls;

  Pair(ProcessCommand held, ProcessCommand other, int calls) {
    this.held = held;
    this.other = other;
    this.calls = calls;
  }

  /** How many calls the first makes at least, where nothing comes in between. */
  int calls() {
    return calls;
  }

  /** Whether the second waits for the end of a lease of the first, unless it is told not to. */
  boolean canWait() {
    return other == ProcessCommand.ROTATE && !held.adopts();
  }

  ProcessCommand held() {
    return held;
  }

  ProcessCommand other() {
    return other;
  }

  /** How old the user's key has to be. */
  Duration age() {
    return held.age().compareTo(other.age()) > 0 ? held.age() : other.age();
  }

  /** What both begin with: an errand that adopts needs a secret that was not adopted. */
  ProcessCommand beginning() {
    return other.adopts() ? other : held;
  }

  @Override
  public String toString() {
    return held + " / " + other;
  }
}
