package dev.keyturn.aws;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * All parts of a text that have one length, each to be found once in other texts. A rolling hash
 * goes first (as Rabin and Karp have it): a million characters of secrets are looked through in
 * milliseconds, and a run over many secrets may meet many failures.
 */
final class SubstringSearch {
  private static final int BASE = 31;
  private static final int FILTER_PER_CHARACTER = 64;

  private final String text;
  private final int size;
  private final int leaving;
  private final int slots;
  private final BitSet filter;
  private final Set<String> done = new HashSet<>();

  /** The parts of {@code text} with {@code size} characters. */
  SubstringSearch(String text, int size) {
    this.text = text;
    this.size = size;
    int power = 1;
    for (int i = 1; i < size; i++) {
      power *= BASE;
    }
    this.leaving = power;
    this.slots = Integer.highestOneBit(text.length() * FILTER_PER_CHARACTER);
    this.filter = new BitSet(slots);
    int hash = 0;
    for (int end = 1; end <= text.length(); end++) {
      hash = rolled(hash, text, end);
      if (end >= size) {
        filter.set(slot(hash));
      }
    }
  }

  /** Adds to {@code found} from where to where the text has a part of {@code other}. */
  void add(String other, List<int[]> found) {
    int hash = 0;
    for (int end = 1; end <= other.length(); end++) {
      hash = rolled(hash, other, end);
      // Once found, it need not be found again: a text may say the same all over.
      if (end >= size && filter.get(slot(hash)) && done.add(other.substring(end - size, end))) {
        addAll(other.substring(end - size, end), found);
      }
    }
  }

  private void addAll(String part, List<int[]> found) {
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      found.add(new int[] {at, at + size});
    }
  }

  /** The hash of the last {@code size} characters before {@code end}. */
  private int rolled(int hash, String of, int end) {
    int kept = end > size ? hash - of.charAt(end - size - 1) * leaving : hash;
    return kept * BASE + of.charAt(end - 1);
  }

  private int slot(int hash) {
    return (hash ^ (hash >>> 16)) & (slots - 1);
  }
}
