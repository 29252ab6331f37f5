package dev.keyturn.app.cli;

import dev.keyturn.app.env.JournalSettings;
import dev.keyturn.evidence.JournalWriter;
import dev.keyturn.port.Event;
import dev.keyturn.port.EventSink;
import dev.keyturn.port.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What one command does at AWS, kept for its end: whether anything, as whom, and the journal. */
final class CommandRecord {
  private final Connection connection;
  private final Optional<JournalWriter> journal;
  private volatile boolean wrote;

  CommandRecord(CliEnvironment environment, Arguments arguments, Connection connection) {
    this.connection = connection;
    this.journal =
        JournalSettings.read(environment.env())
            .writer(
                connection.journals(),
                connection.clock().instant(),
                environment.names().get().holder(),
                () -> opening(arguments.command().name()));
  }

  private Map<String, String> opening(String command) {
    Map<String, String> opening = new LinkedHashMap<>();
    connection.caller().get().ifPresent(arn -> opening.put("by", arn));
    opening.put("command", command);
    opening.put("program", Version.line());
    return opening;
  }

  /** A sink that hands events on, and keeps them. */
  EventSink keeping(EventSink next) {
    return event -> {
      next.record(event);
      keep(event);
    };
  }

  private void keep(Event event) {
    wrote |= !event.writes().isEmpty();
    journal.ifPresent(to -> to.record(event));
  }

  /** Our ARN, where AWS was asked to change anything. */
  Optional<String> caller() {
    return wrote ? connection.caller().get() : Optional.empty();
  }

  /** Ends the journal; why it is not whole, where it is not. */
  Optional<Failure> finish() {
    return journal.flatMap(JournalWriter::finish);
  }
}
