package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.Json;
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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The policies and the page that gives their reasons. */
class PoliciesTest {
  private static final Path PAGE = Path.of("docs", "permissions.md");
  private static final Pattern BLOCK = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
  private static final Pattern ACTION = Pattern.compile("`([a-z0-9]+:[A-Z]\\w+)`");

  /** Which section of the page has the reasons of which policies. */
  private static final Map<String, Set<String>> SECTIONS =
      Map.of(
          "The rotator", Set.of("rotator", "secrets-key"),
          "The administrator", Set.of("administrator"),
          "The consumer", Set.of("consumer"),
          "The function", Set.of("function", "event-bus", "topic", "vpc"));

  @Test
  @DisplayName("The page shows the policies as they are kept")
  void shown() throws IOException {
    List<Object> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(Files.readString(PAGE));
    while (matcher.find()) {
      blocks.add(Json.parse(matcher.group(1)));
    }
    Map<String, String> values = new HashMap<>(Policies.everywhere("111122223333", "eu-central-1"));
    values.put("key_arn", "arn:aws:kms:eu-central-1:111122223333:key/KEY-ID");
    for (String name : Set.of("rotator", "secrets-key", "administrator", "consumer")) {
      assertThat(blocks).as(name).contains(Json.parse(Policies.text(name, values)));
    }
  }

  @Test
  @DisplayName("Each action that is granted has a reason on the page, and no other has")
  void reasons() throws IOException {
    Map<String, Set<String>> reasoned = reasonsBySection();
    Set<String> seen = new TreeSet<>();
    SECTIONS.forEach((section, policies) -> {
      Set<String> granted = new TreeSet<>();
      policies.forEach(policy -> granted.addAll(Policies.allowed(policy)));
      assertThat(reasoned.get(section)).as(section).isEqualTo(granted);
      seen.addAll(policies);
    });
    assertThat(seen).containsExactlyInAnyOrderElementsOf(Policies.names());
  }

  @Test
  @DisplayName("No policy passes a role, and only the administrator's tags users")
  void never() {
    for (String name : Policies.names()) {
      assertThat(Policies.allowed(name)).doesNotContain("iam:PassRole", "iam:UntagUser");
      assertThat(Policies.allowed(name)).noneMatch(action -> action.contains("*"));
      assertThat(Policies.allowed(name).contains("iam:TagUser"))
          .isEqualTo(name.equals("administrator"));
    }
  }

  /** The actions in the first columns of the tables whose head is {@code action | why}. */
  private static Map<String, Set<String>> reasonsBySection() throws IOException {
    Map<String, Set<String>> found = new HashMap<>();
    String section = "";
    boolean inTable = false;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("## ")) {
        section = line.substring(3);
      }
      inTable = line.startsWith("|") && (inTable || line.equals("| action | why |"));
      if (inTable) {
        Matcher actions = ACTION.matcher(line.substring(0, line.indexOf('|', 1)));
        while (actions.find()) {
          found.computeIfAbsent(section, s -> new TreeSet<>()).add(actions.group(1));
        }
      }
    }
    return found;
  }
}
