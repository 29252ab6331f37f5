package dev.keyturn.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a list to its end: a list that was cut short must never pass for the whole (P5). */
final class Pages {
  /**
   * 500,000 secrets in pages of 100, or anyone's keys many times over: beyond it, something loops.
   */
  private static final int MOST = 5_000;

  /**
   * One page.
   *
   * @param next how to ask for the following one; absent on the last
   */
  record Page<T>(List<T> items, @Nullable String next) {}

  private Pages() {}

  /**
   * Every page's items, in order.
   *
   * @param read asks for the page at a mark, which is absent for the first
   */
  static <T> List<T> all(String what, Function<@Nullable String, Page<T>> read) {
    List<T> all = new ArrayList<>();
    each(what, read, all::addAll);
    return List.copyOf(all);
  }

  /**
   * The same page by page, for lists that are too long to be kept.
   *
   * @param items is given each page's, before the next is asked for
   * @return how many pages there were
   */
  static <T> int each(
      String what, Function<@Nullable String, Page<T>> read, Consumer<List<T>> items) {
    String mark = null;
    for (int pages = 1; pages <= MOST; pages++) {
      Page<T> page = read.apply(mark);
      items.accept(page.items());
      String next = page.next();
      if (next == null || next.isEmpty()) {
        return pages;
      }
      if (next.equals(mark)) {
        throw new UnreadableReplyException(what + " names the same page as its own next");
      }
      mark = next;
    }
    throw new UnreadableReplyException(what + " has no last page");
  }
}
