package dev.keyturn.fleets;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What happens in a simulation, by name. An event that is left out does not happen, and no other
 * event's luck changes by that, so a failing simulation can be tried with fewer and fewer of them.
 */
final class Script {
  private final Optional<Set<String>> only;
  private final Set<String> happened = new LinkedHashSet<>();

  private Script(Optional<Set<String>> only) {
    this.only = only;
  }

  /** Whatever is drawn happens. */
  static Script open() {
    return new Script(Optional.empty());
  }

  /** Nothing but these events happens. */
  static Script only(List<String> events) {
    return new Script(Optional.of(Set.copyOf(events)));
  }

  /** Whether an event happens that was drawn; it is remembered. */
  boolean happens(String event) {
    if (only.isPresent() && !only.get().contains(event)) {
      return false;
    }
    happened.add(event);
    return true;
  }

  /** All events so far, in the order of their first mention. */
  List<String> happened() {
    return new ArrayList<>(happened);
  }
}
