package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.plan.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What docs/operations.md says, against the code and the template. */
class OperationsPageTest {
  private static final Path PAGE = Path.of("docs", "operations.md");
  private static final String BEGIN =
      "<!-- Written by OperationsPageTest from plan.Reason: -Dkeyturn.pages.write=true -->";
  private static final String END = "<!-- The reasons end here. -->";

  /** What a remedy says of each key ID, and the page once for all. */
  private static final Pattern WHOLE_ID =
      Pattern.compile(" \\(KEY-ID: the whole ID of key KEY, in: [^)]*\\)");

  private static final List<String> SEVERITIES =
      List.of("## What wakes somebody", "## What may wait until morning");

  /** Writes the table first, where that is asked for. */
  @Test
  @DisplayName("The table of reasons has each at which a person has to act, in the code's words")
  void reasons() throws IOException {
    List<String> table = new ArrayList<>();
    table.add("| reason | what it means | what to do |");
    table.add("|---|---|---|");
    Arrays.stream(Reason.values())
        .filter(reason -> reason.kind() == Reason.Kind.HALT || reason.kind() == Reason.Kind.REFUSE)
        .map(OperationsPageTest::row)
        .forEach(table::add);
    List<String> page = new ArrayList<>(Files.readAllLines(PAGE));
    if (Boolean.getBoolean("keyturn.pages.write")) {
      page.subList(page.indexOf(BEGIN) + 1, page.indexOf(END)).clear();
      page.addAll(page.indexOf(END), table);
      Files.write(PAGE, page);
    }
    assertThat(page.subList(page.indexOf(BEGIN) + 1, page.indexOf(END))).isEqualTo(table);
  }

  @Test
  @DisplayName("Each alarm of the template has a section that says what to do, by its severity")
  void alarms() throws IOException {
    Set<String> inTemplate = Template.alarms().keySet();
    List<String> onPage = new ArrayList<>();
    boolean hasSeverity = false;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("## ")) {
        hasSeverity = SEVERITIES.contains(line);
      } else if (line.startsWith("### ")) {
        assertThat(hasSeverity).as(line).isTrue();
        onPage.add(line.substring(4));
      }
    }
    assertThat(inTemplate).isNotEmpty();
    assertThat(onPage).containsExactlyInAnyOrderElementsOf(inTemplate);
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
    String filledIn =
        text.replace("{user}", "USER")
            .replace("{secret}", "SECRET")
            .replace("{key}", "KEY")
            .replace("{current}", "KEY")
            .replaceAll("\\{(now|pending|last)}", "VERSION-ID");
    return WHOLE_ID.matcher(filledIn).replaceAll("");
  }
}
