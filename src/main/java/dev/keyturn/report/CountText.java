package dev.keyturn.report;

/** A number of things, in words that fit one as well as several. */
public final class CountText {
  private CountText() {}

  /**
   * The number and what is counted.
   *
   * @param one what is said of one, such as {@code user halts}
   * @param several what is said of any other number, such as {@code users halt}
   */
  public static String of(long count, String one, String several) {
    return count + " " + words(count, one, several);
  }

  /** What is counted, without its number. */
  public static String words(long count, String one, String several) {
    return count == 1 ? one : several;
  }
}
