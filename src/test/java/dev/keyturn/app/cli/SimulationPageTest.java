package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.inventory.Reports;
import dev.keyturn.sim.WorldBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.ParseError;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code simulate --html}, as a parser of HTML reads it. */
class SimulationPageTest {
  private static final String OLD = "2025-06-01T00:00:00Z";
  private static final String USED = "2026-03-01T08:00:00Z";
  private static final String HOSTILE = "<script>alert(1)</script>";

  private final Shell shell = new Shell(WorldBuilder.seeded(5).build());
  @TempDir private Path folder;

  private static String user(String name) {
    return Reports.user(name, Reports.key(true, OLD, USED), Reports.noKey());
  }

  private String page(String... rows) throws IOException {
    Path report = Files.writeString(folder.resolve("r.csv"), Reports.of(rows));
    Path page = folder.resolve("r.html");
    Shell.Ran ran =
        shell.run(
            "simulate", "--report", report.toString(), "--days", "16", "--html", page.toString());
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("Wrote ");
    return Files.readString(page);
  }

  private String usual() throws IOException {
    return page(
        user("shop"),
        user("mail"),
        user("web"),
        Reports.user("two", Reports.key(true, OLD, USED), Reports.key(true, OLD)),
        Reports.user("idle", Reports.key(true, OLD), Reports.noKey()),
        Reports.user("none", Reports.noKey(), Reports.noKey()));
  }

  @Test
  @DisplayName(
      "It has the days as a drawing, who halts, what to retire, the calls, and until when to read")
  void structure() throws IOException {
    Document page = Jsoup.parse(usual());

    assertThat(page.select("p.verdict.bad").text()).startsWith("5 users adopted, 4 rotations");
    assertThat(page.select(".figures li").eachText())
        .contains("1 user halts", "1 key to retire instead", "5 users adopted", "4 rotations");
    assertThat(page.select("svg").attr("aria-label"))
        .matches(
            "Rotations a day, [1-3] at most; without a spread it would be 4 on the first day.");
    assertThat(page.select("svg rect.ahead")).hasSize(1);
    assertThat(page.select("svg rect.within")).hasSizeBetween(2, 4);
    assertThat(page.select("section[aria-labelledby=calls] tbody th").eachText())
        .containsExactly(
            "The first days, all overdue keys in the first run",
            "The first days, overdue keys spread over 7d",
            "The busiest of all",
            "A run that looks at every secret");
    assertThat(page.select("section[aria-labelledby=halted] tbody tr").text())
        .startsWith("two 2026-03-0")
        .contains("retire the one that nobody uses");
    assertThat(page.select("section[aria-labelledby=retire] tbody th").eachText())
        .containsExactly("idle");
    assertThat(page.select("section[aria-labelledby=readings] tbody th").eachText())
        .containsExactlyInAnyOrder("shop", "mail", "web", "idle");
    assertThat(page.select("section[aria-labelledby=readings] tbody td:nth-child(5)").eachText())
        .isSorted();
    assertThat(page.select("section[aria-labelledby=others] tbody th").eachText())
        .containsExactly("no key", "root");
    assertThat(page.select("footer code").eachText()).anyMatch(it -> it.matches("[0-9a-f]{64}"));
  }

  @Test
  @DisplayName("It is well formed and needs nothing from elsewhere, and the same input makes it")
  void alone() throws IOException {
    String html = usual();
    Parser parser = Parser.htmlParser().setTrackErrors(100);
    Document page = Jsoup.parse(html, "", parser);

    assertThat(parser.getErrors()).extracting(ParseError::toString).isEmpty();
    assertThat(page.select("table")).isNotEmpty().allMatch(it -> !it.select("caption").isEmpty());
    assertThat(page.select("th")).isNotEmpty().allMatch(it -> it.hasAttr("scope"));
    assertThat(page.select("[src], link, iframe, object, [style], base, form")).isEmpty();
    assertThat(usual()).isEqualTo(html);
  }

  @Test
  @DisplayName("Hostile names are text")
  void hostile() throws IOException {
    Document page =
        Jsoup.parse(page(user("shop"), user("x").replace("x,arn", "\"" + HOSTILE + "\",arn")));

    assertThat(page.select("section[aria-labelledby=others]").text()).contains(HOSTILE);
    assertThat(page.select("script")).hasSize(1);
  }

  @Test
  @DisplayName("Where no page can be there, or the report is, nothing is simulated")
  void unwritable() throws IOException {
    String report = Files.writeString(folder.resolve("r.csv"), Reports.of(user("a"))).toString();

    Shell.Ran nowhere =
        shell.run("simulate", "--report", report, "--html", folder.resolve("no/x").toString());
    Shell.Ran over = shell.run("simulate", "--report", report, "--html", report);

    for (Shell.Ran ran : Arrays.asList(nowhere, over)) {
      assertThat(ran.exit()).isEqualTo(2);
      assertThat(ran.out()).isEmpty();
    }
    assertThat(nowhere.err())
        .contains(
            "x cannot be written: there is no folder " + folder.resolve("no"), "make it first");
    assertThat(over.err()).contains("html would write over the report");
  }
}
