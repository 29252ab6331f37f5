package dev.keyturn.sim.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One page of an answer.
 *
 * @param rows what is on it, perhaps nothing
 * @param nextMarker what to ask for the next page with; null when this was the last
 * @param <V> the type of a row
 */
public record Page<V>(List<V> rows, @Nullable String nextMarker) {

  /** What to ask for the next page with; empty when this was the last. */
  public Optional<String> next() {
    return Optional.ofNullable(nextMarker);
  }

  /**
   * Cuts a page.
   *
   * @param rows all rows, by an order that stays the same between calls
   * @param marker as a previous page gave it, or null for the first page
   * @param size the most rows wanted
   * @param wanted which rows are in the answer at all
   * @param paging how unkindly to cut
   * @param draws draws of this call
   * @param badMarker what to refuse a marker with that no page gave
   */
  public static <V> Page<V> cut(
      NavigableMap<String, V> rows,
      @Nullable String marker,
      int size,
      Predicate<V> wanted,
      Paging paging,
      SeededLuck draws,
      Supplier<SimulatedErrorException> badMarker) {
    Position start = marker == null ? Position.START : Position.read(marker, badMarker);
    if (!start.emptyWasServed() && draws.on("empty").chance(paging.emptyPages())) {
      return new Page<>(List.of(), new Position(true, start.after()).write());
    }
    int most = size;
    if (draws.on("short").chance(paging.shortPages())) {
      most = 1 + (int) (draws.on("length").fraction() * size);
    }
    List<V> found = new ArrayList<>();
    String last = start.after();
    NavigableMap<String, V> rest = last.isEmpty() ? rows : rows.tailMap(last, false);
    for (Map.Entry<String, V> row : rest.entrySet()) {
      if (!wanted.test(row.getValue())) {
        continue;
      }
      if (found.size() == most) {
        return new Page<>(found, new Position(false, last).write());
      }
      found.add(row.getValue());
      last = row.getKey();
    }
    return new Page<>(found, null);
  }

  /**
   * What a marker means.
   *
   * @param emptyWasServed whether the page before this one was the empty one, so that a listing
   *     ends
   * @param after the key of the last row given
   */
  private record Position(boolean emptyWasServed, String after) {
    static final Position START = new Position(false, "");

    String write() {
      String text = (emptyWasServed ? "e" : "f") + after;
      return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Position read(String marker, Supplier<SimulatedErrorException> badMarker) {
      try {
        String text = new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
        if (text.startsWith("e") || text.startsWith("f")) {
          return new Position(text.startsWith("e"), text.substring(1));
        }
      } catch (IllegalArgumentException e) {
        throw badMarker.get();
      }
      throw badMarker.get();
    }
  }
}
