package dev.keyturn.rotate;

import dev.keyturn.model.SecretFields;
import dev.keyturn.plan.Reason;
import dev.keyturn.port.Event;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WriteLog;
import dev.keyturn.port.WriteResult;
import dev.keyturn.rotate.Adoption.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an adoption has changed so far, and what a person should know; and how it ends early. */
final class AdoptionLog {
  /**
   * Ends an adoption from within; caught in {@link Adoption#adopt}, never seen outside. An adoption
   * reads and checks by turns, in some twenty places over three classes, and each may end it:
   * without an exception every one of them would hand on what the one before it found.
   */
  static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Result result;

    private Stop(Result result) {
      super(null, null, false, false);
      this.result = result;
    }

    Result result() {
      return result;
    }
  }

  private final Ports ports;
  private final Adoption.Request request;
  private final WriteLog writes = new WriteLog();
  private final List<String> changes = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();

  AdoptionLog(Ports ports, Adoption.Request request) {
    this.ports = ports;
    this.request = request;
  }

  /** What AWS is asked to change, as it is told with the next event. */
  WriteLog writes() {
    return writes;
  }

  List<String> changes() {
    return List.copyOf(changes);
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  void warn(String what) {
    warnings.add(what);
  }

  static void stopIf(Optional<Result> reason) {
    reason.ifPresent(result -> {
      throw new Stop(result);
    });
  }

  void change(String what) {
    changes.add(what);
  }

  /** What a read has found; it ends the adoption where it failed. */
  <T> Optional<T> found(ReadResult<T> read) {
    return switch (read) {
      case ReadResult.Got<T>(T value) -> Optional.of(value);
      case ReadResult.Absent<T> absent -> Optional.empty();
      case ReadResult.Failed<T>(Failure failure) ->
          throw new Stop(new Result.Failed(failure, List.copyOf(changes)));
    };
  }

  /** What a write came to; it ends the adoption where it did not happen. */
  <T> T done(WriteResult<T> write, String action) {
    return switch (write) {
      case WriteResult.Done<T>(T value) -> {
        tell(Event.Kind.HOUSEKEEPING, "adopt", changes.getLast());
        yield value;
      }
      case WriteResult.Refused<T>(WriteResult.Refusal refusal) ->
          throw failed(new Failure.Rejected(action, refusal.name(), "run this again"));
      case WriteResult.Failed<T>(Failure failure) -> throw failed(failure);
      case WriteResult.InDoubt<T>(Failure failure) -> throw failed(failure);
    };
  }

  /**
   * The change that failed was counted already; it did not happen, or is found done by the next
   * run.
   */
  private Stop failed(Failure failure) {
    tell(Event.Kind.FAILED, failure.action(), failure.sentence());
    return new Stop(
        new Result.Failed(failure, List.copyOf(changes.subList(0, changes.size() - 1))));
  }

  private void tell(Event.Kind kind, String name, String sentence) {
    ports
        .events()
        .record(
            new Event(
                ports.clock().instant(),
                request.secret(),
                Optional.of(request.user()),
                kind,
                name,
                "",
                Optional.empty(),
                sentence,
                writes.untold()));
  }

  /** Refuses what a run would refuse by that word as well. */
  static Stop refuse(Reason reason, String why, String remedy) {
    return new Stop(new Result.Refused(Optional.of(reason), why, remedy));
  }

  /** Refuses fields that are only recognised. */
  static Stop unconfirmed(
      Optional<Reason> reason, String why, String remedy, SecretFields recognised) {
    return new Stop(new Result.Refused(reason, why, remedy, Optional.of(recognised)));
  }

  /** Refuses what only an adoption does. */
  static Stop refuse(String why, String remedy) {
    return new Stop(new Result.Refused(Optional.empty(), why, remedy));
  }
}
