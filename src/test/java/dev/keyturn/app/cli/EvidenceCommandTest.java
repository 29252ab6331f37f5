package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.hostile.PrintedSecrets;
import dev.keyturn.sim.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A journal in a folder: kept by every command that writes, read and checked by {@code evidence}.
 */
class EvidenceCommandTest {
  private static final String KEY =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f
      -----END PRIVATE KEY-----
      """;

  private final World world =
      SandboxWorld.build(Instant.parse("2026-03-01T00:00:00Z"), 1, 3, Duration.ZERO);
  private final Shell shell = new Shell(world);

  @TempDir Path folder;
  private Path journal = Path.of("");
  private Path publicKey = Path.of("");

  @BeforeEach
  void keepJournal() throws IOException {
    journal = folder.resolve("journal");
    Files.writeString(folder.resolve("key.pem"), KEY);
    shell
        .env("KEYTURN_JOURNAL", journal.toString())
        .env("KEYTURN_JOURNAL_KEY", folder.resolve("key.pem").toString());
    Shell.Ran printed = shell.type("evidence --public-key");
    assertThat(printed.out().strip())
        .isEqualTo(Files.readString(Path.of("src/test/resources/journal/vector.key")).strip());
    publicKey = Files.writeString(folder.resolve("keyturn.pub"), printed.out());
  }

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  @DisplayName("A key's life is told a line an act, with the request IDs that the output had")
  void life() throws IOException {
    shell.type("adopt backup --secret prod/backup/iam");
    Object rotated = ParsedJson.parse(shell.type("rotate prod/web/iam -o json").out());
    String caller = (String) ParsedJson.at(rotated, "caller");
    assertThat(caller).startsWith("arn:aws:sts::");
    Object secret = ((List<?>) ParsedJson.at(rotated, "secrets")).getFirst();
    List<String> ids = new ArrayList<>();
    for (Object write : (List<?>) ParsedJson.at(secret, "writes")) {
      assertThat(ParsedJson.at(write, "outcome")).isEqualTo("done");
      ids.add((String) ParsedJson.at(write, "requestId"));
    }
    assertThat(ids).hasSizeGreaterThan(4).doesNotHaveDuplicates();
    String key = (String) ParsedJson.at(secret, "currentKey");

    String told = shell.type("evidence prod/web/iam").out();
    assertThat(told.lines().findFirst().orElse("")).startsWith("WHEN");
    assertThat(told).contains(ids).contains("created key ****" + key.substring(key.length() - 4));
    assertThat(told).contains(caller.substring(caller.indexOf("assumed-role")));

    Object ofKey = ParsedJson.parse(shell.type("evidence " + key + " -o json").out());
    List<?> acts = (List<?>) ParsedJson.at(ofKey, "evidence", "acts");
    assertThat(acts).hasSizeGreaterThan(2);
    assertThat(ParsedJson.at(acts.getFirst(), "act")).isEqualTo("create-key");
    assertThat(ParsedJson.at(acts.getFirst(), "by")).isEqualTo(caller);
    for (Object id : (List<?>) ParsedJson.at(acts.getFirst(), "requestIds")) {
      assertThat(ids).contains((String) id);
    }

    Shell.Ran adopted = shell.type("evidence prod/backup/iam");
    assertThat(adopted.out()).contains("tagged IAM user backup");
    assertThat(shell.type("evidence prod/nothing").out())
        .contains("The journal says nothing of prod/nothing.");
    assertThat(PrintedSecrets.in(whole() + String.join("", shell.everything()), world)).isEmpty();
  }

  @Test
  @DisplayName("A journal is as it was written until somebody changes it; then exit code 4 says so")
  void verified() throws IOException {
    shell.type("run");
    shell.type("rotate prod/mail/iam");
    String verify = "evidence --verify --key " + publicKey;
    Shell.Ran whole = shell.type(verify);
    assertThat(whole.exit()).isZero();
    assertThat(whole.out()).startsWith("As written.").contains("2 of them with a checkpoint");
    Path kept = Files.copy(last(".checkpoint"), folder.resolve("kept"));
    assertThat(shell.type(verify + " --pin " + kept).exit()).isZero();
    Path lines = last(".jsonl");
    String before = Files.readString(lines);
    Files.writeString(lines, before.replaceFirst("created key", "deleted key"));
    Shell.Ran changed = shell.type(verify + " -o json");
    assertThat(changed.exit()).isEqualTo(4);
    assertThat(ParsedJson.at(ParsedJson.parse(changed.out()), "evidence", "check", "tampered"))
        .isEqualTo(true);
    Files.writeString(lines, before);
    Files.delete(lines);
    Files.delete(last(".checkpoint"));
    assertThat(shell.type(verify).exit()).isZero();
    Shell.Ran cut = shell.type(verify + " --pin " + kept);
    assertThat(cut.exit()).isEqualTo(4);
    assertThat(cut.out()).contains("cut-off");
  }

  @Test
  @DisplayName("Where the journal cannot be kept, the rotation is done, and a warning says so")
  void neverStops() throws IOException {
    shell.env("KEYTURN_JOURNAL", folder.resolve("key.pem").resolve("in-a-file").toString());
    Shell.Ran ran = shell.type("rotate prod/web/iam");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).contains("Warning: the journal is not whole.", "KEYTURN_JOURNAL");
    shell.env("KEYTURN_JOURNAL", journal.toString()).env("KEYTURN_JOURNAL_KEY", "/nowhere");
    Shell.Ran unsigned = shell.type("rotate prod/mail/iam");
    assertThat(unsigned.exit()).isZero();
    assertThat(unsigned.err()).contains("KEYTURN_JOURNAL_KEY names cannot be read");
    assertThat(shell.type("evidence --verify").out()).contains("not-signed");
    Shell.Ran held = shell.type("evidence --verify --key " + publicKey);
    assertThat(held.exit()).isEqualTo(4);
    assertThat(held.out()).contains("checkpoint-wrong").doesNotContain("As written");
  }

  @Test
  @DisplayName("With a key, a segment without a checkpoint is neither as written nor exit code 0")
  void notProved() throws IOException {
    shell.type("rotate prod/web/iam");
    Files.delete(last(".checkpoint"));
    assertThat(shell.type("evidence --verify").exit()).isZero();
    Shell.Ran held = shell.type("evidence --verify --key " + publicKey);
    assertThat(held.exit()).isEqualTo(4);
    assertThat(held.out()).startsWith("Not proved.").doesNotContain("As written");
    Object json =
        ParsedJson.parse(shell.type("evidence --verify -o json --key " + publicKey).out());
    assertThat(ParsedJson.at(json, "evidence", "check", "verdict")).isEqualTo("not-proved");
  }

  @Test
  @DisplayName("A setting of the journal that is wrong is a warning, and the work is done")
  void wrongSettings() {
    shell.env("KEYTURN_JOURNAL", "s3:/bucket");
    Shell.Ran ran = shell.type("rotate prod/web/iam");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err())
        .contains(
            "Warning: the journal is not whole. KEYTURN_JOURNAL is neither a folder nor s3://");
    // What a path cannot have, as a letter beyond ASCII where the system's encoding is ASCII.
    shell.env("KEYTURN_JOURNAL", journal.toString()).env("KEYTURN_JOURNAL_KEY", "/etc/cl\0.pem");
    Shell.Ran planned = shell.type("plan prod/mail/iam");
    assertThat(planned.err()).contains("KEYTURN_JOURNAL_KEY is neither");
    assertThat(planned.exit()).isNotEqualTo(1);
    assertThat(shell.type("rotate prod/mail/iam").exit()).isZero();
    assertThat(shell.type("evidence --verify").out()).contains("not-signed");
  }

  @Test
  @DisplayName("Whose secrets a run worked on is told: the Region, and the account in our ARN")
  void where() throws IOException {
    shell.type("rotate prod/web/iam");
    assertThat(Files.readString(last(".jsonl")).lines().findFirst().orElse(""))
        .contains("\"event\":\"begin\"", "\"region\":\"us-east-1\"", "\"by\":\"arn:aws:sts::");
  }

  @Test
  @DisplayName("A command that writes nothing, and a dry run, leave nothing and ask for no name")
  void nothing() {
    shell.type("status");
    shell.type("run --dry-run");
    shell.type("plan prod/web/iam -o json");
    assertThat(journal).doesNotExist();
  }

  @Test
  @DisplayName("What is wrong with the command is told, with what to do")
  void refused() throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    assertRefused("evidence", "a SECRET or a KEY-ID is missing, or --verify");
    assertRefused("evidence prod/web/iam --pin x", "--key and --pin go with --verify");
    assertRefused("evidence --verify --journal s3://UPPER", "--journal is neither");
    assertRefused("evidence --verify --key /nowhere", "--key: the file cannot be read");
    assertRefused("evidence --verify --pin " + publicKey, "--pin: the file is no checkpoint");
    assertRefused("evidence --verify --key " + publicKey, "there is no folder " + journal);
    assertRefused("evidence prod/web/iam --journal nowhere", "there is no folder nowhere");
    assertRefused("evidence --verify --journal " + folder.resolve("empty"), "nothing to verify");
    shell.env("KEYTURN_JOURNAL", "");
    assertRefused("evidence --verify", "KEYTURN_JOURNAL is not");
  }

  private void assertRefused(String command, String problem) {
    Shell.Ran ran = shell.type(command);
    assertThat(ran.exit()).as(command).isEqualTo(2);
    assertThat(ran.err()).contains(problem);
  }

  /** Everything in the journal. */
  private String whole() throws IOException {
    StringBuilder whole = new StringBuilder();
    try (Stream<Path> files = Files.list(journal)) {
      for (Path file : files.toList()) {
        whole.append(Files.readString(file));
      }
    }
    return whole.toString();
  }

  private Path last(String ending) throws IOException {
    try (Stream<Path> files = Files.list(journal)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .max(Path::compareTo)
          .orElseThrow();
    }
  }
}
