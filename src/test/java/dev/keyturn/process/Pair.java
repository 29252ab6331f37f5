package dev.keyturn.process;

import java.time.Duration;

/** Two errands at once on one secret; the first is the one that is held. */
enum Pair {
  ROTATE_ROTATE(Errand.ROTATE, Errand.ROTATE, 15),
  ROTATE_RUN(Errand.ROTATE, Errand.RUN_DUE, 15),
  RUN_ROTATE(Errand.RUN_DUE, Errand.ROTATE, 15),
  RUN_RUN(Errand.RUN_DUE, Errand.RUN_DUE, 15),
  RETIRING_ROTATE(Errand.RUN_RETIRING, Errand.ROTATE, 16),
  FIRST_KEY_ROTATE(Errand.FIRST_KEY, Errand.ROTATE, 19),
  FIRST_KEY_TWICE(Errand.FIRST_KEY, Errand.FIRST_KEY, 19),
  ADOPT_ROTATE(Errand.ADOPT, Errand.ROTATE, 8),
  /** Before it is adopted: looked at, and refused. */
  ROTATE_ADOPT(Errand.ROTATE, Errand.ADOPT, 4);

  private final Errand held;
  private final Errand other;
  private final int calls;

  Pair(Errand held, Errand other, int calls) {
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
    return other == Errand.ROTATE && !held.adopts();
  }

  Errand held() {
    return held;
  }

  Errand other() {
    return other;
  }

  /** How old the user's key has to be. */
  Duration age() {
    return held.age().compareTo(other.age()) > 0 ? held.age() : other.age();
  }

  /** What both begin with: an errand that adopts needs a secret that was not adopted. */
  Errand beginning() {
    return other.adopts() ? other : held;
  }

  @Override
  public String toString() {
    return held + " / " + other;
  }
}
