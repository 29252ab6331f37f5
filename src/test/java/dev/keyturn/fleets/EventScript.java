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
final class EventScript {
  private final Optional<Set<String>> only;
  private final Set<String> happened = new LinkedHashSet<>();

  private EventScript(Optional<Set<String>> only) {
    this.only = only;
  }

  /** Whatever is drawn happens. */
  static EventScript open() {
    return new EventScript(Optional.empty());
  }

  /** Nothing but these events happens. */
  static EventScript only(List<String> events) {
    return new EventScript(Optional.of(Set.copyOf(events)));
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
