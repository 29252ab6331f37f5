package dev.keyturn.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Is told of each call of a process, to whatever server, and does something to that process at one
 * of them, once.
 */
final class CallWatch {
  /**
   * Where.
   *
   * @param operation such as {@code iam:CreateAccessKey}
   * @param time which of its calls, from 1
   * @param after whether the call has taken effect by then, and nobody hears of it
   */
  record Point(String operation, int time, boolean after) {
    @Override
    public String toString() {
      return "%s %s %d".formatted(after ? "after" : "before", operation, time);
    }
  }

  private final List<String> operations = new ArrayList<>();
  private Optional<Point> point = Optional.empty();
  private Runnable act = () -> {};

  /** Forgets what it was told; from now on something is done there. */
  synchronized void at(Point next, Runnable what) {
    operations.clear();
    point = Optional.of(next);
    act = what;
  }

  /** Forgets what it was told; from now on nothing is done. */
  synchronized void rest() {
    operations.clear();
    point = Optional.empty();
  }

  /** A call has come. */
  synchronized void before(String operation) {
    operations.add(operation);
    meet(operation, false);
  }

  /** It has taken effect. */
  synchronized void after(String operation) {
    meet(operation, true);
  }

  private void meet(String operation, boolean after) {
    Optional<Point> met = point.filter(new Point(operation, count(operation), after)::equals);
    if (met.isPresent()) {
      point = Optional.empty();
      act.run();
    }
  }

  private int count(String operation) {
    return (int) operations.stream().filter(operation::equals).count();
  }

  /** Whether what was to be done was done. */
  synchronized boolean isMet() {
    return point.isEmpty();
  }

  /** How many calls there were. */
  synchronized int calls() {
    return operations.size();
  }

  /** Before and after each of the calls that there were. */
  synchronized List<Point> everyPoint() {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      String operation = operations.get(i);
      int time = (int) operations.subList(0, i + 1).stream().filter(operation::equals).count();
      points.add(new Point(operation, time, false));
      points.add(new Point(operation, time, true));
    }
    return points;
  }
}
