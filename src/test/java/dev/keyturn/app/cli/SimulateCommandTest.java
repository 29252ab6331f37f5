package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.inventory.Reports;
import dev.keyturn.sim.WorldBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code simulate --report}: a credential report as a file, and half a year. */
class SimulateCommandTest {
  private static final String OLD = "2025-06-01T00:00:00Z";
  private static final String USED = "2026-03-01T08:00:00Z";

  private final Shell shell = new Shell(WorldBuilder.seeded(5).build());
  @TempDir private Path folder;

  private static String shop() {
    return Reports.user("shop", Reports.key(true, OLD, USED), Reports.noKey());
  }

  private static String twoKeys() {
    return Reports.user("two", Reports.key(true, OLD, USED), Reports.key(true, OLD));
  }

  private String report(String csv) throws IOException {
    return Files.writeString(folder.resolve("r.csv"), csv).toString();
  }

  private Shell.Ran simulate(String... words) {
    return shell.run(Stream.concat(Stream.of("simulate"), Stream.of(words)).toArray(String[]::new));
  }

  @Test
  @DisplayName("It tells the first wave, the days, who halts, and when each new key has to be read")
  void text() throws IOException {
    String file =
        report(
            Reports.of(shop(), twoKeys(), Reports.user("idle", Reports.noKey(), Reports.noKey())));

    Shell.Ran ran = simulate("--report", file, "--days", "20");

    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("account 111122223333, 4 rows.")
        .contains("20 days on a simulated AWS, from the report's date, 2026-03-01 08:00 UTC")
        .contains("all in the first run  1 ", "spread over 7d        1 ")
        .contains("2026-03-01  ", "█")
        .contains("halts: The user has key ****", "retire the one that nobody uses")
        .containsPattern("shop +each 1h +2026-03-0\\d \\d\\d:\\d\\d UTC  2026-03-1\\d ")
        .contains("Not adopted, no key: idle.", "Not adopted, root: <root_account>.")
        .contains("2 users adopted, 1 rotation in 20 days, 1 a day at most; 1 user halts");
  }

  @Test
  @DisplayName("The same report gives the same output, whatever the time and the file's date")
  void sameAgain() throws IOException {
    String file = report(Reports.of(shop()));
    String[] words = {"--report", file, "--days", "20", "--output", "json"};

    Shell.Ran first = simulate(words);
    shell.world().advance(Duration.ofDays(100));
    report(Reports.of(shop()));

    assertThat(simulate(words).out()).isEqualTo(first.out()).contains("\"promoted\"");
  }

  @Test
  @DisplayName("The JSON document fits its schema, and a refusal that of all commands")
  void schema() throws IOException {
    String file = report(Reports.of(shop(), twoKeys()));

    Shell.Ran ran = simulate("--report", file, "--days", "20", "-o", "json", "--overlap", "30m");

    assertThat(Schema.problems(Path.of("docs/schema/simulation.schema.json"), ran.out())).isEmpty();
    assertThat(ParsedJson.at(ParsedJson.parse(ran.out()), "terms", "policy", "overlap"))
        .isEqualTo("30m");
    assertThat(
            Schema.problems(
                Path.of("docs/schema/output.schema.json"),
                simulate("--report", "absent", "-o", "json").out()))
        .isEmpty();
  }

  @Test
  @DisplayName(
      "A policy that cannot work is said so: refused where it is none, doubted where it is one")
  void policies() throws IOException {
    String file = report(Reports.of(shop()));

    Shell.Ran none = simulate("--report", file, "--overlap", "90d");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).contains("overlap (90d) must be shorter than max-age (90d)");
    shell.env("KEYTURN_OVERLAP", "30m");
    assertThat(simulate("--report", file, "--days", "1").out())
        .contains("Doubtful: overlap (30m) is shorter than cache (1h)");
  }

  @Test
  @DisplayName(
      "Several reports, one cut short, one of two accounts and figures out of bounds are told")
  void wrongWords() throws IOException {
    String file = report(Reports.of(shop()));
    String cut = Files.writeString(folder.resolve("cut.csv"), "user,arn\n").toString();
    String both =
        Files.writeString(
                folder.resolve("both.csv"),
                Reports.of(shop(), twoKeys().replace("111122223333", "444455556666")))
            .toString();

    assertThat(simulate("--report", file, file).err()).contains("a simulation is of one account");
    assertThat(simulate("--report", cut).err())
        .contains("cut.csv: line 1", "get-credential-report");
    assertThat(simulate("--report", both).err())
        .contains("users of several accounts, 111122223333, 444455556666");
    assertThat(simulate("--report", "absent").err()).contains("there is no such file");
    assertThat(simulate("--report", file, "--schedule", "1s").err())
        .contains("schedule is 1s, but must be from 15m to 90d");
  }

  @Test
  @DisplayName("Hostile names are text, and such a user is left out")
  void hostile() throws IOException {
    String file = report(Reports.of(shop().replace("shop,arn", "\"\u001b[31m<script>\",arn")));

    Shell.Ran ran = simulate("--report", file, "--days", "1");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("Not adopted, no name that IAM allows: \\u{1b}[31m<script>.")
        .doesNotContain("\u001b");
  }

  @Test
  @DisplayName(
      "A wish to stop ends it with its own code, and nothing is printed as if it were whole")
  void stopped() throws IOException {
    String file = report(Reports.of(shop()));
    shell.stop().request();

    Shell.Ran ran = simulate("--report", file);

    assertThat(ran.exit()).isEqualTo(130);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).contains("stopped");
  }
}
