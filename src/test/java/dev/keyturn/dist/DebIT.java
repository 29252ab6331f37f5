package dev.keyturn.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.deploy.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's package, read and installed by Debian's own program. */
class DebIT {
  @TempDir Path folder;

  @Test
  @DisplayName("dpkg installs it into another root, where it runs, and takes all of it away again")
  void installs() throws Exception {
    String deb = DistFiles.deb().toAbsolutePath().toString();
    assertThat(Program.of(List.of("dpkg-deb", "--field", deb, "Package", "Version")).run().orFail())
        .contains("Package: keyturn");
    BareRoot root = BareRoot.withShell(folder);
    Path database = Files.createDirectories(folder.resolve("var/lib/dpkg"));
    Files.createDirectories(database.resolve("info"));
    Files.createDirectories(database.resolve("updates"));
    Files.createFile(database.resolve("status"));

    // Of its one dependency, the C library, this root has the files and no record.
    dpkg("--force-depends", "--install", deb);
    assertThat(root.command("/usr/bin/keyturn", "--version").run().orFail()).startsWith("keyturn ");
    assertThat(folder.resolve("usr/share/man/man1/keyturn-rotate.1")).exists();

    dpkg("--purge", "keyturn");
    assertThat(folder.resolve("usr/lib/keyturn")).doesNotExist();
    assertThat(folder.resolve("usr/bin/keyturn")).doesNotExist();
  }

  private void dpkg(String... arguments) {
    List<String> command = new java.util.ArrayList<>(List.of("dpkg", "--root=" + folder));
    command.addAll(List.of(arguments));
    Program.of(command).run().orFail();
  }
}
