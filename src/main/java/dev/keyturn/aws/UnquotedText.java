package dev.keyturn.aws;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with its quoting undone, each character with where it came from: the escapes of JSON and
 * XML and those of URLs, all at once, whoever wrote them. What was quoted several times, as a JSON
 * document in a JSON request is, takes several turns.
 */
final class UnquotedText {
  private static final Pattern QUOTED =
      Pattern.compile(
          "\\\\u(?<unit>[0-9A-Fa-f]{4})"
              + "|\\\\(?<escape>[\"\\\\/'bfnrt])"
              + "|&(?<name>amp|lt|gt|quot|apos);"
              + "|&#(?<decimal>[0-9]{1,7});"
              + "|&#x(?<hex>[0-9A-Fa-f]{1,6});"
              + "|(?<bytes>(?:%[0-9A-Fa-f]{2})+)");

  private static final Map<String, String> NAMED =
      Map.of(
          "amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "b", "\b", "f", "\f", "n",
          "\n", "r", "\r", "t", "\t");

  private final String text;
  private final int[] starts;
  private final int[] ends;

  private UnquotedText(String text, int[] starts, int[] ends) {
    this.text = text;
    this.starts = starts;
    this.ends = ends;
  }

  /** The text as it is: no turn taken yet. */
  static UnquotedText of(String text) {
    int[] starts = new int[text.length()];
    int[] ends = new int[text.length()];
    Arrays.setAll(starts, i -> i);
    Arrays.setAll(ends, i -> i + 1);
    return new UnquotedText(text, starts, ends);
  }

  /** The text as it reads after the turns that were taken. */
  String text() {
    return text;
  }

  /** Where the character at {@code at} begins in the text that all began with. */
  int start(int at) {
    return starts[at];
  }

  /** Where the character at {@code at} ends in the text that all began with. */
  int end(int at) {
    return ends[at];
  }

  /** The same after one more turn; of the same text where there is nothing left to undo. */
  UnquotedText once() {
    Matcher quoted = QUOTED.matcher(text);
    StringBuilder plain = new StringBuilder(text.length());
    int[] newStarts = new int[text.length()];
    int[] newEnds = new int[text.length()];
    int kept = 0;
    while (quoted.find()) {
      keep(plain, kept, quoted.start(), newStarts, newEnds);
      for (char c : meaning(quoted).toCharArray()) {
        newStarts[plain.length()] = starts[quoted.start()];
        newEnds[plain.length()] = ends[quoted.end() - 1];
        plain.append(c);
      }
      kept = quoted.end();
    }
    keep(plain, kept, text.length(), newStarts, newEnds);
    return new UnquotedText(plain.toString(), newStarts, newEnds);
  }

  private void keep(StringBuilder plain, int from, int to, int[] newStarts, int[] newEnds) {
    System.arraycopy(starts, from, newStarts, plain.length(), to - from);
    System.arraycopy(ends, from, newEnds, plain.length(), to - from);
    plain.append(text, from, to);
  }

  /** What an escape stands for, which is never longer than the escape. */
  private static String meaning(Matcher quoted) {
    if (quoted.group("unit") != null) {
      return String.valueOf((char) Integer.parseInt(quoted.group("unit"), 16));
    }
    if (quoted.group("escape") != null) {
      return NAMED.getOrDefault(quoted.group("escape"), quoted.group("escape"));
    }
    if (quoted.group("name") != null) {
      return NAMED.getOrDefault(quoted.group("name"), quoted.group("name"));
    }
    if (quoted.group("decimal") != null) {
      return codePoint(Integer.parseInt(quoted.group("decimal")));
    }
    if (quoted.group("hex") != null) {
      return codePoint(Integer.parseInt(quoted.group("hex"), 16));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String hex : quoted.group("bytes").substring(1).split("%", -1)) {
      bytes.write(Integer.parseInt(hex, 16));
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static String codePoint(int number) {
    return Character.isValidCodePoint(number) ? Character.toString(number) : "\uFFFD";
  }
}
