package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.keyturn.inventory.Reports;
import dev.keyturn.sim.WorldBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an audit of hostile names writes, read by parsers that others wrote: Python's csv,
 * junitparser, and the OCSF models that Prowler uses.
 */
class AuditReadersIT {
  private static final String NASTY = "=cmd()\u001b[31m\r\n\"<script>alert(1)</script>&amp;,]]>";
  private static final String SEEN =
      "=cmd()\\u{1b}[31m\\u{d}\\u{a}\"<script>alert(1)</script>&amp;,]]>";

  @TempDir private Path folder;
  private final Shell shell = new Shell(WorldBuilder.seeded(5).build());

  private String ago(int days) {
    Instant then = shell.world().now().minus(Duration.ofDays(days));
    return then.toString();
  }

  /** A quoted name; {@code Reports} makes the ARN of an ordinary one. */
  private static String named(String name, String row) {
    return '"' + name.replace("\"", "\"\"") + '"' + row.substring(row.indexOf(','));
  }

  @Test
  @DisplayName("CSV, JUnit and OCSF say the same of each key, and hostile names are text in each")
  void readByOthers() throws IOException, InterruptedException {
    String nasty =
        named(
            NASTY,
            Reports.user("plain", Reports.key(true, ago(200), ago(1)), Reports.key(true, ago(3))));
    String calm = Reports.user("calm", Reports.key(true, ago(10), ago(1)), Reports.noKey());
    String none = Reports.user("none", Reports.noKey(), Reports.noKey());
    Path report = Files.writeString(folder.resolve("r.csv"), Reports.of(nasty, calm, none));
    Files.setLastModifiedTime(report, FileTime.from(shell.world().now()));

    Shell.Ran ran =
        shell.run(
            "audit",
            "--report",
            report.toString(),
            "--csv",
            folder.resolve("o.csv").toString(),
            "--junit",
            folder.resolve("o.xml").toString(),
            "--ocsf",
            folder.resolve("o.json").toString());

    assertThat(ran.exit()).isEqualTo(7);
    Object read = read();
    assertThat(ParsedJson.at(read, "csv")).asInstanceOf(LIST).hasSize(3);
    assertThat(ParsedJson.at(read, "csv", 0, "user")).isEqualTo("'" + NASTY);
    assertThat(ParsedJson.at(read, "csv", 0, "failing")).isEqualTo("key-age one-active-key");
    assertThat(ParsedJson.at(read, "junit")).asInstanceOf(LIST).hasSize(3);
    assertThat(ParsedJson.at(read, "junit", 0, "name")).isEqualTo(SEEN + ", key 1");
    assertThat(ParsedJson.at(read, "junit", 0, "results", 0))
        .isEqualTo(
            Map.of(
                "kind",
                "Failure",
                "message",
                "key-age, one-active-key",
                "text",
                "key-age: 200 days old\none-active-key: 2 active keys\nTry: aws iam list-users"));
    assertThat(ParsedJson.at(read, "junit", 2, "results")).asInstanceOf(LIST).isEmpty();
    assertThat(ParsedJson.at(read, "ocsf", 0))
        .isEqualTo(
            Map.of(
                "control", "key-age",
                "compliance", "Fail",
                "status", "New",
                "severity", "Medium",
                "version", "1.6.0",
                "type", "Create",
                "user", NASTY,
                "uid",
                    "keyturn/key-age/arn:aws:iam::111122223333:user/service/plain/access-key-1"));
    assertThat(ParsedJson.at(read, "ocsf")).asInstanceOf(LIST).hasSize(15);
  }

  private Object read() throws IOException, InterruptedException {
    Path python = Path.of(System.getProperty("keyturn.venv", "target/venv"), "bin", "python");
    Path out = folder.resolve("read.json");
    Process reader =
        new ProcessBuilder(
                List.of(
                    python.toAbsolutePath().toString(),
                    "src/test/python/read_audit.py",
                    folder.resolve("o.csv").toString(),
                    folder.resolve("o.xml").toString(),
                    folder.resolve("o.json").toString()))
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(reader.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(reader.exitValue()).describedAs(Files.readString(out)).isZero();
    return ParsedJson.parse(Files.readString(out));
  }
}
