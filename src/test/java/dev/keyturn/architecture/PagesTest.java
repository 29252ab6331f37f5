package dev.keyturn.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** That the pages begin with what matters, and that what they point to is there. */
class PagesTest {
  private static final int MOST_LINES = 5;
  private static final int LONGEST_LINE = 150;
  private static final Pattern NO_SENTENCE = Pattern.compile("(#|\\||```|<).*");

  private static final List<Path> SOURCES =
      List.of(Path.of("src/main/java/dev/keyturn"), Path.of("src/test/java/dev/keyturn"));

  /** A class by its room, such as {@code sim.iam.IamState}, and perhaps a member of it. */
  private static final Pattern IN_A_ROOM =
      Pattern.compile("((?:[a-z]+\\.)+)([A-Z]\\w*)(?:\\.(\\w+))?(?:\\(.*)?");

  private static final Pattern OF_TESTS = Pattern.compile("[A-Z]\\w*(?:Test|IT|Soak|Fuzz|Auditor)");

  @Test
  @DisplayName("A page begins with at most five plain lines that would do alone")
  void openings() {
    for (Path page : MarkdownPages.forPeopleInAHurry()) {
      assertThat(MarkdownPages.opening(page))
          .as(page.toString())
          .hasSizeBetween(2, MOST_LINES)
          .allMatch(line -> line.length() <= LONGEST_LINE)
          .noneMatch(line -> NO_SENTENCE.matcher(line).matches());
    }
  }

  @Test
  @DisplayName("Every link between pages leads to a file that there is, and to a heading of it")
  void links() {
    Set<String> dead = new TreeSet<>();
    for (Path page : MarkdownPages.all()) {
      for (String link : MarkdownPages.links(page)) {
        if (!link.startsWith("https://") && !leadsSomewhere(page, link)) {
          dead.add(page + ": " + link);
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  @Test
  @DisplayName("The README leads to every page")
  void readme() {
    Set<Path> linked = new TreeSet<>();
    MarkdownPages.links(Path.of("README.md"))
        .forEach(link -> linked.add(Path.of(link.replaceFirst("#.*", ""))));
    List<Path> pages = new ArrayList<>(MarkdownPages.forPeopleInAHurry());
    pages.remove(Path.of("README.md"));
    assertThat(linked).containsAll(pages);
  }

  @Test
  @DisplayName("Every class that a page names is there, with the member that is named")
  void classes() throws IOException {
    Map<String, Path> sources = sources();
    Set<String> rooms = new TreeSet<>();
    sources.keySet().forEach(type -> rooms.add(type.substring(0, type.indexOf('.'))));
    Set<String> simple = new TreeSet<>();
    sources.keySet().forEach(type -> simple.add(type.substring(type.lastIndexOf('.') + 1)));
    Set<String> dead = new TreeSet<>();
    for (Path page : MarkdownPages.forPeopleInAHurry()) {
      for (String code : MarkdownPages.code(page)) {
        Matcher named = IN_A_ROOM.matcher(code.replaceFirst("^dev\\.keyturn\\.", ""));
        boolean there;
        if (named.matches() && rooms.contains(named.group(1).replaceFirst("\\..*", ""))) {
          there = isThere(sources.get(named.group(1) + named.group(2)), named.group(3));
        } else {
          there = simple.contains(code) || !OF_TESTS.matcher(code).matches();
        }
        if (!there) {
          dead.add(page + ": " + code);
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  private static boolean leadsSomewhere(Path page, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return Files.exists(target)
        && (parts.length == 1 || MarkdownPages.anchors(target).contains(parts[1]));
  }

  private static boolean isThere(@Nullable Path source, @Nullable String member)
      throws IOException {
    return source != null
        && (member == null
            || Pattern.compile("\\b" + member + "\\b").matcher(Files.readString(source)).find());
  }

  /** Each source file by its class, below the root package. */
  private static Map<String, Path> sources() throws IOException {
    Map<String, Path> sources = new HashMap<>();
    for (Path root : SOURCES) {
      try (Stream<Path> files = Files.walk(root)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .filter(file -> root.relativize(file).getNameCount() > 1)
            .forEach(file ->
                sources.put(
                    root.relativize(file).toString().replace(".java", "").replace('/', '.'), file));
      }
    }
    return sources;
  }
}
