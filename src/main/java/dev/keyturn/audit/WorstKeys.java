package dev.keyturn.audit;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The keys that need somebody most, a bounded number of them, out of however many: an account of a
 * million users is passed over in flat memory. How many were left out is told.
 */
public final class WorstKeys {
  private final int most;
  private final PriorityQueue<AuditedKey> kept;
  private long leftOut;

  /** None yet, and never more than {@code most}, which is at least one. */
  public WorstKeys(int most) {
    this.most = most;
    this.kept = new PriorityQueue<>(Comparator.reverseOrder());
  }

  /** Keeps a key if it is among the worst so far. */
  public void add(AuditedKey key) {
    if (kept.size() == most) {
      leftOut++;
      if (key.compareTo(kept.element()) >= 0) {
        return;
      }
      kept.remove();
    }
    kept.add(key);
  }

  /** Those that were kept, what needs somebody first. */
  public List<AuditedKey> sorted() {
    return kept.stream().sorted().toList();
  }

  /** How many were not kept. */
  public long leftOut() {
    return leftOut;
  }
}
