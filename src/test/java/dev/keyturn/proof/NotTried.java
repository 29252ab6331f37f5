package dev.keyturn.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a build could not try, as its machine lacks something. It is said where it happens, and once
 * more in the last lines of the build ({@link ProofTable}), so that nobody takes it for shown.
 */
public final class NotTried {
  private static final String ENDING = ".not-tried";

  private NotTried() {}

  /**
   * Leaves a note for the end of the build.
   *
   * @param what what was not tried
   * @param why what is lacking, as a sentence
   */
  public static void note(String what, String why) {
    System.out.println(note(Tally.ROWS, what, why));
  }

  static String note(Path folder, String what, String why) {
    String line = "NOT TRIED: %s. %s".formatted(what, why);
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(what.replaceAll("\\W+", "-") + ENDING), line);
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All notes in a folder. */
  static List<String> in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ENDING))
          .sorted()
          .map(NotTried::read)
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
