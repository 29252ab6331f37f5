package dev.keyturn.report;

import java.util.Collections;
import java.util.List;

/** Numbers as bars of text, the largest as long as there is room. */
final class BarPicture {
  private static final String BAR = "█";

  private final long largest;
  private final int room;

  /** A picture of these numbers, in so many columns. */
  BarPicture(List<Integer> numbers, int room) {
    this.largest = numbers.isEmpty() ? 0 : Collections.max(numbers);
    this.room = room;
  }

  /** A number's bar; what is there at all is seen. */
  String bar(int number) {
    if (number <= 0) {
      return "";
    }
    long length = Math.round((double) number * room / largest);
    return BAR.repeat((int) Math.max(1, length));
  }
}
