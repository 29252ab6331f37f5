package dev.keyturn.audit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A control: a rule with its limit, and the numbers under which catalogues have it.
 *
 * @param id such as {@code key-age}
 * @param title what it asks, in a sentence
 * @param days its limit; 0 where its rule has none
 * @param numbers its number in each catalogue that has it, such as {@code cis-7.0}: {@code 2.12}
 */
public record Control(
    String id, String title, ControlRule rule, int days, Map<String, String> numbers) {
  public Control {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
  }

  /** The same with another limit. */
  public Control withDays(int newDays) {
    return new Control(id, title, rule, newDays, numbers);
  }
}
