package dev.keyturn.app.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that is there whole or not at all: it is written beside its place, and moved there at the
 * end. What was in its place before stays until then.
 */
final class OutputFile {
  private final Path place;
  private final Path draft;
  private final BufferedWriter writer;

  private OutputFile(Path place, Path draft, BufferedWriter writer) {
    this.place = place;
    this.draft = draft;
    this.writer = writer;
  }

  /** Begins one. */
  static OutputFile at(Path place) throws IOException {
    Path folder = place.toAbsolutePath().getParent();
    Path draft = Files.createTempFile(folder == null ? Path.of("/") : folder, ".keyturn-", ".part");
    return new OutputFile(place, draft, Files.newBufferedWriter(draft, StandardCharsets.UTF_8));
  }

  /** What is written goes through this; whoever writes closes it. */
  BufferedWriter writer() {
    return writer;
  }

  /** Puts it in its place; the writer is closed. */
  void keep() throws IOException {
    Files.move(draft, place, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Throws it away, kept or not. */
  void discard() throws IOException {
    writer.close();
    Files.deleteIfExists(draft);
  }
}
