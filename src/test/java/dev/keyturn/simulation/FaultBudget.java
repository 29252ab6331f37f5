package dev.keyturn.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much may go wrong on one path.
 *
 * @param mishaps each may befall any call
 * @param atMost how many of them on one path
 * @param pauses one of these may pass, at most one on each path; empty for none
 * @param pausesAnywhere whether a pause may come while both are at work; or only when the other one
 *     is over, while one still has to go on
 * @param beginsWithAnyone whether a mishap may begin with a call of any process; or only with one
 *     of the first
 */
record FaultBudget(
    Map<String, Orders.Mishap> mishaps,
    int atMost,
    List<Duration> pauses,
    boolean pausesAnywhere,
    boolean beginsWithAnyone) {
  static final FaultBudget NONE = new FaultBudget(Map.of(), 0, List.of(), false);

  FaultBudget {
    mishaps = new TreeMap<>(mishaps);
  }

  FaultBudget(
      Map<String, Orders.Mishap> mishaps, int atMost, List<Duration> pauses, boolean anywhere) {
    this(mishaps, atMost, pauses, anywhere, true);
  }

  /**
   * The same where any process is like the first: what begins with another is a mirror image, as
   * long as there is one mishap at most.
   */
  FaultBudget ofTwins() {
    if (atMost > 1) {
      throw new IllegalStateException("one mishap of each of the twins has no mirror image");
    }
    return new FaultBudget(mishaps, atMost, pauses, pausesAnywhere, false);
  }

  boolean mayBeginWith(int seat) {
    return beginsWithAnyone || seat == 0;
  }
}
