package dev.keyturn.app.cli;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read or written, in words. */
final class FileWords {
  private FileWords() {}

  /** That a file cannot be written, which one where that is known, and why. */
  static String unwritable(Exception failure) {
    String file =
        failure instanceof FileSystemException known && known.getFile() != null
            ? known.getFile()
            : "a file";
    return "%s cannot be written: %s".formatted(file, of(failure));
  }

  /** A few words; what the JDK says is a name and no reason where it is one of the usual. */
  static String of(Exception failure) {
    return switch (failure) {
      case NoSuchFileException none -> "there is no such file";
      case AccessDeniedException denied -> "permission denied";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      case UncheckedIOException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
      default -> String.valueOf(failure.getMessage());
    };
  }
}
