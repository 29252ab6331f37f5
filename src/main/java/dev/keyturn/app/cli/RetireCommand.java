package dev.keyturn.app.cli;

import dev.keyturn.inventory.KeyListReader;
import dev.keyturn.inventory.KeyListReading;
import dev.keyturn.inventory.ListedKeyRow;
import dev.keyturn.inventory.ReportProblem;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Policy;
import dev.keyturn.model.PolicyReader;
import dev.keyturn.plan.KeyRetirementAct;
import dev.keyturn.plan.KeyRetirementRefusal;
import dev.keyturn.plan.KeyRetirementRules;
import dev.keyturn.report.KeyRetirementText;
import dev.keyturn.result.KeyRetirementReport;
import dev.keyturn.rotate.KeyRetirement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@code retire}: keys that nobody uses, switched off, and later deleted. */
final class RetireCommand implements AwsCommand {
  private static final Option DELETE =
      Option.withoutValue(
          "delete", "Delete those that have been off for the whole recovery window.");

  private static final Duration USUAL_UNUSED = Duration.ofDays(45);

  private static final CommandHelp HELP =
      new CommandHelp(
          "retire KEY-ID… | --from FILE [--delete] [OPTION…]",
          "Switch off access keys that nobody uses; later, with --delete, delete them.",
          List.of(
              "Needs an administrator. A key that is used, that a secret needs, or that is root's is",
              "refused by name, and the rest is done. See docs/audit.md, Retiring."),
          List.of(
              "keyturn retire AKIAIOSFODNN7EXAMPLE --dry-run",
              "keyturn retire --from keys.csv --unused 90d",
              "keyturn retire --from keys.csv --delete --recovery 14d"));

  /** What is asked for: a key, or a row that names none. */
  private sealed interface Asked {
    record Key(AccessKeyId id) implements Asked {}

    record Nameless(String words) implements Asked {}
  }

  /** What a file came to. */
  private record Listed(List<Asked> asked, List<String> problems) {}

  @Override
  public String name() {
    return "retire";
  }

  @Override
  public CommandHelp help() {
    return HELP;
  }

  @Override
  public Optional<Operand> operand() {
    return Optional.of(
        new Operand("KEY-ID", false, true, OptionFormat.Shape.KEY_ID, "Whole access key IDs."));
  }

  @Override
  public List<Option> options() {
    return List.of(SharedOptions.FROM, DELETE, AuditOptions.UNUSED, SharedOptions.DRY_RUN);
  }

  @Override
  public String policyHeading() {
    return "The policy; of it, only recovery matters here:";
  }

  @Override
  public List<String> problems(Arguments arguments) {
    if (arguments.has(SharedOptions.FROM) && !arguments.names().isEmpty()) {
      return List.of("command line: KEY-ID and --from exclude each other");
    }
    return arguments.has(SharedOptions.FROM) || !arguments.names().isEmpty()
        ? List.of()
        : List.of("command line: which keys? Give KEY-ID… or --from FILE");
  }

  @Override
  public CommandResult run(CommandContext context) {
    Arguments arguments = context.arguments();
    Listed listed =
        arguments
            .text(SharedOptions.FROM)
            .map(RetireCommand::listed)
            .orElseGet(() ->
                new Listed(
                    arguments.names().stream()
                        .<Asked>map(id -> new Asked.Key(new AccessKeyId(id)))
                        .toList(),
                    List.of()));
    return listed.problems().isEmpty()
        ? retire(context, listed.asked())
        : CommandResult.problems(ExitCode.USAGE, context.now(), listed.problems());
  }

  private static CommandResult retire(CommandContext context, List<Asked> asked) {
    boolean dryRun = context.arguments().has(SharedOptions.DRY_RUN);
    KeyRetirement work =
        new KeyRetirement(
            context.ports(event -> {}),
            context.connection().retiring(),
            context.connection().caller().get(),
            new KeyRetirementRules(
                context.arguments().duration(AuditOptions.UNUSED, USUAL_UNUSED).toDays(),
                policy(context).recovery()),
            act(context),
            dryRun);
    List<KeyRetirementReport> reports = new ArrayList<>();
    for (Asked one : asked) {
      if (context.environment().stop().getAsBoolean()) {
        break;
      }
      reports.add(
          switch (one) {
            case Asked.Key(AccessKeyId id) -> work.retire(id);
            case Asked.Nameless(String words) -> nameless(words);
          });
    }
    boolean stopped = reports.size() < asked.size();
    ExitCode worst =
        reports.stream()
            .map(report -> exit(report, act(context)))
            .min(Comparator.naturalOrder())
            .orElse(ExitCode.NOTHING_DUE);
    return CommandResult.ofKeys(
        stopped ? worst.or(ExitCode.STOPPED) : worst,
        context.now(),
        reports,
        stopped
            ? List.of(
                "stopped: %d of %d keys were not looked at"
                    .formatted(asked.size() - reports.size(), asked.size()))
            : List.of(),
        new KeyRetirementText(context.style(), dryRun).lines(reports));
  }

  private static KeyRetirementAct act(CommandContext context) {
    return context.arguments().has(DELETE) ? KeyRetirementAct.DELETE : KeyRetirementAct.SWITCH_OFF;
  }

  /** No secret's tags have a say: whoever may write those could shorten the window. */
  private static Policy policy(CommandContext context) {
    return switch (PolicyReader.read(context.sources())) {
      case PolicyReader.Result.Valid(Policy policy) -> policy;
      case PolicyReader.Result.Invalid invalid ->
          throw new IllegalStateException("a command is started with a valid policy only");
    };
  }

  private static Listed listed(String file) {
    try (InputStream csv = Files.newInputStream(Path.of(file))) {
      return switch (KeyListReader.read(csv)) {
        case KeyListReading.Whole(List<ListedKeyRow> rows) ->
            new Listed(rows.stream().map(RetireCommand::asked).distinct().toList(), List.of());
        case KeyListReading.Refused(ReportProblem problem) ->
            new Listed(
                List.of(),
                List.of(
                    "%s: %s. Make one: keyturn audit --key-ids --csv %s"
                        .formatted(file, problem.sentence(), file)));
      };
    } catch (IOException | UncheckedIOException unreadable) {
      return new Listed(
          List.of(), List.of("%s cannot be read: %s".formatted(file, FileWords.of(unreadable))));
    }
  }

  private static Asked asked(ListedKeyRow row) {
    return row.key().<Asked>map(Asked.Key::new).orElseGet(() -> new Asked.Nameless(row.words()));
  }

  private static KeyRetirementReport nameless(String words) {
    return new KeyRetirementReport(
        words,
        Optional.empty(),
        Optional.empty(),
        KeyRetirementReport.State.REFUSED,
        KeyRetirementRefusal.NO_KEY_ID.word(),
        "The row has no key ID, and a report holds none: make the file with keyturn audit --key-ids.",
        Optional.empty(),
        List.of());
  }

  private static ExitCode exit(KeyRetirementReport report, KeyRetirementAct act) {
    return switch (report.state()) {
      case SWITCHED_OFF, DELETED -> ExitCode.DONE;
      case NOTED ->
          switch (act) {
            case SWITCH_OFF -> ExitCode.DONE;
            case DELETE -> ExitCode.WAITING;
          };
      case OFF -> ExitCode.NOTHING_DUE;
      case WAITING -> ExitCode.WAITING;
      case REFUSED -> ExitCode.REFUSED;
      case FAILED -> ExitCode.AWS;
    };
  }
}
