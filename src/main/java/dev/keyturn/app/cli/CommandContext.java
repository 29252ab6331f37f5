package dev.keyturn.app.cli;

import dev.keyturn.app.env.ConfiguredSecrets;
import dev.keyturn.fleet.Fleet;
import dev.keyturn.fleet.FoundSecrets;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.PolicySource;
import dev.keyturn.port.EventSink;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.report.Style;
import dev.keyturn.rotate.ConfiguredBindings;
import dev.keyturn.rotate.Ports;
import dev.keyturn.rotate.Reconciler;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What every command that talks to AWS is made from: its arguments, and a page of wiring. */
final class CommandContext {
  private final CliEnvironment environment;
  private final Arguments arguments;
  private final ConfiguredSecrets variable;
  private final Connection connection;
  private final List<PolicySource> sources;
  private final CommandRecord kept;
  private final Optional<String> place;

  /**
   * What a command is made from.
   *
   * @param sources where the policy comes from, the weakest first
   */
  CommandContext(
      CliEnvironment environment,
      Arguments arguments,
      ConfiguredSecrets variable,
      List<PolicySource> sources) {
    this(
        environment,
        arguments,
        variable,
        sources,
        environment.connector().connect(ConnectionOptions.of(arguments)),
        Optional.empty());
  }

  /**
   * What a command is made from that works in one of several accounts.
   *
   * @param place the account and the Region, which each line of its progress begins with
   */
  CommandContext(
      CliEnvironment environment,
      Arguments arguments,
      ConfiguredSecrets variable,
      List<PolicySource> sources,
      Connection connection,
      Optional<String> place) {
    this.environment = environment;
    this.arguments = arguments;
    this.variable = variable;
    this.sources = sources;
    this.connection = connection;
    this.place = place;
    this.kept = new CommandRecord(environment, arguments, connection);
  }

  /**
   * The same in another account, whose journal is ours.
   *
   * @param elsewhere which each line of its progress begins with
   */
  CommandContext in(Connection there, String elsewhere) {
    return new CommandContext(
        environment,
        arguments,
        variable,
        sources,
        there.with(connection.journals()),
        Optional.of(elsewhere));
  }

  /** Whether the account is one of several that are worked in. */
  boolean isOneOfSeveral() {
    return place.isPresent();
  }

  Arguments arguments() {
    return arguments;
  }

  CliEnvironment environment() {
    return environment;
  }

  Connection connection() {
    return connection;
  }

  /** What this command does at AWS. */
  CommandRecord kept() {
    return kept;
  }

  /** How standard output is painted. */
  Style style() {
    return environment.outStyle();
  }

  /** The time, as AWS has it. */
  Instant now() {
    return connection.clock().instant();
  }

  ProgressPrinter progress(List<ManagedSecret> targets) {
    // A worker's standard output is for its lines of JSON alone.
    boolean aside = arguments.json() || arguments.command() instanceof QueueCommand;
    return new ProgressPrinter(environment, aside, targets, place);
  }

  Ports ports(EventSink progress) {
    return new Ports(
        connection.keys(),
        connection.secrets(),
        connection.probe(),
        connection.clock(),
        environment.sleeper(),
        environment.names().get(),
        kept.keeping(progress),
        environment.stop());
  }

  /** Where the policy comes from, the weakest first; a secret's own tags come after them. */
  List<PolicySource> sources() {
    return sources;
  }

  Reconciler reconciler(ProgressPrinter progress) {
    return new Reconciler(
        ports(progress),
        sources,
        (target, found) ->
            ConfiguredBindings.OF_TARGETS.userOf(target, found).or(() -> variable.userOf(found)));
  }

  /** The secrets that are named, with the users that the environment variable binds them to. */
  List<ManagedSecret> named() {
    return arguments.names().stream().map(variable::target).toList();
  }

  /** The secrets that are named, or else those in the environment variable; empty for neither. */
  Optional<FoundSecrets> chosen() {
    return Stream.of(named(), variable.targets())
        .filter(targets -> !targets.isEmpty())
        .map(FoundSecrets::named)
        .findFirst();
  }

  /** What the names of adopted secrets begin with. */
  String prefix() {
    return variable.prefix();
  }

  /** All that were adopted, with those that have lost their pin to be told of. */
  ReadResult<FoundSecrets> adopted() {
    return Fleet.find(connection.secrets(), variable.prefix());
  }

  /**
   * Does something for the secrets that are named, or else for those in the environment variable,
   * or else for all that were adopted, with those that have lost their pin to be told of.
   */
  CommandResult forTargets(Function<FoundSecrets, CommandResult> command) {
    if (chosen().isPresent()) {
      return command.apply(chosen().get());
    }
    return switch (adopted()) {
      case ReadResult.Got<FoundSecrets>(FoundSecrets found) -> command.apply(found);
      case ReadResult.Absent<FoundSecrets> none -> command.apply(FoundSecrets.named(List.of()));
      case ReadResult.Failed<FoundSecrets>(Failure failure) -> CommandResult.failed(now(), failure);
    };
  }

  /** What to say where no secret was ever adopted. */
  CommandResult nothingBound() {
    return CommandResult.of(
        ExitCode.NOTHING_DUE,
        now(),
        List.of(),
        List.of(
            "No secret%s has been adopted in this account and Region."
                .formatted(
                    variable.prefix().isEmpty()
                        ? ""
                        : " whose name begins with " + variable.prefix()),
            "Begin with: keyturn adopt USER --secret NAME"));
  }
}
