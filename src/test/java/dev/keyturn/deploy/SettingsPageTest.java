package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.ParsedJson;
import dev.keyturn.model.Policy;
import dev.keyturn.model.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is written of the settings in pages, in the schema, the template and the module. */
class SettingsPageTest {
  private static final Path SETTINGS = Path.of("docs", "settings.md");
  private static final Path SCHEMA = Path.of("docs", "schema", "output.schema.json");
  private static final Path MODULE = Path.of("deploy", "terraform", "main.tf");

  private static final Pattern VARIABLE =
      Pattern.compile("(?m)^ +(KEYTURN_[A-Z_]+)(?:: !Ref | += var\\.)(\\w+)$");

  @Test
  @DisplayName("The table has a row for each setting, with its default and its names")
  void table() {
    assertThat(rows(section(SETTINGS, "The policy")))
        .containsExactlyElementsOf(
            settings().stream()
                .map(setting ->
                    "| %s | `%s` | `%s` | `--%s` | `%s` |"
                        .formatted(
                            setting.key(),
                            setting.defaultText(),
                            setting.variable(),
                            setting.key(),
                            setting.tag()))
                .toList());
  }

  @Test
  @DisplayName("Each setting is explained, under its name, in the order of the table")
  void explained() {
    List<String> names =
        found("(?m)^\\*\\*([a-z-]+(?:, [a-z-]+)*)\\*\\*:", section(SETTINGS, "The policy"))
            .flatMap(heading -> Arrays.stream(heading.split(", ", -1)))
            .toList();
    assertThat(names).containsExactlyElementsOf(keys());
  }

  @Test
  @DisplayName("What a tag may say is given for each setting, as it is built in")
  void tagLimits() {
    List<String> rows = rows(section(SETTINGS, "What tags may say"));
    assertThat(rows).hasSameSizeAs(settings());
    for (int i = 0; i < rows.size(); i++) {
      Setting setting = settings().get(i);
      List<String> cells = Arrays.asList(rows.get(i).split(" *\\| *", -1));
      assertThat(cells.get(1)).isEqualTo(setting.key());
      assertThat(cells.get(2)).contains("`" + setting.tagLimits() + "`");
    }
  }

  @Test
  @DisplayName("The page of tags names each of them")
  void tags() {
    assertThat(
            found(
                "`(keyturn:[a-z-]+)`",
                section(Path.of("docs", "tags.md"), "On the secret: settings")))
        .containsExactlyElementsOf(settings().stream().map(Setting::tag).toList());
  }

  @Test
  @DisplayName("Wherever a sentence says how much something is by default, it is so much")
  void sentences() throws IOException {
    Policy policy = Policy.DEFAULT;
    Duration untilDeleted = policy.overlap().plus(policy.quiet()).plus(policy.recovery());
    Set<String> right =
        Set.of(
            "%d minutes".formatted(policy.lease().toMinutes()),
            "day %d".formatted(policy.rotateAtAge().toDays()),
            "%d days".formatted(policy.rotateAtAge().toDays()),
            // With the scheduled run, or two, that the page speaks of.
            "%d days".formatted(untilDeleted.toDays() + 1));
    List<String> said =
        pages().stream()
            .flatMap(page -> found("(day \\d+|\\d+ \\w+)\\s+by\\s+default", text(page)))
            .toList();
    assertThat(said).isNotEmpty().isSubsetOf(right);
  }

  @Test
  @DisplayName("Where a page tells a key's life in prose, its periods are the defaults")
  void prose() throws IOException {
    Policy policy = Policy.DEFAULT;
    long rotated = policy.rotateAtAge().toDays();
    long overlap = policy.overlap().toDays();
    long quiet = policy.quiet().toHours();
    long recovery = policy.recovery().toDays();
    Map<String, List<String>> told =
        Map.of(
            "README.md",
            List.of(
                "the overlap (%d days)".formatted(overlap),
                "has been quiet (%d hours)".formatted(quiet),
                "the recovery window (%d days)".formatted(recovery)),
            "docs/settings.md",
            List.of(
                "replaced after %d days".formatted(rotated),
                "works for %d days more".formatted(overlap),
                "deleted %d days after it was switched off".formatted(recovery),
                "`lease` at %d minutes or above".formatted(policy.lease().toMinutes())),
            "docs/migrating.md",
            List.of(
                "goes on working for %d days,".formatted(overlap),
                "the overlap (%d days)".formatted(overlap),
                "quiet (%d hours)".formatted(quiet),
                "deleted %d days after that".formatted(recovery),
                "its age of %d days".formatted(rotated)),
            "ARCHITECTURE.md",
            List.of("in a row, over %d s".formatted(policy.verification().span().toSeconds())));
    for (Map.Entry<String, List<String>> page : told.entrySet()) {
      String text = Files.readString(Path.of(page.getKey())).replaceAll("\\s+", " ");
      assertThat(page.getValue()).as(page.getKey()).allMatch(text::contains);
    }
  }

  @Test
  @DisplayName("The schema of what is printed has a field for each setting")
  void schema() {
    Object policy =
        ParsedJson.at(ParsedJson.parse(text(SCHEMA)), "$defs", "secret", "properties", "policy");
    assertThat((List<?>) ParsedJson.at(policy, "required")).isEqualTo(keys());
    assertThat(((Map<?, ?>) ParsedJson.at(policy, "properties")).keySet())
        .map(String::valueOf)
        .containsExactlyInAnyOrderElementsOf(keys());
  }

  @Test
  @DisplayName("A parameter's default is its setting's, in the template and in the module")
  void parameters() {
    Map<String, String> inTemplate = variables(Template.text());
    assertThat(inTemplate).hasSizeGreaterThan(6);
    inTemplate.forEach((variable, parameter) ->
        Setting.ofVariable(variable)
            .ifPresent(setting ->
                assertThat(Template.block(parameter))
                    .as(parameter)
                    .contains("    Default: %s\n".formatted(setting.defaultText()))));
    Map<String, String> inModule = variables(text(MODULE));
    inTemplate.replaceAll((variable, parameter) -> Terraform.variable(parameter));
    assertThat(inModule).isEqualTo(inTemplate);
  }

  /** All but those that say how things were when they were decided. */
  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      return Stream.concat(
              Stream.of(
                  Path.of("README.md"), Path.of("ARCHITECTURE.md"), Path.of("deploy/README.md")),
              docs.filter(page -> page.toString().endsWith(".md")))
          .toList();
    }
  }

  private static List<Setting> settings() {
    return List.of(Setting.values());
  }

  private static List<String> keys() {
    return settings().stream().map(Setting::key).toList();
  }

  /** Which parameter each variable of the function is, where it is one and nothing else. */
  private static Map<String, String> variables(String text) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (Matcher found = VARIABLE.matcher(text); found.find(); ) {
      variables.put(found.group(1), found.group(2));
    }
    return variables;
  }

  /** The rows of a section's first table, without its head. */
  private static List<String> rows(String section) {
    return section
        .lines()
        .dropWhile(line -> !line.startsWith("|---"))
        .skip(1)
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  private static Stream<String> found(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map((MatchResult it) -> it.group(1));
  }

  /** What stands under a heading of the second level. */
  private static String section(Path page, String heading) {
    String text = text(page);
    int begin = text.indexOf("\n## " + heading + "\n");
    assertThat(begin).as(heading).isNotNegative();
    int end = text.indexOf("\n## ", begin + 1);
    return text.substring(begin, end < 0 ? text.length() : end);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
