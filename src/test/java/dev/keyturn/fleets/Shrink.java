package dev.keyturn.fleets;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Delta debugging: finds few events that are enough for a failure (Zeller and Hildebrandt 2002).
 */
final class Shrink {
  private Shrink() {}

  /**
   * Leaves out larger and smaller pieces as long as it still fails without them.
   *
   * @param events with which it fails
   * @param mostTries after which it takes what it has
   * @param fails whether it fails with these alone
   * @return a part of them with which it fails; within the tries, one from which no single event
   *     can be left out
   */
  static <T> List<T> toFewest(List<T> events, int mostTries, Predicate<List<T>> fails) {
    int[] tries = {0};
    return toFewest(events, some -> tries[0]++ < mostTries && fails.test(some));
  }

  private static <T> List<T> toFewest(List<T> events, Predicate<List<T>> fails) {
    List<T> kept = events;
    int pieces = 2;
    while (kept.size() > 1) {
      List<T> fewer = without(kept, pieces, fails);
      if (fewer.size() < kept.size()) {
        kept = fewer;
        pieces = Math.max(2, pieces - 1);
      } else if (pieces >= kept.size()) {
        return kept;
      } else {
        pieces = Math.min(kept.size(), 2 * pieces);
      }
    }
    return kept;
  }

  /** The same events, or fewer: all but the pieces that are not needed. */
  private static <T> List<T> without(List<T> events, int pieces, Predicate<List<T>> fails) {
    List<T> kept = events;
    int size = Math.ceilDiv(events.size(), pieces);
    for (int from = events.size() - size; from > -size; from -= size) {
      List<T> rest = new ArrayList<>(kept);
      rest.subList(Math.max(0, from), Math.min(rest.size(), from + size)).clear();
      if (!rest.isEmpty() && fails.test(rest)) {
        kept = rest;
      }
    }
    return kept;
  }
}
