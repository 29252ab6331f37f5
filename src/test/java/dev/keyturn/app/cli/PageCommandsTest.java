package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code status --html} and {@code run --html}. */
class PageCommandsTest {
  private final World world =
      SandboxWorld.build(Instant.parse("2026-03-01T00:00:00Z"), 1, 3, Duration.ZERO);
  private final Shell shell = new Shell(world);
  @TempDir private Path folder;

  @AfterEach
  void noSecretInAnyPage() throws IOException {
    try (var files = Files.list(folder)) {
      for (Path page : files.toList()) {
        String html = Files.readString(page);
        world.issuedSecrets().forEach(secret -> assertThat(html).doesNotContain(secret));
      }
    }
    shell.close();
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private static Document parsed(Path page) throws IOException {
    return Jsoup.parse(Files.readString(page));
  }

  @Test
  @DisplayName(
      "status --html prints what status prints, and shows what waits, why, and each key over time")
  void status() throws IOException {
    Shell.Ran ran = shell.run("status", "--html", file("s.html").toString());

    assertThat(ran.out()).isEqualTo(shell.type("status").out());
    assertThat(ran.err()).isEqualTo("Wrote %s.\n".formatted(file("s.html")));
    assertThat(shell.run("status", "--html", file("s.html").toString(), "-o", "json").err())
        .isEmpty();
    Document page = parsed(file("s.html"));
    assertThat(page.select("p.verdict").text()).isEqualTo("2 secrets: 1 due, 1 fine");
    assertThat(page.select("section[aria-labelledby=urgent] h3").text()).isEqualTo("prod/web/iam");
    assertThat(page.select("section[aria-labelledby=fine] h3").text()).isEqualTo("prod/mail/iam");
    assertThat(page.select("section[aria-labelledby=fine] svg").attr("aria-label"))
        .matches(
            "current key \\*{4}.{4}, active, .* old; now, 2026-03-01 .*; the next rotation is due, 2026.*");
    assertThat(page.select("article")).allMatch(card -> !card.select("rect.within").isEmpty());
  }

  @Test
  @DisplayName("run --html shows what was done, and the previous key in its overlap, then off")
  void run() throws IOException {
    shell.run("run", "--html", file("r.html").toString());

    assertThat(parsed(file("r.html")).select("article:has(h3:contains(prod/web/iam))").text())
        .contains("overlap", "Done: rotated");
    assertThat(timelineOfWeb("r.html"))
        .contains(
            "previous key", "in its overlap since 2026-03-01", "the overlap ends, 2026-03-08");
    world.advance(Duration.ofDays(8));
    shell.run("run", "--html", file("later.html").toString());
    assertThat(timelineOfWeb("later.html"))
        .contains("switched off since 2026-03-09", "the recovery window ends, 2026-03-16");
    assertThat(parsed(file("later.html")).select("rect.off, rect.ahead")).hasSizeGreaterThan(1);
  }

  private String timelineOfWeb(String page) throws IOException {
    return parsed(file(page))
        .select("article:has(h3:contains(prod/web/iam)) svg")
        .attr("aria-label");
  }

  @Test
  @DisplayName("Where no page can be there, run does nothing, and says why")
  void unwritable() {
    Shell.Ran ran = shell.run("run", "--html", file("no/such.html").toString());

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains(
            "such.html cannot be written: there is no folder " + file("no"), "Nothing was started");
    assertThat(shell.writes()).isEmpty();
  }

  @Test
  @DisplayName("A secret that cannot be read is on the page, too")
  void absent() throws IOException {
    Shell.Ran ran = shell.run("status", "absent", "--html", file("s.html").toString());

    assertThat(ran.exit()).isNotZero();
    assertThat(parsed(file("s.html")).select("article.card").text())
        .contains("absent refused user unknown");
  }

  @Test
  @DisplayName("Where there is nothing to tell of, no page is left, nor a part of one")
  void nothing() throws IOException {
    try (Shell empty = new Shell(WorldBuilder.seeded(1).build())) {
      Shell.Ran ran = empty.run("status", "--html", file("s.html").toString());

      assertThat(ran.out()).contains("keyturn adopt USER --secret NAME");
      assertThat(folder).isEmptyDirectory();
    }
  }
}
