package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.keyturn.sim.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prowler and {@code keyturn audit} on one account. {@code ./verify -Pauditors} runs it; what came
 * of it, and when, is in docs/audit.md.
 */
class ProwlerAuditor {
  private static final int PROWLER_FOUND_FAILURES = 3;

  /** Our controls by Prowler's checks. */
  private static final Map<String, String> CHECKS =
      Map.of(
          "iam_rotate_access_key_90_days", "key-age",
          "iam_user_accesskey_unused", "key-unused",
          "iam_user_two_active_access_key", "one-active-key",
          "iam_no_root_access_key", "no-root-key");

  @TempDir private Path folder;

  @Test
  @DisplayName("Prowler fails the same keys and users for the same of its checks")
  void sameFailures() throws IOException, InterruptedException {
    try (AuditedAccount account = new AuditedAccount()) {
      Map<String, SortedSet<String>> prowlers = prowlers(account);
      Map<String, SortedSet<String>> ours = ours(account);

      ours.forEach((check, failing) ->
          System.out.printf(
              "%-34s %d fail, with Prowler %d%n", check, failing.size(), size(prowlers, check)));
      assertThat(ours).isEqualTo(prowlers).hasSize(CHECKS.size());
    }
  }

  private static int size(Map<String, SortedSet<String>> failing, String check) {
    return failing.getOrDefault(check, new TreeSet<>()).size();
  }

  /**
   * Prowler names the slot for two of its checks: {@code web-access-key-1}, {@code web/AccessKey1}.
   */
  private Map<String, SortedSet<String>> prowlers(AuditedAccount account)
      throws IOException, InterruptedException {
    Path program = Path.of("target/venv-auditors/bin/prowler").toAbsolutePath();
    assertThat(program).describedAs("./verify -Pauditors makes it").isExecutable();
    List<String> command = new ArrayList<>(List.of(program.toString(), "aws", "-c"));
    command.addAll(CHECKS.keySet());
    command.addAll(List.of("--region", "us-east-1", "-M", "csv", "-b", "--no-color"));
    command.addAll(List.of("-o", folder.toString(), "-F", "prowler"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Credentials administrator = account.world().administrator();
    builder.environment().put("AWS_ENDPOINT_URL", account.endpoint().toString());
    builder.environment().put("AWS_ACCESS_KEY_ID", administrator.accessKeyId());
    builder.environment().put("AWS_SECRET_ACCESS_KEY", administrator.secretAccessKey());
    Path said = folder.resolve("said.txt");
    Process prowler = builder.redirectOutput(said.toFile()).start();
    assertThat(prowler.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(prowler.exitValue())
        .describedAs(Files.readString(said))
        .isEqualTo(PROWLER_FOUND_FAILURES);
    Map<String, SortedSet<String>> failing = new TreeMap<>();
    for (NamedCsvRecord row : rows(folder.resolve("prowler.csv"), ';')) {
      if (row.getField("STATUS").equals("FAIL")) {
        String key = row.getField("RESOURCE_NAME").replaceFirst("(-access-key-|/AccessKey)", " ");
        failing.computeIfAbsent(row.getField("CHECK_ID"), check -> new TreeSet<>()).add(key);
      }
    }
    return failing;
  }

  private Map<String, SortedSet<String>> ours(AuditedAccount account) throws IOException {
    Path csv = folder.resolve("keyturn.csv");
    try (Shell shell = new Shell(account.world(), account.completing())) {
      assertThat(shell.run("audit", "--csv", csv.toString()).exit()).isEqualTo(7);
    }
    Map<String, SortedSet<String>> failing = new TreeMap<>();
    for (NamedCsvRecord row : rows(csv, ',')) {
      CHECKS.forEach((check, control) -> {
        if (row.getField(control).startsWith("fail")) {
          boolean isOfUser = control.startsWith("one") || control.startsWith("no");
          String key = row.getField("user") + (isOfUser ? "" : " " + row.getField("access_key"));
          failing.computeIfAbsent(check, none -> new TreeSet<>()).add(key);
        }
      });
    }
    return failing;
  }

  private static List<NamedCsvRecord> rows(Path csv, char separator) throws IOException {
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder().fieldSeparator(separator).ofNamedCsvRecord(csv)) {
      return reader.stream().toList();
    }
  }
}
