package dev.keyturn.app.cli;

import dev.keyturn.app.env.Secrets;
import dev.keyturn.fleet.Fleet;
import dev.keyturn.fleet.Found;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.Target;
import dev.keyturn.port.Failure;
import dev.keyturn.port.Read;
import dev.keyturn.rotate.Bindings;
import dev.keyturn.rotate.Ports;
import dev.keyturn.rotate.Reconciler;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** What every command that talks to AWS is made from: its arguments, and a page of wiring. */
final class Session {
  private final Surroundings around;
  private final Arguments arguments;
  private final Secrets variable;
  private final Connection connection;
  private final List<PolicySource> sources;

  /**
   * A session.
   *
   * @param sources where the policy comes from, the weakest first
   */
  Session(Surroundings around, Arguments arguments, Secrets variable, List<PolicySource> sources) {
    this.around = around;
    this.arguments = arguments;
    this.variable = variable;
    this.sources = sources;
    this.connection = around.connector().connect(Reach.of(arguments));
  }

  Arguments arguments() {
    return arguments;
  }

  Surroundings around() {
    return around;
  }

  Connection connection() {
    return connection;
  }

  /** The time, as AWS has it. */
  Instant now() {
    return connection.clock().instant();
  }

  Live live(List<Target> targets) {
    return new Live(around, arguments.json(), targets);
  }

  Ports ports(Live live) {
    return new Ports(
        connection.keys(),
        connection.secrets(),
        connection.probe(),
        connection.clock(),
        around.sleeper(),
        around.tokens().get(),
        live,
        around.stop());
  }

  Reconciler reconciler(Live live) {
    return new Reconciler(
        ports(live),
        sources,
        (target, found) ->
            Bindings.OF_TARGETS.userOf(target, found).or(() -> variable.userOf(found)));
  }

  /** The secrets that are named, with the users that the environment variable binds them to. */
  List<Target> named() {
    return arguments.names().stream().map(variable::target).toList();
  }

  /**
   * Does something for the secrets that are named, or else for those in the environment variable,
   * or else for all that were adopted, with those that have lost their pin to be told of.
   */
  Result forTargets(Function<Found, Result> command) {
    if (!named().isEmpty()) {
      return command.apply(Found.named(named()));
    }
    if (!variable.targets().isEmpty()) {
      return command.apply(Found.named(variable.targets()));
    }
    return switch (Fleet.find(connection.secrets(), variable.prefix())) {
      case Read.Got<Found>(Found found) -> command.apply(found);
      case Read.Absent<Found> none -> command.apply(Found.named(List.of()));
      case Read.Failed<Found>(Failure failure) ->
          Result.problems(ExitCode.AWS, now(), List.of(failure.sentence()));
    };
  }

  /** What to say where no secret was ever adopted. */
  Result nothingBound() {
    return Result.of(
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
