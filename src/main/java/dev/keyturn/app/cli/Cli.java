package dev.keyturn.app.cli;

import dev.keyturn.app.env.ConfiguredSecrets;
import dev.keyturn.app.env.SettingVariables;
import dev.keyturn.model.PolicyReader;
import dev.keyturn.model.PolicySource;
import dev.keyturn.report.JsonDocument;
import dev.keyturn.report.JsonReport;
import dev.keyturn.report.VisibleText;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command line as a function: arguments and everything around them in, an exit code out. All
 * that is wrong with the arguments, the settings and the environment is told at once, before
 * anything is started.
 */
final class Cli {
  /**
   * A difference of the clocks that a person should know of; AWS refuses requests from 5 minutes
   * on.
   */
  private static final Duration NOTABLE_SKEW = Duration.ofMinutes(1);

  /** Read by the launcher, not by us. */
  static final List<String> LAUNCHER = List.of("KEYTURN_CACHE", "KEYTURN_JAVA_OPTS");

  private final CliEnvironment environment;

  private Cli(CliEnvironment environment) {
    this.environment = environment;
  }

  /**
   * Runs a command to its end.
   *
   * @return the exit code, see {@link ExitCode}
   */
  static int run(String[] args, CliEnvironment environment) {
    boolean debug = List.of(args).contains(Option.DEBUG.flag());
    try {
      return new Cli(environment).run(args);
    } catch (RuntimeException bug) {
      environment.err().println("keyturn: " + BugReporter.sentence(bug));
      if (debug) {
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
      grammar.printVersionHelp(environment.out(), ansi());
      return ExitCode.DONE.code(false);
    }
    if (parsed.isUsageHelpRequested()) {
      return usage(grammar, environment.out(), ExitCode.DONE);
    }
    Optional<Verb> verb =
        Optional.ofNullable(parsed.subcommand())
            .flatMap(command -> Verb.of(command.commandSpec().name()));
    if (verb.isEmpty()) {
      return parsed.errors().isEmpty()
          ? usage(grammar, environment.err(), ExitCode.USAGE)
          : refuse("keyturn", List.of(args).contains("json"), errors(parsed));
    }
    ParseResult command = parsed.subcommand();
    if (command.isUsageHelpRequested()) {
      return usage(command.commandSpec().commandLine(), environment.out(), ExitCode.DONE);
    }
    return run(new Arguments(verb.get(), command), errors(parsed));
  }

  private int run(Arguments arguments, List<String> errors) {
    ConfiguredSecrets secrets = ConfiguredSecrets.read(environment.env());
    PolicySource settings = SettingVariables.settings(environment.env());
    List<PolicySource> sources = List.of(settings, arguments.settings());
    List<String> problems = new ArrayList<>(errors);
    problems.addAll(SettingVariables.problems(environment.env(), LAUNCHER));
    problems.addAll(endpointProblems());
    problems.addAll(secrets.problems());
    if (policy(arguments, settings) instanceof PolicyReader.Result.Invalid invalid) {
      problems.addAll(invalid.problems());
    }
    problems.addAll(arguments.problems());
    if (!problems.isEmpty()) {
      return refuse(arguments.verb().word(), arguments.json(), problems);
    }
    if (arguments.verb() == Verb.SANDBOX) {
      return new Sandbox(environment, arguments).serve().code(false);
    }
    if (arguments.verb() == Verb.DEMO) {
      return new Demo(environment, arguments).play().code(false);
    }
    CommandContext session = new CommandContext(environment, arguments, secrets, sources);
    CommandResult result = perform(session);
    warnOfSkew(session);
    return print(arguments, result);
  }

  /** With {@code adopt} the options are the secret's tags to be, and bound as tags are. */
  private static PolicyReader.Result policy(Arguments arguments, PolicySource settings) {
    PolicySource typed = arguments.settings();
    if (arguments.verb() != Verb.ADOPT) {
      return PolicyReader.read(List.of(settings, typed));
    }
    PolicySource limits = new PolicySource(typed.place(), Map.of(), typed.tagLimits());
    return PolicyReader.read(
        List.of(settings, limits), new PolicySource(typed.place(), typed.values()));
  }

  /** What the SDK would say only at the first call, and not by name. */
  private List<String> endpointProblems() {
    return environment.env().entrySet().stream()
        .filter(variable -> variable.getKey().startsWith("AWS_ENDPOINT_URL"))
        .filter(variable ->
            !variable.getValue().isEmpty() && !OptionFormat.URL.fits(variable.getValue()))
        .map(variable ->
            "environment: "
                + variable.getKey()
                + " is "
                + OptionFormat.URL.quoted(variable.getValue())
                + ", but must be "
                + OptionFormat.URL.words())
        .sorted()
        .toList();
  }

  private static CommandResult perform(CommandContext session) {
    return switch (session.arguments().verb()) {
      case STATUS -> new Inspect(session).status();
      case PLAN -> new Inspect(session).plan();
      case ADOPT -> new Adopt(session).adopt();
      case ROTATE -> new Work(session).rotate();
      case RUN -> new Work(session).run();
      case ROLLBACK -> new Work(session).rollback();
      case SANDBOX, DEMO -> throw new IllegalStateException("a simulation needs no session");
    };
  }

  private int print(Arguments arguments, CommandResult result) {
    int code = result.exit().code(arguments.has(Option.DETAILED_EXIT_CODE));
    if (arguments.json()) {
      environment
          .out()
          .println(
              JsonReport.of(
                  new JsonDocument(
                      arguments.verb().word(),
                      result.at(),
                      arguments.has(Option.DRY_RUN),
                      code,
                      result.exit().word(),
                      result.reports(),
                      result.adopted(),
                      result.problems())));
    } else {
      result.text().forEach(environment.out()::println);
    }
    result
        .problems()
        .forEach(problem -> environment.err().println("keyturn: " + VisibleText.of(problem)));
    return code;
  }

  private int refuse(String command, boolean json, List<String> found) {
    List<String> problems = found.stream().map(UrlPasswords::hiddenIn).toList();
    int code = ExitCode.USAGE.code(false);
    if (json) {
      environment
          .out()
          .println(
              JsonReport.of(
                  new JsonDocument(
                      command,
                      environment.clock().instant(),
                      false,
                      code,
                      ExitCode.USAGE.word(),
                      List.of(),
                      Optional.empty(),
                      problems)));
    }
    PrintWriter err = environment.err();
    if (problems.size() == 1) {
      err.println("keyturn: " + VisibleText.of(problems.getFirst()));
    } else {
      err.println("keyturn: %d problems; nothing was started.".formatted(problems.size()));
      problems.forEach(problem -> err.println("  - " + VisibleText.of(problem)));
    }
    err.println(
        command.equals("keyturn")
            ? "Try: keyturn --help"
            : "Try: keyturn %s --help".formatted(command));
    return code;
  }

  private static List<String> errors(ParseResult parsed) {
    List<String> errors = new ArrayList<>();
    for (ParseResult part = parsed; part != null; part = part.subcommand()) {
      for (Exception error : part.errors()) {
        String said = String.valueOf(error.getMessage());
        errors.add("command line: " + said + suggestion(error));
      }
    }
    return errors.stream().distinct().toList();
  }

  private static String suggestion(Exception error) {
    if (error instanceof CommandLine.UnmatchedArgumentException unmatched) {
      List<String> like = unmatched.getSuggestions();
      return like.isEmpty() ? "" : "; did you mean " + like.getFirst() + "?";
    }
    return error instanceof ParameterException ? "" : " (internal)";
  }

  private int usage(CommandLine line, PrintWriter to, ExitCode exit) {
    line.usage(to, ansi());
    return exit.code(false);
  }

  private CommandLine.Help.Ansi ansi() {
    return environment.outStyle().colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
  }

  private void warnOfSkew(CommandContext session) {
    Duration skew = session.connection().skew().get();
    if (skew.abs().compareTo(NOTABLE_SKEW) > 0) {
      environment
          .err()
          .println(
              environment
                  .errStyle()
                  .yellow(
                      "Warning: this machine's clock is %d s %s AWS's. Keyturn goes by AWS's; set the machine's."
                          .formatted(
                              skew.abs().toSeconds(), skew.isNegative() ? "ahead of" : "behind")));
    }
  }
}
