package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.keyturn.inventory.Reports;
import dev.keyturn.sim.WorldBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit --report}: a credential report as a file, and nothing else. */
class AuditCommandTest {
  private final Shell shell =
      new Shell(WorldBuilder.seeded(5).user("alice", user -> user.key(Duration.ofDays(9))).build());
  private final Instant now = shell.world().now();
  @TempDir private Path folder;

  private String ago(int days) {
    return now.minus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private String fresh(String name) {
    return Reports.user(name, Reports.key(true, ago(10), ago(1)), Reports.noKey());
  }

  private String old(String name) {
    return Reports.user(name, Reports.key(true, ago(200), ago(1)), Reports.noKey());
  }

  private Path report(String name, String csv) throws IOException {
    Path file = Files.writeString(folder.resolve(name), csv);
    Files.setLastModifiedTime(file, FileTime.from(now.minusSeconds(60)));
    return file;
  }

  private Shell.Ran audit(String... words) {
    return shell.run(Stream.concat(Stream.of("audit"), Stream.of(words)).toArray(String[]::new));
  }

  @Test
  @DisplayName("What needs somebody comes first, with what to type, and the exit code says so")
  void table() throws IOException {
    Path file = report("r.csv", Reports.of(fresh("calm"), old("shop"), old("ancient")));

    Shell.Ran ran = audit("--report", file.toString());

    assertThat(ran.exit()).isEqualTo(7);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("4 rows", "keyturn adopt shop --secret NAME")
        .contains("2 of 3 keys of 3 users fail a control; 0 pass narrowly, 0 are exempt.")
        .doesNotContain("calm");
    assertThat(audit("--report", file.toString(), "--all").out()).contains("calm");
  }

  @Test
  @DisplayName("Where nothing fails it says so, and exits with 0; so with --fail-on none")
  void nothingFails() throws IOException {
    Path calm = report("calm.csv", Reports.of(fresh("calm")));
    Path bad = report("bad.csv", Reports.of(old("shop")));

    Shell.Ran ran = audit("--report", calm.toString());
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("No control fails: 1 keys of 1 users");
    assertThat(audit("--report", bad.toString(), "--fail-on", "none").exit()).isZero();
    assertThat(audit("--report", bad.toString(), "--fail-on", "one-active-key").exit()).isZero();
    assertThat(audit("--report", bad.toString(), "--fail-on", "cis-7.0").exit()).isEqualTo(7);
  }

  @Test
  @DisplayName("Several reports are one audit; limits and controls are as they are asked for")
  void options() throws IOException {
    Path one = report("a.csv", Reports.of(fresh("calm")));
    Path two = report("b.csv", Reports.of(fresh("other")));

    Shell.Ran ran =
        audit(
            "--max-age", "5d", "--controls", "key-age", "--report", one.toString(), two.toString());

    assertThat(ran.exit()).isEqualTo(7);
    assertThat(ran.out())
        .contains("2 of 2 keys")
        .contains("5 days: No active access key")
        .doesNotContain("key-unused");
  }

  @Test
  @DisplayName("A company's own controls come from a file, and a mistake in it is told")
  void ownControls() throws IOException {
    Path file = report("r.csv", Reports.of(fresh("calm")));
    String json =
        """
        {"format": "keyturn-controls/1", "controls": [
          {"id": "acme", "title": "A week", "rule": "key-age", "days": 7}]}
        """;
    Path own = Files.writeString(folder.resolve("own.json"), json);
    Path wrong = Files.writeString(folder.resolve("wrong.json"), json.replace("rule", "rules"));

    assertThat(audit("--report", file.toString(), "--controls", own.toString()).out())
        .contains("1 of 1 keys", "acme");
    Shell.Ran ran = audit("--report", file.toString(), "--controls", wrong.toString());
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("wrong.json: line 2: unknown field \"rules\"");
  }

  @Test
  @DisplayName(
      "What is no whole report is refused, with how to get one; nothing is printed or written")
  void refused() throws IOException {
    Path good = report("good.csv", Reports.of(old("shop")));
    Path cut = report("cut.csv", Reports.of(old("shop")).substring(0, 700));
    Path csv = folder.resolve("out.csv");

    Shell.Ran ran = audit("--report", good.toString(), cut.toString(), "--csv", csv.toString());

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains("cut.csv: line", "get-credential-report")
        .doesNotContain("Wrote");
    assertThat(csv).doesNotExist();
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("good.csv", "cut.csv");
  }

  @Test
  @DisplayName("An absent file, an unknown control and a wrong limit are told")
  void wrongWords() throws IOException {
    String file = report("r.csv", Reports.of(fresh("calm"))).toString();

    assertThat(audit("--report", "absent.csv").err())
        .contains("absent.csv cannot be read: there is no such file");
    assertThat(audit("--report", file, "--controls", "cis-9").err())
        .contains("\"cis-9\", which names no control");
    assertThat(audit("--report", file, "--max-age", "36h").err())
        .contains("a number of whole days");
    assertThat(audit("--report", file, "--csv", folder + "/no/such.csv").err())
        .contains(
            "such.csv cannot be written: there is no folder " + folder + "/no; make it first");
    assertThat(
            audit("--report", file, "--controls", "security-hub", "--fail-on", "one-active-key")
                .err())
        .contains("one-active-key, which", "leaves out: it would never fail");
    assertThat(audit("--report", file, "--csv", folder + "/../" + folder.getFileName() + "/r.csv"))
        .satisfies(ran -> assertThat(ran.exit()).isEqualTo(2))
        .satisfies(ran -> assertThat(ran.err()).contains("would write over the report"));
  }

  @Test
  @DisplayName("A link is written through, and what is no file stays what it is")
  void places() throws IOException, InterruptedException {
    String file = report("r.csv", Reports.of(old("shop"))).toString();
    Path target = Files.writeString(folder.resolve("target.csv"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), target);
    Path pipe = folder.resolve("pipe");
    new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    Process reader = new ProcessBuilder("cat", pipe.toString()).redirectErrorStream(true).start();

    audit("--report", file, "--csv", link.toString());
    audit("--report", file, "--csv", pipe.toString());

    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(target)).contains("shop");
    assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(Files.readString(target));
    assertThat(Files.isRegularFile(pipe)).isFalse();
  }

  @Test
  @DisplayName("A report older than a day is used, with its age and a warning")
  void oldReport() throws IOException {
    Path file = report("r.csv", Reports.of(old("shop")));
    Files.setLastModifiedTime(file, FileTime.from(now.minus(Duration.ofDays(3))));
    String aWeekAgo = Reports.of(old("shop").replace(ago(1), ago(7)));
    Path weekOld = report("w.csv", aWeekAgo);
    Files.setLastModifiedTime(weekOld, FileTime.from(now.minus(Duration.ofDays(9))));

    Shell.Ran ran = audit("--report", weekOld.toString());

    assertThat(ran.out()).contains("7d old");
    assertThat(ran.err()).contains("older than a day");
    assertThat(audit("--report", file.toString()).out()).contains("1d old");
  }

  @Test
  @DisplayName(
      "Hostile names are text: no formula in CSV, no sequence on a terminal, no end of a JSON string")
  void hostile() throws IOException {
    String row =
        old("x")
            .replace("x,arn", "\"=cmd()\u001b[31m\n\"\"<script>\",arn")
            .replace("user/service/x", "user/x");
    Path file = report("r.csv", Reports.of(row));
    Path csv = folder.resolve("out.csv");

    Shell.Ran text = audit("--report", file.toString(), "--csv", csv.toString());
    assertThat(text.err()).contains("Wrote %s.".formatted(csv));
    Shell.Ran json = audit("--report", file.toString(), "--output", "json");

    assertThat(text.out()).contains("=cmd()\\u{1b}[31m\\u{a}\"<script>").doesNotContain("\u001b");
    assertThat(ParsedJson.at(ParsedJson.parse(json.out()), "keys", 0, "user"))
        .isEqualTo("=cmd()\u001b[31m\n\"<script>");
    List<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(Files.readString(csv)).stream().toList();
    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst().getField("user")).isEqualTo("'=cmd()\u001b[31m\n\"<script>");
    assertThat(rows.getFirst().getField("remedy")).doesNotContain("cmd");
  }

  @Test
  @DisplayName("The JSON document fits its schema, whole and refused")
  void schema() throws IOException {
    Path file = report("r.csv", Reports.of(old("shop"), fresh("calm")));

    Shell.Ran ran = audit("--report", file.toString(), "--all", "-o", "json");

    assertThat(Schema.problems(Path.of("docs/schema/audit.schema.json"), ran.out())).isEmpty();
    assertThat(ParsedJson.at(ParsedJson.parse(ran.out()), "exit", "code")).isEqualTo(7L);
    assertThat(
            Schema.problems(
                Path.of("docs/schema/output.schema.json"),
                audit("--report", "absent", "-o", "json").out()))
        .isEmpty();
  }

  @Test
  @DisplayName("No more keys are shown than were asked for, and the others are counted")
  void rows() throws IOException {
    Path file = report("r.csv", Reports.of(old("a"), old("b"), old("c")));

    Shell.Ran ran = audit("--report", file.toString(), "--rows", "2");

    assertThat(ran.out()).contains("1 more keys are not shown").contains("3 of 3 keys");
  }
}
