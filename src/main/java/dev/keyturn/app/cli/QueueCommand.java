package dev.keyturn.app.cli;

import dev.keyturn.app.env.ConfiguredSecrets;
import dev.keyturn.model.PolicySource;
import dev.keyturn.port.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A command on a queue of accounts. */
non-sealed interface QueueCommand extends Command {
  /** The queue. */
  Option QUEUE =
      Option.withValue(
          "queue",
          "URL",
          OptionFormat.Shape.QUEUE_URL,
          "The SQS FIFO queue of the accounts that are to be worked in.");

  /**
   * Does it, to its end. There are no problems with the arguments, and the policy is valid.
   *
   * @param variable what the environment says of secrets
   * @param sources where the policy comes from, the weakest first
   * @return the exit code
   */
  int run(
      CliEnvironment environment,
      Arguments arguments,
      ConfiguredSecrets variable,
      List<PolicySource> sources);

  @Override
  default int start(Cli cli, Arguments arguments, List<String> errors) {
    return cli.start(this, arguments, errors);
  }

  @Override
  default Optional<Operand> operand() {
    return Optional.empty();
  }

  @Override
  default List<Option> everyOption() {
    List<Option> every = new ArrayList<>(options());
    if (takesPolicy()) {
      every.add(SharedOptions.TAG_LIMITS);
    }
    every.addAll(ConnectionOptions.ALL);
    every.addAll(SharedOptions.OF_EVERY_RUN);
    return every;
  }

  @Override
  default List<String> problems(Arguments arguments) {
    return arguments.has(QUEUE)
        ? List.of()
        : List.of("command line: queue is missing: --queue URL says which");
  }

  /** What a queue's failure was, and what to do where the queue is not there. */
  static String sentence(Failure failure) {
    return failure instanceof Failure.Rejected rejected
            && rejected.code().equals("QueueDoesNotExist")
        ? failure.sentence() + " Look whether --queue and --region are right (aws sqs list-queues)."
        : failure.sentence();
  }
}
