package dev.keyturn.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file of {@code --html}: begun before a command's work, so that nothing is done where it
 * cannot be there, and written when the work is over.
 */
final class PageFile {
  private final String name;
  private final OutputFile file;

  private PageFile(String name, OutputFile file) {
    this.name = name;
    this.file = file;
  }

  /** What is written into it. */
  @FunctionalInterface
  interface Page {
    /**
     * Writes it.
     *
     * @param madeBy which Keyturn it is of
     */
    void write(String madeBy, Writer out) throws IOException;
  }

  /** Begins it, where the command line names one. */
  static Optional<PageFile> asked(Arguments arguments) throws IOException {
    Optional<String> name = arguments.text(SharedOptions.HTML);
    return name.isPresent()
        ? Optional.of(new PageFile(name.get(), OutputFile.at(Path.of(name.get()))))
        : Optional.empty();
  }

  /** What to say where it could not be begun. */
  static String notBegun(IOException unwritable) {
    return FileWords.unwritable(unwritable) + ". Nothing was started.";
  }

  /** Writes it after the work, and tells people of it; what to say where that failed. */
  Optional<String> write(CliEnvironment environment, Arguments arguments, Page page) {
    try {
      try (Writer out = file.writer()) {
        page.write("Keyturn " + Version.current(), out);
      }
      file.keep();
      new CommandOutput(environment).wrote(arguments, name);
      return Optional.empty();
    } catch (IOException | UncheckedIOException unwritable) {
      return Optional.of(FileWords.unwritable(unwritable) + ". The work was done.");
    } finally {
      discard();
    }
  }

  /** Takes what was begun away; a page that was written stays. */
  void discard() {
    try {
      file.discard();
    } catch (IOException left) {
      // The draft that may be left beside it is no page, and harms nobody.
    }
  }
}
