package dev.keyturn.hostile;

import dev.keyturn.app.cli.CommandLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Everything that parses what it is given. */
enum Target {
  SECRET_VALUES(SecretValues.class),
  SECRET_TAGS(HostileSecretTags.class),
  REPLIES(Replies.class),
  COMMAND_LINES(CommandLines.class),
  SIMULATED_REQUESTS(SimulatedRequests.class),
  CREDENTIAL_REPORTS(HostileReports.class),
  JOURNALS(HostileJournals.class);

  private static final Path CORPORA = Path.of("src", "test", "resources", "hostile");

  private final Class<?> type;

  Target(Class<?> type) {
    this.type = type;
  }

  /** The class whose {@code fuzzerTestOneInput} a fuzzer calls. */
  Class<?> type() {
    return type;
  }

  /** Hands it over; an exception is harm. */
  void parse(byte[] input) {
    switch (this) {
      case SECRET_VALUES -> SecretValues.fuzzerTestOneInput(input);
      case SECRET_TAGS -> HostileSecretTags.fuzzerTestOneInput(input);
      case REPLIES -> Replies.fuzzerTestOneInput(input);
      case COMMAND_LINES -> CommandLines.fuzzerTestOneInput(input);
      case SIMULATED_REQUESTS -> SimulatedRequests.fuzzerTestOneInput(input);
      case CREDENTIAL_REPORTS -> HostileReports.fuzzerTestOneInput(input);
      case JOURNALS -> HostileJournals.fuzzerTestOneInput(input);
    }
  }

  /** Where its corpus is: a file for each input. */
  Path folder() {
    return CORPORA.resolve(name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** The inputs that it begins with, and those that once did harm. */
  List<byte[]> corpus() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.sorted().map(Target::bytes).toList();
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
