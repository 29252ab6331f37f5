package dev.keyturn.app.lambda;

import dev.keyturn.app.env.PassSettings;
import dev.keyturn.aws.AwsConnection;
import dev.keyturn.fleet.AccountNewsReader;
import dev.keyturn.fleet.CloseLooks;
import dev.keyturn.fleet.Fleet;
import dev.keyturn.fleet.FoundSecrets;
import dev.keyturn.fleet.GoneSecretsSearched;
import dev.keyturn.fleet.PassChoice;
import dev.keyturn.fleet.ScreenedPass;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.port.CallCount;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The schedule's work: whatever is due on every secret. */
final class ScheduledRun {
  static final FunctionWork WORK = new FunctionWork.OnSchedule();

  private static final int CONCURRENCY = 4;

  /** With less time than this, nothing new is begun: the next run does it from the beginning. */
  private static final Duration WORTH_BEGINNING = Duration.ofSeconds(15);

  private final Invocation invocation;

  ScheduledRun(Invocation invocation) {
    this.invocation = invocation;
  }

  /**
   * Works on the secrets that the environment lists, or else on all that were adopted, within the
   * prefix that it names, as far as the account's lists cannot tell that they are at rest. It tells
   * of those that have lost their pin or cannot be read. What is due comes first; otherwise it
   * begins at any of them, so that where the time is always too short it is not always the same
   * ones that are left.
   *
   * @return what came of each that was looked at, and how many were not
   */
  ScheduledRunResult run() {
    int drawn = invocation.environment().names().get().version().hashCode();
    List<ManagedSecret> listed = invocation.configuration().secrets().targets();
    PassChoice choice =
        listed.isEmpty()
            ? chosen(drawn)
            : PassChoice.of(FoundSecrets.named(beginningAt(drawn, listed)));
    List<SecretResult> results = new ArrayList<>(each(choice.found().targets()));
    choice.unscreened().ifPresent(why -> invocation.metrics().unscreened());
    invocation.metrics().swept(results.size() + choice.leftAlone());
    choice
        .found()
        .told()
        .forEach(report -> results.add(invocation.tell(new SecretResult(WORK, report))));
    return ScheduledRunResult.of(
        results, choice.leftAlone(), choice.unscreened(), choice.unsearched());
  }

  /** The same in turn, beginning at one of them. */
  static <T> List<T> beginningAt(int drawn, List<T> all) {
    List<T> turned = new ArrayList<>(all);
    Collections.rotate(turned, -by(drawn, all));
    return List.copyOf(turned);
  }

  private static int by(int drawn, List<?> all) {
    return Math.floorMod(drawn, Math.max(1, all.size()));
  }

  private PassChoice chosen(int drawn) {
    Instant now = invocation.aws().clock().instant();
    return switch (choose(drawn, now, GoneSecretsSearched.ALWAYS, this::leaveAlone)) {
      case ReadResult.Got<PassChoice>(PassChoice choice) -> choice;
      case ReadResult.Absent<PassChoice> none -> PassChoice.of(FoundSecrets.named(List.of()));
      case ReadResult.Failed<PassChoice>(Failure failure) -> throw notListed(failure);
    };
  }

  /**
   * Chooses among all that were adopted.
   *
   * @param drawn at which of those of one kind to begin
   * @param asked when the run was asked for, which may have waited in a queue since
   * @param searched when users whose secret is gone are searched for
   * @param alone is given what there is to tell of each secret that is left alone
   */
  ReadResult<PassChoice> choose(
      int drawn, Instant asked, GoneSecretsSearched searched, Consumer<RunReport> alone) {
    CallCount calls = new CallCount();
    ReadResult<PassChoice> read = calls.during(() -> pass(drawn, asked, searched).choose(alone));
    invocation.metrics().add(calls);
    return read;
  }

  private ScreenedPass pass(int drawn, Instant asked, GoneSecretsSearched searched) {
    AwsConnection aws = invocation.aws();
    Configuration configuration = invocation.configuration();
    Deadline deadline = invocation.deadline();
    return new ScreenedPass(
        aws.secrets(),
        new AccountNewsReader(aws.accountUsers(), aws.clock(), deadline, deadline),
        aws.clock(),
        configuration.secrets().prefix(),
        configuration.settings(),
        arn -> looks(asked, aws.clock().instant()),
        drawn,
        ScreenedPass.FEW,
        searched);
  }

  /** A function remembers nothing; but its deployment says how often its schedule comes. */
  private CloseLooks looks(Instant asked, Instant now) {
    PassSettings pass = invocation.configuration().pass();
    return pass.passEvery()
        .map(every -> CloseLooks.sinceOneOf(every, pass.lookClosely(), asked, now))
        .orElseGet(() -> new CloseLooks(pass.lookClosely(), Instant.MIN, Set.of()));
  }

  void leaveAlone(RunReport report) {
    invocation
        .metrics()
        .leftAlone(new SecretResult(WORK, report), invocation.aws().clock().instant());
  }

  private FunctionFailed notListed(Failure failure) {
    String reason = failure.word();
    String message =
        "The secrets could not be listed, so that nothing was done. " + failure.sentence();
    return invocation.nothingDone(
        failure.action(),
        new InvocationRefusal(Optional.of(WORK), Optional.empty(), reason, message));
  }

  /** Does what is due for each; what there is no time for is told as not begun. */
  List<SecretResult> each(List<ManagedSecret> targets) {
    return Fleet.each(targets, CONCURRENCY, this::run);
  }

  private SecretResult run(ManagedSecret target) {
    if (!invocation.deadline().leaves(WORTH_BEGINNING)) {
      return invocation.tell(SecretResult.notBegun(target));
    }
    return invocation.run(WORK, target, new RunRequest.Advance(), Optional.empty());
  }
}
