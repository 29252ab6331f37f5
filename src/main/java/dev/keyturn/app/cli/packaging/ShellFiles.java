package dev.keyturn.app.cli.packaging;

import dev.keyturn.app.cli.PicocliGrammar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.AutoComplete;
import picocli.CommandLine;

/** Writes the completions and the manual of a version. */
public final class ShellFiles {
  private ShellFiles() {}

  /**
   * Writes them below a folder, where shells and {@code man} look for them below {@code share}.
   *
   * @param arguments the folder, and the version that the manual names
   */
  public static void main(String... arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    for (Map.Entry<String, String> file : all(arguments[1]).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling("."));
      Files.writeString(path, file.getValue());
    }
  }

  /** Each file's text by its path, for a version. */
  static Map<String, String> all(String version) {
    CommandLine grammar = PicocliGrammar.whole();
    Map<String, String> files = new LinkedHashMap<>();
    files.put("bash-completion/completions/keyturn", AutoComplete.bash("keyturn", grammar));
    files.put("zsh/site-functions/_keyturn", ZshCompletion.of(grammar));
    files.put("fish/vendor_completions.d/keyturn.fish", FishCompletion.of(grammar));
    ManualPages.of(grammar, version)
        .forEach((page, text) -> files.put("man/man1/" + page + ".1", text));
    return files;
  }
}
