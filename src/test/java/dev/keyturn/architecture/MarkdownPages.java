package dev.keyturn.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages that people read, and what is found in them without rendering them. */
final class MarkdownPages {
  private static final Path DOCS = Path.of("docs");
  private static final List<Path> BESIDE_DOCS =
      List.of(
          Path.of("README.md"),
          Path.of("ARCHITECTURE.md"),
          Path.of("CONTRIBUTING.md"),
          Path.of("SECURITY.md"),
          Path.of("deploy", "README.md"));
  private static final Path CHANGES = Path.of("CHANGELOG.md");

  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{L}\\p{N}_ -]");

  private MarkdownPages() {}

  /** What somebody in a hurry opens: all pages but the decisions and the changes. */
  static List<Path> forPeopleInAHurry() {
    return Stream.concat(BESIDE_DOCS.stream(), in(DOCS).stream()).toList();
  }

  /** All pages. */
  static List<Path> all() {
    List<Path> all = new ArrayList<>(forPeopleInAHurry());
    all.addAll(in(DOCS.resolve("decisions")));
    all.add(CHANGES);
    return all;
  }

  /** The lines below a page's title, up to the first empty one. */
  static List<String> opening(Path page) {
    return text(page)
        .lines()
        .skip(1)
        .dropWhile(String::isEmpty)
        .takeWhile(line -> !line.isEmpty())
        .toList();
  }

  /** Where a page's links lead, as they are written. */
  static List<String> links(Path page) {
    return LINK.matcher(prose(page).replace('\n', ' '))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  /** The anchors of a page's headings, as GitHub makes them. */
  static Set<String> anchors(Path page) {
    Set<String> anchors = new TreeSet<>();
    HEADING
        .matcher(prose(page))
        .results()
        .map(found -> LINK.matcher(found.group(1)).replaceAll(MarkdownPages::linkText))
        .map(words -> NOT_IN_ANCHORS.matcher(words.toLowerCase(Locale.ROOT)).replaceAll(""))
        .forEach(words -> anchors.add(words.strip().replace(' ', '-')));
    return anchors;
  }

  /** What a page has between backquotes, outside of blocks. */
  static List<String> code(Path page) {
    return CODE.matcher(prose(page)).results().map(found -> found.group(1)).toList();
  }

  private static String linkText(MatchResult link) {
    return link.group().substring(1, link.group().indexOf(']'));
  }

  private static String prose(Path page) {
    return BLOCK.matcher(text(page)).replaceAll("");
  }

  private static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
