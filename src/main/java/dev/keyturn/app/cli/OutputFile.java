package dev.keyturn.app.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A file that is there whole or not at all: it is written beside its place, and moved there at the
 * end. What was in its place before stays until then. A link is followed to the file that it names.
 * What is no file, such as a pipe or {@code /dev/stdout}, is written to as it is, and stays what it
 * is.
 */
final class OutputFile {
  private final Path place;
  private final Optional<Path> draft;
  private final BufferedWriter writer;

  private OutputFile(Path place, Optional<Path> draft, BufferedWriter writer) {
    this.place = place;
    this.draft = draft;
    this.writer = writer;
  }

  /** Begins one. */
  static OutputFile at(Path named) throws IOException {
    try {
      return begun(named);
    } catch (IOException failure) {
      throw unwritable(named, failure);
    }
  }

  private static OutputFile begun(Path named) throws IOException {
    if (Files.exists(named) && !Files.isRegularFile(named)) {
      return new OutputFile(
          named, Optional.empty(), Files.newBufferedWriter(named, StandardCharsets.UTF_8));
    }
    Path place = Files.exists(named) ? named.toRealPath() : named;
    Path folder = place.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new FileSystemException(
          named.toString(), null, "there is no folder " + folder + "; make it first");
    }
    Path draft = Files.createTempFile(folder == null ? Path.of("/") : folder, ".keyturn-", ".part");
    return new OutputFile(
        place, Optional.of(draft), Files.newBufferedWriter(draft, StandardCharsets.UTF_8));
  }

  /** Names the file that was asked for: the draft beside it is no name that anybody typed. */
  private static FileSystemException unwritable(Path named, IOException failure) {
    FileSystemException told =
        new FileSystemException(named.toString(), null, FileWords.of(failure));
    told.initCause(failure);
    return told;
  }

  /** What is written goes through this; whoever writes closes it. */
  BufferedWriter writer() {
    return writer;
  }

  /** Puts it in its place; the writer is closed. */
  void keep() throws IOException {
    if (draft.isPresent()) {
      try {
        Files.move(draft.get(), place, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException failure) {
        throw unwritable(place, failure);
      }
    }
  }

  /** Throws it away, kept or not. */
  void discard() throws IOException {
    writer.close();
    if (draft.isPresent()) {
      Files.deleteIfExists(draft.get());
    }
  }
}
