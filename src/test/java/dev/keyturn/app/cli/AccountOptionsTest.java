package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.WorldBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the options for many accounts is told at once, before anything is asked. */
class AccountOptionsTest {
  private final Shell shell = new Shell(WorldBuilder.seeded(1).build());

  private List<String> problems(String command) {
    Shell.Ran ran = shell.type(command);
    assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(2);
    assertThat(shell.world().calls()).isZero();
    return ran.err().lines().toList();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "run --accounts 111111111111 | role is missing",
        "run --role keyturn | role needs to know in which accounts",
        "status --regions eu-central-1 | regions needs to know in which accounts",
        "run --role r --accounts 1111 | accounts is \"1111\", but must be account IDs",
        "run --role r --ou workloads | ou is \"workloads\", but must be the IDs of",
        "run --organization --role arn:aws:iam::111111111111:role/r | no ARN",
        "run --organization --role r --external-id x | external-id is \"x\"",
        "run --organization --role r --accounts 111111111111 | organization and accounts both",
        "run --role r --ou ou-ab12-11111111 --accounts 111111111111 | ou and accounts both",
        "run --role r --organization --regions eu | regions is \"eu\", but must be Regions",
        "run --role r --organization --regions eu-west-1,us-gov-west-1 | of several partitions",
        "run --role r --organization --regions eu-west-1 --region eu-west-2 | leave --region out",
        "run prod/web --role r --organization | a SECRET is of one account and Region",
        "plan prod/web --role r --accounts 111111111111,222222222222 | a SECRET is of one account",
        "audit --report a.csv --role r --organization | --report reads files",
        "run --role r --accounts-file /no/such/file | cannot be read",
        "run --role r --organization --accounts-at-once 0 | accounts-at-once is \"0\""
      })
  @DisplayName("A wrong option, or a combination without sense, is refused with what to do")
  void refused(String command, String told) {
    assertThat(problems(command)).anyMatch(line -> line.contains(told));
  }

  @Test
  @DisplayName("All that is wrong is told at once")
  void allAtOnce() {
    assertThat(problems("run --organization --ou x --regions y --accounts z --external-id é"))
        .anyMatch(line -> line.startsWith("keyturn: 7 problems; nothing was started."));
  }

  @Test
  @DisplayName("Secrets in the environment are of one account")
  void variable() {
    shell.env("secrets", "prod/web/iam");
    assertThat(problems("run --role r --accounts 111111111111"))
        .anyMatch(line -> line.contains("secrets names secrets of one account"));
  }

  @Test
  @DisplayName("A file of accounts has an ID a line; each wrong line is told with its number")
  void file(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("accounts");
    Files.writeString(
        file, "# ours\n111111111111   # web\n\n222222222222\n12\n111111111111\nrm -rf\u001b\n");

    assertThat(problems("run --role r --accounts-file " + file))
        .anyMatch(line -> line.contains("line 5 has \"12\""))
        .anyMatch(line -> line.contains("line 7 has \"rm -rf"))
        .noneMatch(line -> line.contains("\u001b"));
    Files.writeString(file, "# none\n");
    assertThat(problems("run --role r --accounts-file " + file))
        .anyMatch(line -> line.contains("names no account"));
    Files.writeString(file, "111111111111\n".repeat(100_001));
    assertThat(problems("run --role r --accounts-file " + file))
        .anyMatch(line -> line.contains("has more than 100,000 lines"));
  }
}
