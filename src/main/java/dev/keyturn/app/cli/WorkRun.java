package dev.keyturn.app.cli;

import dev.keyturn.app.env.ConfiguredSecrets;
import dev.keyturn.aws.Partitions;
import dev.keyturn.fleet.AccountMessage;
import dev.keyturn.fleet.QueueWorker;
import dev.keyturn.model.PolicySource;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.report.VisibleText;
import java.util.List;
import java.util.Optional;

/** A worker: takes messages from the queue, makes a pass for each, and prints what came of it. */
final class WorkRun {
  private final CliEnvironment environment;
  private final Arguments arguments;
  private final ConfiguredSecrets variable;
  private final List<PolicySource> sources;
  private final CommandOutput output;
  private final Connection hub;
  private final String role;
  private final MissingStatements statements;

  WorkRun(
      CliEnvironment environment,
      Arguments arguments,
      ConfiguredSecrets variable,
      List<PolicySource> sources) {
    this.environment = environment;
    this.arguments = arguments;
    this.variable = variable;
    this.sources = sources;
    this.output = new CommandOutput(environment);
    this.hub = environment.connector().connect(ConnectionOptions.of(arguments));
    this.role = arguments.text(AccountOptions.ROLE).orElseThrow();
    this.statements = MissingStatements.of(hub, arguments);
  }

  /** Runs it to its end; returns the exit code, of the worst of all accounts. */
  int run() {
    return switch (hub.setup().get().region()) {
      case ReadResult.Got<String>(String ours) -> work(ours);
      case ReadResult.Absent<String> none ->
          problem(ExitCode.USAGE, "No Region is configured. Type --region REGION.");
      case ReadResult.Failed<String>(Failure failure) -> problem(ExitCode.AWS, failure.sentence());
    };
  }

  private int problem(ExitCode exit, String problem) {
    return output.notBegun(arguments, exit, hub.clock().instant(), problem);
  }

  private int work(String ours) {
    WorkOutput results = new WorkOutput(environment, arguments, hub);
    output.warnOfPassedOver(hub.warnings());
    tellBegun();
    Optional<Failure> failure =
        new QueueWorker<AccountPass.Outcome>(
                hub.others().queue(arguments.text(QueueCommand.QUEUE).orElseThrow()),
                this::pass,
                message -> problem(message, ours),
                new VisibilityBeats(),
                environment.sleeper(),
                WorkCommand.visibility(arguments),
                environment.stop(),
                results::add)
            .work(arguments.has(WorkCommand.UNTIL_EMPTY));
    failure.ifPresent(why -> environment.err().println("keyturn: " + QueueCommand.sentence(why)));
    output.warnOf(hub.skew().get());
    ExitCode exit = failure.isPresent() ? results.worst().or(ExitCode.AWS) : results.worst();
    return exit.code(false);
  }

  /** The first message may be hours away; until then nothing else says that the worker is well. */
  private void tellBegun() {
    if (!arguments.json()) {
      String url = arguments.text(QueueCommand.QUEUE).orElseThrow();
      environment
          .err()
          .println(
              "Taking accounts from %s, until %s."
                  .formatted(
                      VisibleText.of(url.substring(url.lastIndexOf('/') + 1)),
                      arguments.has(WorkCommand.UNTIL_EMPTY)
                          ? "no message came for ten seconds"
                          : "Ctrl-C or SIGTERM"));
      environment.err().flush();
    }
  }

  /** A message never widens what is assumed: it must name what we were told ourselves. */
  private Optional<String> problem(AccountMessage message, String ours) {
    if (!message.role().equals(role)) {
      return Optional.of(
          "It asks for another role than this worker's, which assumes %s alone. Enqueue and work with the same --role."
              .formatted(role));
    }
    return Partitions.of(message.region()).equals(Partitions.of(ours))
        ? Optional.empty()
        : Optional.of("Its Region is of another partition than this worker's.");
  }

  private QueueWorker.Pass<AccountPass.Outcome> pass(AccountMessage message) {
    return new MessagePass(
        message,
        environment,
        arguments,
        hub.others().session(AccountOptions.role(arguments, message.account(), message.run())),
        (work, within) ->
            new AccountPass(work, within, arguments, variable, sources, hub, statements));
  }
}
