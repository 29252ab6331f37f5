package dev.keyturn.app.cli;

import dev.keyturn.app.env.JournalSettings;
import dev.keyturn.evidence.JournalWriter;
import dev.keyturn.port.Event;
import dev.keyturn.port.EventSink;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one command does at AWS, kept for its end: whether anything, as whom, and the journal. */
final class CommandRecord {
  private final Connection connection;
  private final Optional<JournalWriter> journal;
  private final List<String> problems;
  private final Optional<String> endpoint;
  private volatile boolean wrote;

  CommandRecord(CliEnvironment environment, Arguments arguments, Connection connection) {
    this.connection = connection;
    JournalSettings settings = JournalSettings.read(environment.env());
    this.problems = settings.problems();
    this.endpoint = endpoint(ConnectionOptions.of(arguments).endpoint(), environment.env());
    this.journal =
        settings.writer(
            connection.journals(),
            connection.clock().instant(),
            environment.names().get().holder(),
            () -> opening(arguments.command().name()));
  }

  /**
   * The host of an endpoint that is not AWS's: secrets there are others than those of the same name
   * at AWS. Of its address no more is told, as it may have a password in it.
   */
  private static Optional<String> endpoint(Optional<URI> typed, Map<String, String> env) {
    return typed
        .map(URI::toString)
        .or(() -> Optional.ofNullable(env.get("AWS_ENDPOINT_URL_SECRETS_MANAGER")))
        .or(() -> Optional.ofNullable(env.get("AWS_ENDPOINT_URL")))
        .filter(url -> OptionFormat.Shape.URL.fits(url))
        .map(url -> URI.create(url).getHost());
  }

  private Map<String, String> opening(String command) {
    Map<String, String> opening = new LinkedHashMap<>();
    connection.caller().get().ifPresent(arn -> opening.put("by", arn));
    if (connection.setup().get().region() instanceof ReadResult.Got<String>(String region)) {
      opening.put("region", region);
    }
    endpoint.ifPresent(host -> opening.put("endpoint", host));
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

  /** Ends the journal; why it is not what it should be, a sentence each. */
  List<String> finish() {
    List<String> all = new ArrayList<>(problems);
    journal.flatMap(writer -> writer.finish(() -> true)).map(Failure::sentence).ifPresent(all::add);
    return all;
  }
}
