package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The AWS CLI's own reader of shared files says what it reads: the referee of ProfilesTest. */
class ProfileFilesIT {
  /** For each file: whether botocore has the key from it, as it is. */
  private static final String ASK =
      """
      import botocore.session, os, sys
      for path in sys.argv[1:]:
          os.environ['AWS_SHARED_CREDENTIALS_FILE'] = path
          os.environ['AWS_CONFIG_FILE'] = path + '.none'
          try:
              found = botocore.session.Session(profile='p').get_credentials()
              good = found is not None and found.access_key == 'AKIAPLAINPLAINPLAIN1' and found.secret_key == 'the/secret+key'
          except Exception:
              good = False
          print('yes' if good else 'no')
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  @DisplayName("The AWS CLI reads the files that Keyturn reads, and no other")
  void referee() throws IOException {
    List<String> files = new ArrayList<>(ProfilesTest.readable());
    ProfilesTest.unusable().forEach(row -> files.add((String) row.get()[0]));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("keyturn.venv"), "bin", "python").toString(),
                "-c",
                ASK));
    for (String file : files) {
      Path path = folder.resolve("credentials-" + command.size());
      Files.writeString(path, file);
      command.add(path.toString());
    }
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    List<String> expected = new ArrayList<>();
    for (String file : files) {
      expected.add(ProfilesTest.readable().contains(file) ? "yes" : "no");
    }
    assertThat(said.lines()).as(Files.readString(folder.resolve("err"))).isEqualTo(expected);
  }
}
