package dev.keyturn.app.cli.packaging;

/** The text of a page of the manual, in the few requests of man(7) that every renderer knows. */
final class Roff {
  private final StringBuilder text = new StringBuilder();

  /** A request such as {@code .SH}, with what follows it. */
  Roff request(String name, String... arguments) {
    text.append('.').append(name);
    for (String argument : arguments) {
      text.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    text.append('\n');
    return this;
  }

  /** A line of text. */
  Roff line(String line) {
    return raw(escaped(line));
  }

  /** A line whose words are written as they are, made of {@link #bold} and {@link #italic}. */
  Roff raw(String line) {
    // A line that begins with one of these would be a request.
    text.append(line.startsWith(".") || line.startsWith("'") ? "\\&" : "")
        .append(line)
        .append('\n');
    return this;
  }

  static String bold(String words) {
    return "\\fB" + escaped(words) + "\\fR";
  }

  static String italic(String words) {
    return "\\fI" + escaped(words) + "\\fR";
  }

  /**
   * A hyphen is one that can be copied into a shell, a backslash is one, and what is not ASCII is
   * named, so that the renderer's idea of an encoding does not matter.
   */
  static String escaped(String words) {
    StringBuilder escaped = new StringBuilder();
    words
        .codePoints()
        .forEach(c -> {
          switch (c) {
            case '\\' -> escaped.append("\\e");
            case '-' -> escaped.append("\\-");
            case '~' -> escaped.append("\\(ti");
            case '^' -> escaped.append("\\(ha");
            case '\'' -> escaped.append("\\(aq");
            case '`' -> escaped.append("\\(ga");
            default -> escaped.append(c < 0x80 ? Character.toString(c) : "\\[u%04X]".formatted(c));
          }
        });
    return escaped.toString();
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
