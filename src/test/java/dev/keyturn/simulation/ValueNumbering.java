package dev.keyturn.simulation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values by number: equal ones have the same, others never. A search keeps millions of states, and
 * most of their parts are parts of others, too; by number each is kept once. Lists are taken apart.
 */
final class ValueNumbering {
  /** A list, by the numbers of its elements. */
  private static final class Parts {
    private final int[] numbers;

    Parts(List<Integer> numbers) {
      this.numbers = numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Parts parts && Arrays.equals(numbers, parts.numbers);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(numbers);
    }
  }

  private final Map<Object, Integer> numbers = new HashMap<>();

  /**
   * The number of a value, which must not change any more; from 0, in the order of their coming.
   */
  int number(Object value) {
    Object parts =
        value instanceof List<?> list ? new Parts(list.stream().map(this::number).toList()) : value;
    int next = numbers.size();
    Integer known = numbers.putIfAbsent(parts, next);
    return known == null ? next : known;
  }
}
