package dev.keyturn.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last lines of a build. */
class ProofTableTest {
  @TempDir private Path folder;

  @Test
  @DisplayName("Below the table of what was tried stands what was not")
  void notTried() throws IOException {
    Files.writeString(folder.resolve("orders.tsv"), "orders\t12\tstates\t340\t0\t1.5\n");
    assertThat(lines()).last().asString().startsWith("all ").contains("12", "340");
    String note = NotTried.note(folder, "Terraform", "This machine has none.");
    assertThat(lines()).hasSizeGreaterThan(2).last().isEqualTo(note);
  }

  @Test
  @DisplayName("What was not tried is said where nothing else ran, too")
  void alone() throws IOException {
    String note = NotTried.note(folder, "Terraform", "This machine has none.");
    assertThat(note).isEqualTo("NOT TRIED: Terraform. This machine has none.");
    assertThat(lines()).containsExactly("No check of the promises has run.", note);
  }

  @Test
  @DisplayName("A broken promise is told in its row and in the sum")
  void broken() throws IOException {
    Files.writeString(folder.resolve("orders.tsv"), "orders\t12\tstates\t340\t2\t1.5\t3.0\n");
    Files.writeString(folder.resolve("pairs.tsv"), "pairs\t5\tstates\t60\t0\t1.0\t1.0\n");
    assertThat(lines())
        .filteredOn(line -> line.startsWith("orders"))
        .first()
        .asString()
        .containsSubsequence("12", "340", " 2 ");
    assertThat(lines()).last().asString().containsSubsequence("17", "400", " 2 ");
  }

  @Test
  @DisplayName("The page explains rows, a line each")
  void explained() {
    List<String> page =
        List.of("| a |", "", "| row of the table | x |", "|---|---|", "| b c | y |", "", "| d |");
    assertThat(WholeTableIT.explained(page)).containsExactly("b c");
  }

  private List<String> lines() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      ProofTable.print(folder, out);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
