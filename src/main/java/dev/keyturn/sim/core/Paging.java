package dev.keyturn.sim.core;

/**
 * How unkindly answers are cut into pages. AWS may return a short or an empty page while more is to
 * come; only the marker says that it was the last.
 *
 * @param shortPages the chance, from 0 to 1, that a page holds fewer rows than asked for
 * @param emptyPages the chance, from 0 to 1, that an empty page comes before a full one
 */
public record Paging(double shortPages, double emptyPages) {
  /** Full pages only. */
  public static final Paging FULL = new Paging(0, 0);

  public Paging {
    if (shortPages < 0 || shortPages > 1 || emptyPages < 0 || emptyPages > 1) {
      throw new IllegalArgumentException("a chance lies between 0 and 1");
    }
  }
}
