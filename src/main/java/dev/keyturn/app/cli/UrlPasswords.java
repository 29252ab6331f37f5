package dev.keyturn.app.cli;

import java.util.regex.Pattern;

/**
 * Takes passwords out of what was typed before it is quoted back: a URL has one between its
 * slashes, or its beginning, and the last at sign.
 */
final class UrlPasswords {
  private static final Pattern IN_URL =
      Pattern.compile("(?<=//)[^\\s'\"]*@|[^\\s'\"=/]*:[^\\s'\"]*@");

  private UrlPasswords() {}

  /** The same with three asterisks for whoever signs in at a URL. */
  static String hiddenIn(String text) {
    return IN_URL.matcher(text).replaceAll("***@");
  }
}
