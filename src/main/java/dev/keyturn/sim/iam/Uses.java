package dev.keyturn.sim.iam;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is recorded of one key's use: the last one that IAM already tells, and later ones.
 *
 * @param uses oldest first
 */
public record Uses(List<Use> uses) {
  /** Never used. */
  public static final Uses NONE = new Uses(List.of());

  public Uses {
    uses = List.copyOf(uses);
  }

  /** Whether a use at this moment would be a new record. */
  boolean misses(Instant now) {
    return uses.isEmpty() || !uses.getLast().sharesSpanWith(now);
  }

  Uses with(Use use, Duration lag) {
    List<Use> kept = new ArrayList<>(uses);
    // Only the newest of those that may be told already is ever told again.
    while (kept.size() > 1 && !kept.get(1).at().plus(lag).isAfter(use.at())) {
      kept.removeFirst();
    }
    kept.add(use);
    return new Uses(kept);
  }

  /** What IAM tells at this moment, which lags behind. */
  public Optional<Use> told(Instant now, Duration lag) {
    for (int i = uses.size() - 1; i >= 0; i--) {
      if (!uses.get(i).at().plus(lag).isAfter(now)) {
        return Optional.of(uses.get(i));
      }
    }
    return Optional.empty();
  }

  /** The last use that was recorded, told or not. */
  public Optional<Use> last() {
    return uses.isEmpty() ? Optional.empty() : Optional.of(uses.getLast());
  }
}
