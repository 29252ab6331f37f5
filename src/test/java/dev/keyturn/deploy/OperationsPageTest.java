package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.plan.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What docs/operations.md says, against the code and the template. */
class OperationsPageTest {
  private static final Path PAGE = Path.of("docs", "operations.md");

  @Test
  @DisplayName("The table of reasons has each at which a person has to act, in the code's words")
  void reasons() throws IOException {
    List<String> rows =
        Arrays.stream(Reason.values())
            .filter(
                reason -> reason.kind() == Reason.Kind.HALT || reason.kind() == Reason.Kind.REFUSE)
            .map(OperationsPageTest::row)
            .toList();
    assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `")))
        .containsExactlyElementsOf(rows);
  }

  @Test
  @DisplayName("Each alarm of the template has a section that says what to do")
  void alarms() throws IOException {
    Set<String> inTemplate = Template.alarms().keySet();
    Set<String> onPage =
        new TreeSet<>(
            Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList());
    assertThat(inTemplate).isNotEmpty();
    assertThat(onPage).isEqualTo(inTemplate);
  }

  @Test
  @DisplayName("The page says of each alarm whether somebody is told when it is over")
  void over() throws IOException {
    Map<String, Boolean> told = new TreeMap<>();
    Template.alarms()
        .forEach((name, alarm) -> told.put(name, alarm.properties().containsKey("OKActions")));
    Map<String, Boolean> onPage = new TreeMap<>();
    boolean inTable = false;
    for (String line : Files.readAllLines(PAGE)) {
      List<String> cells = Arrays.asList(line.split(" *\\| *", -1));
      if (inTable && cells.size() == 5 && !line.startsWith("|---")) {
        for (String name : cells.get(1).split(", ", -1)) {
          onPage.put(name, cells.get(3).startsWith("yes"));
        }
      }
      inTable = cells.size() == 5 && (inTable || cells.get(3).equals("tells of OK"));
    }
    assertThat(onPage).isEqualTo(told);
  }

  private static String row(Reason reason) {
    return "| `%s` | %s | %s |"
        .formatted(reason.word(), named(reason.sentence()), named(reason.remedy()));
  }

  private static String named(String text) {
    return text.replace("{user}", "USER")
        .replace("{secret}", "SECRET")
        .replace("{key}", "KEY")
        .replace("{current}", "KEY")
        .replaceAll("\\{(now|pending|last)}", "VERSION-ID");
  }
}
