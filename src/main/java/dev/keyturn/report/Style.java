package dev.keyturn.report;

import dev.keyturn.result.SecretStatus;

/**
 * How text may look where it is going.
 *
 * @param colour whether escape sequences are understood
 * @param width how many columns there are; lines are only ever cut in tables
 */
public record Style(boolean colour, int width) {
  /** As wide as it comes: a pipe or a file. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** Plain text for a pipe or a file. */
  public static final Style PLAIN = new Style(false, UNLIMITED);

  /** Headings and names. */
  public String bold(String text) {
    return paint("1", text);
  }

  /** What matters less. */
  public String dim(String text) {
    return paint("2", text);
  }

  /** What is well. */
  public String green(String text) {
    return paint("32", text);
  }

  /** What to keep an eye on. */
  public String yellow(String text) {
    return paint("33", text);
  }

  /** What is wrong. */
  public String red(String text) {
    return paint("31", text);
  }

  /** What may be an attack. */
  public String alarm(String text) {
    return paint("1;37;41", text);
  }

  /** A status's word, in its colour. */
  public String status(SecretStatus status, String text) {
    return switch (status) {
      case REFUSED, HALTED, FAILED -> red(text);
      case STOPPED, WAITING, DUE -> yellow(text);
      case FINE -> green(text);
    };
  }

  private String paint(String code, String text) {
    return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
