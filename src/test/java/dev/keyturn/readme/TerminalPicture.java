package dev.keyturn.readme;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal shows, as a picture: its lines, in their colours. */
public final class TerminalPicture {
  /** A stretch of text in one colour, or in none. */
  private static final Pattern STRETCH =
      Pattern.compile("\u001b\\[(\\d+)m(.*?)\u001b\\[0m|([^\u001b]+)");

  private static final Map<String, String> CLASSES =
      Map.of("1", "bold", "2", "dim", "31", "red", "32", "green", "33", "yellow");

  private static final int SIZE = 13;
  private static final int LINE = 18;
  private static final int MARGIN = 18;

  /** A monospaced letter is at most so wide, in parts of its height. */
  private static final double LETTER = 0.61;

  private static final String FONT =
      "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

  private TerminalPicture() {}

  /**
   * Draws one.
   *
   * @param command what was typed
   * @param lines what was printed, with the escape sequences of its colours
   */
  public static Picture of(String command, List<String> lines) {
    int columns =
        lines.stream()
            .mapToInt(line -> line.replaceAll("\u001b\\[\\d+m", "").length())
            .max()
            .orElse(0);
    Picture picture =
        new Picture(
            (int) Math.ceil(columns * SIZE * LETTER) + 2 * MARGIN,
            (lines.size() + 1) * LINE + 2 * MARGIN,
            "A terminal in which " + command + " was typed",
            FONT,
            SIZE);
    int y = MARGIN + SIZE;
    picture.add(
        "<text x=\"%d\" y=\"%d\"><tspan class=\"dim\">$ </tspan><tspan class=\"bold\">%s</tspan></text>"
            .formatted(MARGIN, y, Picture.escaped(command)));
    for (String line : lines) {
      y += LINE;
      if (!line.isEmpty()) {
        picture.add("<text x=\"%d\" y=\"%d\">%s</text>".formatted(MARGIN, y, spans(line)));
      }
    }
    return picture;
  }

  private static String spans(String line) {
    StringBuilder spans = new StringBuilder();
    Matcher stretch = STRETCH.matcher(line);
    int end = 0;
    while (stretch.lookingAt()) {
      end = stretch.end();
      spans.append(
          stretch.group(3) != null
              ? Picture.escaped(stretch.group(3))
              : "<tspan class=\"%s\">%s</tspan>"
                  .formatted(look(stretch.group(1)), Picture.escaped(stretch.group(2))));
      stretch.region(end, line.length());
    }
    if (end < line.length()) {
      throw new IllegalArgumentException("there is an escape sequence that no picture knows");
    }
    return spans.toString();
  }

  private static String look(String code) {
    String look = CLASSES.get(code);
    if (look == null) {
      throw new IllegalArgumentException("no picture knows the escape sequence " + code);
    }
    return look;
  }
}
