package dev.keyturn.app.cli;

import dev.keyturn.app.cli.simulate.ReportSimulation;
import dev.keyturn.app.cli.simulate.SimulatedRuns;
import dev.keyturn.app.env.SettingVariables;
import dev.keyturn.model.Durations;
import dev.keyturn.model.Policy;
import dev.keyturn.model.PolicyReader;
import dev.keyturn.model.PolicySource;
import dev.keyturn.report.SimulationSummary;
import dev.keyturn.report.SimulationTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code simulate}: what rotating the keys of an account would do, in half a year. */
final class SimulateCommand implements SimulationCommand {
  private static final Option SCHEDULE =
      Option.withValue(
          "schedule",
          "DURATION",
          OptionFormat.Shape.DURATION,
          "How often a run starts, 15m to 90d (default: 6h).");

  private static final Duration USUAL_SCHEDULE = Duration.ofHours(6);

  private static final Option CACHE =
      Option.withValue(
          "cache",
          "DURATION",
          OptionFormat.Shape.DURATION,
          "How long consumers keep a key that they have read, 0s to 90d (default: 1h).");

  private static final Duration USUAL_CACHE = Duration.ofHours(1);

  private static final Option LOOK_EVERYWHERE =
      Option.withoutValue(
          "look-everywhere",
          "Look at every secret in each run, also where nothing is due: the same, but slow.");

  private static final Duration LONGEST = Duration.ofDays(90);

  private static final CommandHelp HELP =
      new CommandHelp(
          "simulate [--report FILE] [OPTION…]",
          "Try a policy on the keys of an account: half a year on a simulated AWS.",
          List.of(
              "Everybody is adopted and rotated there by the engine itself. It tells the rotations",
              "a day, the first wave, who halts, and until when each consumer has to have read its",
              "new key. Nothing is changed; see docs/simulate.md for what is taken for granted."),
          List.of(
              "keyturn simulate",
              "keyturn simulate --report report.csv --html rotations.html",
              "keyturn simulate --report report.csv --max-age 30d --overlap 3d --spread 14d",
              "keyturn simulate --report report.csv --days 365 --output json"));

  @Override
  public String name() {
    return "simulate";
  }

  @Override
  public CommandHelp help() {
    return HELP;
  }

  @Override
  public List<Option> options() {
    return List.of(
        AuditCommand.REPORT,
        DemoCommand.DAYS,
        SCHEDULE,
        CACHE,
        LOOK_EVERYWHERE,
        SharedOptions.HTML);
  }

  @Override
  public List<Option> everyOption() {
    List<Option> every = new ArrayList<>(options());
    every.addAll(ConnectionOptions.ALL);
    every.addAll(SharedOptions.OF_EVERY_RUN);
    return every;
  }

  @Override
  public boolean takesPolicy() {
    return true;
  }

  @Override
  public String policyHeading() {
    return "The policy:";
  }

  @Override
  public List<String> problems(Arguments arguments) {
    List<String> problems = new ArrayList<>();
    if (arguments.texts(AuditCommand.REPORT).size() > 1) {
      problems.add("command line: report has several files; a simulation is of one account");
    }
    arguments
        .text(AuditCommand.REPORT)
        .flatMap(report ->
            arguments.text(SharedOptions.HTML).filter(file -> AuditCommand.isSame(report, file)))
        .ifPresent(file -> problems.add("command line: html would write over the report " + file));
    bounds(arguments, SCHEDULE, USUAL_SCHEDULE, Duration.ofMinutes(15), problems);
    bounds(arguments, CACHE, USUAL_CACHE, Duration.ZERO, problems);
    return problems;
  }

  private static void bounds(
      Arguments arguments, Option option, Duration usual, Duration least, List<String> problems) {
    Duration duration = arguments.duration(option, usual);
    if (duration.compareTo(least) < 0 || duration.compareTo(LONGEST) > 0) {
      problems.add(
          "command line: %s is %s, but must be from %s to %s"
              .formatted(
                  option.name(),
                  Durations.format(duration),
                  Durations.format(least),
                  Durations.format(LONGEST)));
    }
  }

  @Override
  public ExitCode run(CliEnvironment environment, Arguments arguments) {
    CommandOutput output = new CommandOutput(environment);
    Optional<String> report = arguments.text(AuditCommand.REPORT);
    if (report.isEmpty()) {
      return switch (LiveReport.read(environment, arguments)) {
        case LiveReport.Result.Ended(NoReport why) -> {
          output.print(
              arguments,
              CommandResult.problems(
                  why.exit(), environment.clock().instant(), List.of(why.problem())),
              Optional.empty());
          yield why.exit();
        }
        case LiveReport.Result.Read(ReportFile file, List<String> missing) ->
            simulate(environment, arguments, file, missing);
      };
    }
    return switch (ReportFile.read(report.get())) {
      case ReportFile.Result.Refused(String problem) -> {
        output.refuse(name(), arguments.json(), List.of(problem));
        yield ExitCode.USAGE;
      }
      case ReportFile.Result.Read(ReportFile file) ->
          simulate(environment, arguments, file, List.of());
    };
  }

  private static ExitCode simulate(
      CliEnvironment environment, Arguments arguments, ReportFile file, List<String> missing) {
    List<PolicySource> sources =
        List.of(withoutFields(SettingVariables.settings(environment.env())), arguments.settings());
    ReportSimulation simulation = new ReportSimulation(file.source(), file.users(), missing);
    SimulationTerms terms =
        new SimulationTerms(
            file.source().made(),
            arguments.number(DemoCommand.DAYS, DemoCommand.USUAL_DAYS),
            arguments.duration(SCHEDULE, USUAL_SCHEDULE),
            arguments.duration(CACHE, USUAL_CACHE),
            policy(sources));
    return new SimulationOutput(environment, arguments)
        .beside(() -> run(environment, arguments, simulation, terms, sources), !missing.isEmpty());
  }

  private static Optional<SimulationSummary> run(
      CliEnvironment environment,
      Arguments arguments,
      ReportSimulation simulation,
      SimulationTerms terms,
      List<PolicySource> sources) {
    Instant started = environment.clock().instant();
    DayProgress progress = new DayProgress(environment, terms.days());
    Optional<SimulationSummary> summary =
        simulation.run(
            terms,
            sources,
            arguments.has(LOOK_EVERYWHERE)
                ? SimulatedRuns.Looks.EVERYWHERE
                : SimulatedRuns.Looks.WHERE_DUE,
            progress::passed,
            environment.stop());
    progress.clear();
    if (summary.isPresent()) {
      tellSpeed(
          environment, terms.days(), Duration.between(started, environment.clock().instant()));
    }
    return summary;
  }

  /** The secrets here hold their keys in the usual fields, whatever the deployment's do. */
  private static PolicySource withoutFields(PolicySource source) {
    return new PolicySource(source.place(), source.values(), source.tagLimits());
  }

  /** The command line was refused before, where they make none. */
  private static Policy policy(List<PolicySource> sources) {
    return switch (PolicyReader.read(sources)) {
      case PolicyReader.Result.Valid(Policy policy) -> policy;
      case PolicyReader.Result.Invalid(List<String> problems) ->
          throw new IllegalStateException(String.join("; ", problems));
    };
  }

  /** On standard error, as what is on standard output is the same each time. */
  private static void tellSpeed(CliEnvironment environment, int days, Duration took) {
    if (took.isPositive()) {
      double seconds = took.toMillis() / 1000.0;
      environment
          .err()
          .println(
              String.format(
                  Locale.ROOT,
                  "%d days simulated in %.1f s, %.1f days a second.",
                  days,
                  seconds,
                  days / seconds));
    }
  }
}
