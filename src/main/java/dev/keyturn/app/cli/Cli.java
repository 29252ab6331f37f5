package dev.keyturn.app.cli;

import dev.keyturn.app.env.ConfiguredSecrets;
import dev.keyturn.app.env.SettingVariables;
import dev.keyturn.model.PolicyReader;
import dev.keyturn.model.PolicySource;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * The command line as a function: arguments and everything around them in, an exit code out. All
 * that is wrong with the arguments, the settings and the environment is told at once, before
 * anything is started.
 */
final class Cli {
  private static final String OF_ONE_ACCOUNT =
      "environment: secrets names secrets of one account: unset it to work in several";

  private final CliEnvironment environment;
  private final CommandOutput output;

  private Cli(CliEnvironment environment) {
    this.environment = environment;
    this.output = new CommandOutput(environment);
  }

  /**
   * Runs a command to its end.
   *
   * @return the exit code, see {@link ExitCode}
   */
  static int run(String[] args, CliEnvironment environment) {
    try {
      return new Cli(environment).run(args);
    } catch (RuntimeException bug) {
      environment.err().println("keyturn: " + BugReporter.sentence(bug));
      if (List.of(args).contains(SharedOptions.DEBUG.flag())) {
        BugReporter.trace(bug, environment.err());
      }
      return ExitCode.INTERNAL.code(false);
    } finally {
      environment.out().flush();
      environment.err().flush();
    }
  }

  private int run(String[] args) {
    CommandLine grammar = PicocliGrammar.of(args);
    ParseResult parsed = grammar.parseArgs(args);
    if (parsed.isVersionHelpRequested()
        || (parsed.hasSubcommand() && parsed.subcommand().isVersionHelpRequested())) {
      environment.out().println(Version.line());
      return ExitCode.DONE.code(false);
    }
    if (parsed.isUsageHelpRequested()) {
      return help(grammar, environment.out(), ExitCode.DONE);
    }
    Optional<Command> command =
        Optional.ofNullable(parsed.subcommand())
            .flatMap(part -> CommandTable.named(part.commandSpec().name()));
    if (command.isEmpty()) {
      // "json" anywhere: where the line was not understood, nobody knows whose option it is.
      return parsed.errors().isEmpty()
          ? help(grammar, environment.err(), ExitCode.USAGE)
          : output.refuse("keyturn", List.of(args).contains("json"), ParseErrors.of(parsed));
    }
    ParseResult part = parsed.subcommand();
    if (part.isUsageHelpRequested()) {
      return help(part.commandSpec().commandLine(), environment.out(), ExitCode.DONE);
    }
    Arguments arguments = new Arguments(command.get(), part);
    return command.get().start(this, arguments, ParseErrors.of(parsed));
  }

  /** Starts a command that needs nothing of the environment, unless its arguments are wrong. */
  int start(InfoCommand command, Arguments arguments, List<String> errors) {
    List<String> problems = new ArrayList<>(errors);
    problems.addAll(arguments.problems());
    if (!problems.isEmpty()) {
      return output.refuse(command.name(), arguments.json(), problems);
    }
    command.print(environment, arguments);
    return ExitCode.DONE.code(false);
  }

  /** Starts a command on a simulated AWS, unless something is wrong. */
  int start(SimulationCommand command, Arguments arguments, List<String> errors) {
    PolicySource settings = SettingVariables.settings(environment.env());
    List<String> problems =
        problems(
            arguments,
            errors,
            ConfiguredSecrets.read(environment.env()),
            PolicyReader.read(List.of(settings, arguments.settings())));
    return problems.isEmpty()
        ? command.run(environment, arguments).code(false)
        : output.refuse(command.name(), arguments.json(), problems);
  }

  /** Starts a command that tells of an account's keys, unless something is wrong. */
  int start(InventoryCommand command, Arguments arguments, List<String> errors) {
    List<String> problems = new ArrayList<>(errors);
    problems.addAll(EnvironmentProblems.of(environment.env()));
    problems.addAll(arguments.problems());
    return problems.isEmpty()
        ? command.run(environment, arguments).code(false)
        : output.refuse(command.name(), arguments.json(), problems);
  }

  /** Starts a command on a queue, unless something is wrong. */
  int start(QueueCommand command, Arguments arguments, List<String> errors) {
    ConfiguredSecrets secrets = ConfiguredSecrets.read(environment.env());
    List<PolicySource> sources =
        List.of(SettingVariables.settings(environment.env()), arguments.settings());
    List<String> problems = problems(arguments, errors, secrets, PolicyReader.read(sources));
    if (!secrets.targets().isEmpty()) {
      problems.add(OF_ONE_ACCOUNT);
    }
    return problems.isEmpty()
        ? command.run(environment, arguments, secrets, sources)
        : output.refuse(command.name(), arguments.json(), problems);
  }

  /** Starts a command on AWS, unless something is wrong. */
  int start(AwsCommand command, Arguments arguments, List<String> errors) {
    ConfiguredSecrets secrets = ConfiguredSecrets.read(environment.env());
    PolicySource settings = SettingVariables.settings(environment.env());
    PolicySource typed = arguments.settings();
    List<String> problems = problems(arguments, errors, secrets, command.policy(settings, typed));
    boolean elsewhere = AccountOptions.areGiven(arguments);
    if (elsewhere && !secrets.targets().isEmpty()) {
      problems.add(OF_ONE_ACCOUNT);
    }
    if (!problems.isEmpty()) {
      return output.refuse(command.name(), arguments.json(), problems);
    }
    if (elsewhere) {
      return new AccountsRun(environment, arguments)
          .run(command, secrets, List.of(settings, typed));
    }
    CommandContext context =
        new CommandContext(environment, arguments, secrets, List.of(settings, typed));
    try {
      CommandResult result = command.run(context);
      Optional<String> caller = arguments.json() ? context.kept().caller() : Optional.empty();
      output.warnOf(context.connection().skew().get());
      output.warnOf(result, context.connection().warnings());
      int code = output.print(arguments, result, caller);
      // The journal's end may take its time, or be cut off: what was done is told before.
      environment.out().flush();
      return code;
    } finally {
      context.kept().finish().forEach(output::warnOfJournal);
    }
  }

  private List<String> problems(
      Arguments arguments,
      List<String> errors,
      ConfiguredSecrets secrets,
      PolicyReader.Result policy) {
    List<String> problems = new ArrayList<>(errors);
    problems.addAll(EnvironmentProblems.of(environment.env()));
    problems.addAll(secrets.problems());
    if (policy instanceof PolicyReader.Result.Invalid invalid) {
      problems.addAll(invalid.problems());
    }
    problems.addAll(arguments.problems());
    return problems;
  }

  private int help(CommandLine line, PrintWriter to, ExitCode exit) {
    PicocliGrammar.printHelp(line, to, environment.outStyle());
    return exit.code(false);
  }
}
