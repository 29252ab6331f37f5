package dev.keyturn.app.lambda;

import dev.keyturn.app.env.ConfiguredSecrets;
import dev.keyturn.fleet.Fleet;
import dev.keyturn.fleet.FoundSecrets;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.port.CallCount;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.result.RunRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** The schedule's work: whatever is due on every secret. */
final class ScheduledRun {
  private static final FunctionWork WORK = new FunctionWork.OnSchedule();

  private static final int CONCURRENCY = 4;

  /** With less time than this, nothing new is begun: the next run does it from the beginning. */
  private static final Duration WORTH_BEGINNING = Duration.ofSeconds(15);

  private final Invocation invocation;

  ScheduledRun(Invocation invocation) {
    this.invocation = invocation;
  }

  /**
   * Works on the secrets that the environment lists, or else on all that were adopted, within the
   * prefix that it names, and tells of those that have lost their pin or cannot be read. It begins
   * at any of them, so that where the time is always too short it is not always the same ones that
   * are left.
   *
   * @return what came of each, in the order in which they are listed
   */
  List<SecretResult> run() {
    FoundSecrets found = found();
    int drawn = invocation.environment().names().get().version().hashCode();
    List<SecretResult> all =
        Fleet.each(beginningAt(drawn, found.targets()), CONCURRENCY, this::run);
    invocation.metrics().swept(all.size());
    List<SecretResult> results = new ArrayList<>(asListed(drawn, all));
    found.told().forEach(report -> results.add(invocation.tell(new SecretResult(WORK, report))));
    return results;
  }

  /** The same in turn, beginning at one of them. */
  static <T> List<T> beginningAt(int drawn, List<T> all) {
    return turned(-by(drawn, all), all);
  }

  /** The same from the beginning again. */
  static <T> List<T> asListed(int drawn, List<T> turned) {
    return turned(by(drawn, turned), turned);
  }

  private static int by(int drawn, List<?> all) {
    return Math.floorMod(drawn, Math.max(1, all.size()));
  }

  private static <T> List<T> turned(int by, List<T> all) {
    List<T> turned = new ArrayList<>(all);
    Collections.rotate(turned, by);
    return List.copyOf(turned);
  }

  private FoundSecrets found() {
    ConfiguredSecrets secrets = invocation.configuration().secrets();
    List<ManagedSecret> listed = secrets.targets();
    if (!listed.isEmpty()) {
      return FoundSecrets.named(listed);
    }
    CallCount calls = new CallCount();
    ReadResult<FoundSecrets> read =
        calls.during(() -> Fleet.find(invocation.aws().secrets(), secrets.prefix()));
    invocation.metrics().add(calls);
    return switch (read) {
      case ReadResult.Got<FoundSecrets>(FoundSecrets found) -> found;
      case ReadResult.Absent<FoundSecrets> none -> FoundSecrets.named(List.of());
      case ReadResult.Failed<FoundSecrets>(Failure failure) -> throw notListed(failure);
    };
  }

  private FunctionFailed notListed(Failure failure) {
    String reason = failure.word();
    String message =
        "The secrets could not be listed, so that nothing was done. " + failure.sentence();
    return invocation.nothingDone(
        failure.action(),
        new InvocationRefusal(Optional.of(WORK), Optional.empty(), reason, message));
  }

  private SecretResult run(ManagedSecret target) {
    if (!invocation.deadline().leaves(WORTH_BEGINNING)) {
      return invocation.tell(SecretResult.notBegun(target));
    }
    return invocation.run(WORK, target, new RunRequest.Advance(), Optional.empty());
  }
}
