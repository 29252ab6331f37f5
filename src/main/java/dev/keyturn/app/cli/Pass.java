package dev.keyturn.app.cli;

import dev.keyturn.app.env.PassSettings;
import dev.keyturn.fleet.AccountMessage;
import dev.keyturn.fleet.AccountNewsReader;
import dev.keyturn.fleet.CloseLooks;
import dev.keyturn.fleet.Fleet;
import dev.keyturn.fleet.FoundSecrets;
import dev.keyturn.fleet.GoneSecretsSearched;
import dev.keyturn.fleet.PassChoice;
import dev.keyturn.fleet.PassOutage;
import dev.keyturn.fleet.ScreenedPass;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.report.PassSummary;
import dev.keyturn.report.PassText;
import dev.keyturn.report.VisibleText;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.result.SecretStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One pass of {@code run} or {@code status} over all adopted secrets of an account and Region: the
 * lists first, then a close look at those that these cannot tell of.
 */
final class Pass {
  private final CommandContext context;
  private final PassSettings settings;
  private final Optional<AccountMessage> message;
  private PassChoice chosen = PassChoice.of(FoundSecrets.named(List.of()));
  private final PassOutage outage;
  private Optional<PassMemory> memory = Optional.empty();

  /** By AWS's clock, which is known by its first reply. */
  private Instant began = Instant.MIN;

  Pass(CommandContext context) {
    this(context, Optional.empty());
  }

  /**
   * A pass, or the part of one that a message asks for.
   *
   * @param message which says where to begin, and which run it is of; empty for the whole pass of a
   *     command
   */
  Pass(CommandContext context, Optional<AccountMessage> message) {
    this.context = context;
    this.message = message;
    this.settings = PassOptions.settings(context.environment().env(), context.arguments());
    this.outage = new PassOutage(context.environment().clock());
  }

  /**
   * Makes the pass.
   *
   * @param work what is done with each secret that is looked at closely
   * @param order in which order those are told that are listed
   * @param text what a person reads, of those in that order and of the counts of all
   */
  CommandResult over(
      BiFunction<ProgressPrinter, ManagedSecret, RunReport> work,
      UnaryOperator<List<RunReport>> order,
      BiFunction<List<RunReport>, PassReports, List<String>> text) {
    PassReports reports = new PassReports(kept(), new JsonLines(context)::print);
    return switch (choose(isOfAll() ? reports : toldAlready -> {})) {
      case ReadResult.Got<PassChoice>(PassChoice all) -> {
        chosen = message.map(it -> it.begin().from(all)).orElse(all);
        yield chosen.isEmpty()
            ? context.nothingBound()
            : ended(chosen, reports, order, text, lookedAt(chosen, reports, work));
      }
      case ReadResult.Absent<PassChoice> none -> context.nothingBound();
      case ReadResult.Failed<PassChoice>(Failure failure) ->
          CommandResult.failed(context.now(), failure);
    };
  }

  /** A page, and a document, have all of them; and of each of several accounts all are counted. */
  private PassReports.Kept kept() {
    Arguments arguments = context.arguments();
    if (isOnlyCounted()) {
      return PassReports.Kept.COUNTED;
    }
    boolean all =
        (arguments.json() && !arguments.jsonLines())
            || arguments.has(SharedOptions.HTML)
            || context.isOneOfSeveral();
    return all ? PassReports.Kept.ALL : PassReports.Kept.FEW;
  }

  /**
   * Whether nobody is shown those that are fine, nor any text: a worker, and {@code run} in several
   * accounts, tell of what was done and what needs attention.
   */
  private boolean isOnlyCounted() {
    Arguments arguments = context.arguments();
    return message.isPresent()
        || (context.isOneOfSeveral()
            && arguments.command() instanceof RunCommand
            && !arguments.has(SharedOptions.DRY_RUN)
            && !arguments.json());
  }

  /** What it was to look at, in its order, once it was made. */
  PassChoice chosen() {
    return chosen;
  }

  /** Only the first part of a pass tells of those that are left alone. */
  private boolean isOfAll() {
    return message.map(it -> it.begin().isBeginning()).orElse(true);
  }

  private ReadResult<PassChoice> choose(Consumer<RunReport> alone) {
    return new ScreenedPass(
            context.connection().secrets(),
            new AccountNewsReader(
                context.connection().users(),
                context.connection().clock(),
                context.environment().sleeper(),
                context.environment().stop()),
            context.connection().clock(),
            context.prefix(),
            context.sources(),
            this::looks,
            0,
            ScreenedPass.FEW,
            searched())
        .choose(alone);
  }

  private GoneSecretsSearched searched() {
    if (!isOfAll()) {
      return GoneSecretsSearched.NEVER;
    }
    return isAllClosely() ? GoneSecretsSearched.ALWAYS : GoneSecretsSearched.WITH_LISTS;
  }

  private Optional<String> unscreened(PassChoice choice) {
    return choice.unscreened().filter(why -> !isAllClosely());
  }

  private boolean isAllClosely() {
    return context.arguments().has(PassOptions.ALL_CLOSELY);
  }

  /** By what this machine remembers, or else by how often passes are said to come. */
  private CloseLooks looks(String arn) {
    Duration every = settings.lookClosely();
    // Another machine's worker may have made the last pass: what this one remembers says nothing.
    return message
        .map(it ->
            settings
                .passEvery()
                .filter(passes -> !isAllClosely())
                .map(passes -> CloseLooks.sinceOneOf(passes, every, it.enqueued(), context.now()))
                .orElseGet(() -> new CloseLooks(every, Instant.MIN, Set.of())))
        .orElseGet(() -> looksByMemory(arn, every));
  }

  private CloseLooks looksByMemory(String arn, Duration every) {
    PassMemory here = PassMemory.of(context.environment().env(), arn, context.prefix());
    memory = Optional.of(here);
    began = context.now();
    if (isAllClosely()) {
      return new CloseLooks(every, Instant.MIN, Set.of());
    }
    Optional<PassMemory.Pass> last = here.read();
    return last.map(pass -> new CloseLooks(every, pass.began(), pass.left()))
        .or(() -> settings.passEvery().map(passes -> CloseLooks.sinceOneOf(passes, every, began)))
        .orElseGet(() -> new CloseLooks(every, Instant.MIN, Set.of()));
  }

  /**
   * Does the work; the names of those that it did not come to, was kept from, or found wrong. No
   * list tells of what a close look finds wrong: left alone, it would pass for right until its
   * turn.
   */
  private Set<String> lookedAt(
      PassChoice choice,
      PassReports reports,
      BiFunction<ProgressPrinter, ManagedSecret, RunReport> work) {
    List<ManagedSecret> targets = choice.found().targets();
    // It takes its time, so that it is told before.
    unscreened(choice)
        .filter(why -> !context.isOneOfSeveral())
        .ifPresent(why ->
            context
                .environment()
                .err()
                .println(
                    "Looking at all %,d secrets. %s"
                        .formatted(targets.size(), VisibleText.of(why))));
    ProgressPrinter progress = context.progress(targets);
    PassProgress counted = new PassProgress(context.environment(), progress, targets.size());
    Set<String> left = ConcurrentHashMap.newKeySet();
    Fleet.each(
        targets,
        SharedOptions.concurrency(context.arguments()),
        target -> {
          RunReport report = isToStop() ? notBegun(target) : looked(work, progress, target);
          reports.accept(report);
          counted.ended();
          SecretStatus status = report.status();
          if (status.compareTo(SecretStatus.STOPPED) <= 0) {
            left.add(target.secret());
          }
          return status;
        });
    choice.found().told().forEach(reports);
    progress.clear();
    return left;
  }

  private boolean isToStop() {
    return context.environment().stop().getAsBoolean() || outage.noticed().isPresent();
  }

  private RunReport looked(
      BiFunction<ProgressPrinter, ManagedSecret, RunReport> work,
      ProgressPrinter progress,
      ManagedSecret target) {
    RunReport report = work.apply(progress, target);
    outage.ended(report);
    return report;
  }

  /** Of a secret that the pass did not come to before it was stopped. */
  private static RunReport notBegun(ManagedSecret target) {
    return RunReport.unseen(target, new RunRequest.Advance(), new RunOutcome.Interrupted());
  }

  private CommandResult ended(
      PassChoice choice,
      PassReports reports,
      UnaryOperator<List<RunReport>> order,
      BiFunction<List<RunReport>, PassReports, List<String>> text,
      Set<String> left) {
    if (context.arguments().command() instanceof RunCommand
        && !context.arguments().has(SharedOptions.DRY_RUN)) {
      memory.ifPresent(it -> it.write(new PassMemory.Pass(began, left)));
    }
    PassSummary pass =
        new PassSummary(
            choice.leftAlone(),
            choice.found().targets().size(),
            choice.turns(),
            choice.asOf(),
            unscreened(choice),
            choice.unsearched(),
            reports.abandoned(),
            reports.notBegun(),
            outage.noticed());
    List<RunReport> listed = order.apply(reports.listed());
    List<String> lines = new ArrayList<>();
    if (!isOnlyCounted()) {
      lines.addAll(text.apply(listed, reports));
      lines.addAll(new PassText(context.style(), context.now()).lines(pass));
    }
    return CommandResult.of(reports.exit(), context.now(), listed, lines).with(pass);
  }
}
