package dev.keyturn.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A picture of a page, as SVG: drawn anew by a test and compared with the file, so that it cannot
 * be out of date. Its text stays text. What is light and what is dark follows the reader's own
 * choice, and there is a ground below it, so that it can be read on a page of either kind.
 */
public final class Picture {
  private static final Path FOLDER = Path.of("docs", "pictures");

  /** Each colour by what it is for: by day, and by night. */
  private static final SortedMap<String, List<String>> COLOURS =
      new TreeMap<>(
          Map.of(
              "ground", List.of("#f6f8fa", "#161b22"),
              "edge", List.of("#d0d7de", "#30363d"),
              "text", List.of("#1f2328", "#e6edf3"),
              "dim", List.of("#59636e", "#9198a1"),
              "green", List.of("#116329", "#56d364"),
              "yellow", List.of("#7d4e00", "#e3b341"),
              "red", List.of("#a40e26", "#ff7b72"),
              "blue", List.of("#0550ae", "#79c0ff")));

  private final StringBuilder svg = new StringBuilder();

  /**
   * Begins one.
   *
   * @param title what it shows, for whoever cannot see it
   * @param font the families of its letters
   * @param size of its letters, in pixels
   */
  public Picture(int width, int height, String title, String font, int size) {
    svg.append(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n"
                .formatted(width, height, width, height))
        .append("<title>%s</title>\n<style>\n".formatted(escaped(title)))
        .append(
            "text { font: %dpx %s; fill: var(--text); white-space: pre }\n".formatted(size, font))
        .append(".bold { font-weight: bold }\n");
    for (String name : COLOURS.keySet()) {
      svg.append(".%s { fill: var(--%s) }\n".formatted(name, name));
    }
    svg.append("svg {%s }\n".formatted(variables(0)))
        .append("@media (prefers-color-scheme: dark) { svg {%s } }\n".formatted(variables(1)))
        .append("</style>\n")
        .append(
            "<rect x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"var(--ground)\" stroke=\"var(--edge)\"/>\n"
                .formatted(width - 1, height - 1));
  }

  private static String variables(int which) {
    StringBuilder variables = new StringBuilder();
    COLOURS.forEach((name, byDayAndNight) ->
        variables.append(" --%s: %s;".formatted(name, byDayAndNight.get(which))));
    return variables.toString();
  }

  /** Adds an element. */
  public Picture add(String element) {
    svg.append(element).append('\n');
    return this;
  }

  /** Text as XML has it. */
  public static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /**
   * That the page's picture is this one; {@code -Dkeyturn.pages.write=true} writes it first.
   *
   * @param name of its file
   */
  public void hold(String name) throws IOException {
    Path file = FOLDER.resolve(name);
    String drawn = svg + "</svg>\n";
    if (Boolean.getBoolean("keyturn.pages.write")) {
      Files.writeString(file, drawn);
    }
    assertThat(file).as("%s, which -Dkeyturn.pages.write=true draws anew", file).hasContent(drawn);
  }
}
