package dev.keyturn.fleet;

import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.Sleeper;
import dev.keyturn.port.WorkQueue;
import dev.keyturn.port.WorkQueue.Incoming;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Takes messages from a queue, one at a time, and has a pass made for each. It keeps nothing
 * between them, and may be killed at any moment: the message comes back when its visibility lapses,
 * and the engine does what it does after any crash. A message is told of and its rest is sent
 * before it is deleted, so that what can happen is twice, and never not at all.
 *
 * @param queue where they come from, and where the rest of a large account goes
 * @param passes makes passes
 * @param accepts why a message is none for this worker; empty where it is
 * @param beats calls back while a pass is made
 * @param visibility for how long a message is ours without a sign of life
 * @param stop asked before each message; a pass asks for itself
 * @param results takes what became of each message
 */
public record QueueWorker<T>(
    WorkQueue queue,
    Passes<T> passes,
    Check accepts,
    Beats beats,
    Sleeper sleeper,
    Duration visibility,
    BooleanSupplier stop,
    Consumer<MessageResult<T>> results) {
  /** Shorter than a connection waits for an answer, and than a supervisor's patience. */
  private static final Duration LONG_POLL = Duration.ofSeconds(10);

  /** So many signs of life before the visibility lapses. */
  private static final int BEATS = 3;

  /** Of a message that fails; without a pause, it would be back and fail again at once. */
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private static final int MOST_TRIES = 3;

  /** Makes passes. */
  @FunctionalInterface
  public interface Passes<T> {
    Pass<T> of(AccountMessage message);
  }

  /** A pass over an account. */
  public interface Pass<T> {
    /** Makes it, to its end or until it is to stop. */
    PassEnd<T> make();

    /** Asks it to end as soon as it safely can; from another thread. */
    void stop();
  }

  /** Looks at what a message asks for. */
  @FunctionalInterface
  public interface Check {
    Optional<String> problem(AccountMessage message);
  }

  /** Calls something again and again, from another thread, until it is closed. */
  @FunctionalInterface
  public interface Beats {
    Beat every(Duration interval, Runnable beat);

    /** The end of it. After {@link #close} nothing is called any more. */
    interface Beat {
      void close();
    }
  }

  /**
   * Works until it is to stop, or until the queue is empty.
   *
   * @return why the queue could not be asked; empty where it was worked off or stopped
   */
  public Optional<Failure> work(boolean untilEmpty) {
    PatientRead patient = new PatientRead(sleeper);
    while (!stop.getAsBoolean()) {
      switch (patient.of(() -> queue.receive(LONG_POLL, visibility))) {
        case ReadResult.Got<Incoming>(Incoming incoming) -> take(incoming);
        case ReadResult.Absent<Incoming> none -> {
          if (untilEmpty) {
            return Optional.empty();
          }
        }
        case ReadResult.Failed<Incoming>(Failure failure) -> {
          return stop.getAsBoolean() ? Optional.empty() : Optional.of(failure);
        }
      }
    }
    return Optional.empty();
  }

  private void take(Incoming incoming) {
    switch (AccountMessageReader.read(incoming.body())) {
      case AccountMessageReader.Reading.Wrong(List<String> problems) ->
          putAside(incoming, Optional.empty(), problems);
      case AccountMessageReader.Reading.Message(AccountMessage message) -> {
        Optional<String> problem = accepts.problem(message);
        if (problem.isPresent()) {
          putAside(incoming, Optional.of(message), List.of(problem.get()));
        } else if (stop.getAsBoolean()) {
          // It came while the worker was told to stop.
          settle(() -> queue.extend(incoming.receipt(), Duration.ZERO));
        } else {
          pass(incoming, message);
        }
      }
    }
  }

  /** Told first: should the worker die of it, the reason is known. */
  private void putAside(
      Incoming incoming, Optional<AccountMessage> message, List<String> problems) {
    results.accept(
        new MessageResult<>(
            incoming.id(),
            incoming.receives(),
            message,
            Optional.empty(),
            MessageResult.Fate.PUT_ASIDE,
            problems));
    settle(() -> queue.extend(incoming.receipt(), PAUSE));
  }

  private void pass(Incoming incoming, AccountMessage message) {
    Pass<T> pass = passes.of(message);
    AtomicReference<Optional<Failure>> lost = new AtomicReference<>(Optional.empty());
    Beats.Beat beat = beats.every(visibility.dividedBy(BEATS), () -> prolong(incoming, pass, lost));
    Supplier<Optional<Failure>> last;
    try {
      PassEnd<T> end = pass.make();
      // Telling and sending take their time, too, where others are slow to answer.
      last =
          lost.get()
              .map(why -> lost(incoming, message, end.told(), why))
              .orElseGet(() -> finish(incoming, message, end));
    } finally {
      beat.close();
    }
    settle(last);
  }

  private Supplier<Optional<Failure>> lost(
      Incoming incoming, AccountMessage message, T told, Failure why) {
    tell(incoming, message, told, MessageResult.Fate.LOST, List.of(why.sentence()));
    return Optional::empty;
  }

  /**
   * A failure that may pass is tried again by the next beat, of which there are enough. Any other
   * one says that the message is not ours any more, or will not be: another worker has it, and two
   * on one account would only be throttled together. That both are right is the engine's business.
   */
  private void prolong(Incoming incoming, Pass<T> pass, AtomicReference<Optional<Failure>> lost) {
    Optional<Failure> failure = queue.extend(incoming.receipt(), visibility);
    if (failure.filter(it -> !it.isPassing()).isPresent()) {
      lost.set(failure);
      pass.stop();
    }
  }

  /** Tells how it ended, and returns what is to be asked of the queue for the message at last. */
  private Supplier<Optional<Failure>> finish(
      Incoming incoming, AccountMessage message, PassEnd<T> end) {
    return switch (end.next()) {
      case PassEnd.Next.Over over -> {
        tell(incoming, message, end.told(), MessageResult.Fate.DONE, List.of());
        yield () -> queue.delete(incoming.receipt());
      }
      case PassEnd.Next.GoOn(PassPosition rest) -> goOn(incoming, message, end.told(), rest);
      case PassEnd.Next.HandBack back -> {
        tell(incoming, message, end.told(), MessageResult.Fate.HANDED_BACK, List.of());
        yield () -> queue.extend(incoming.receipt(), Duration.ZERO);
      }
      case PassEnd.Next.ComeBack(String why) -> {
        tell(incoming, message, end.told(), MessageResult.Fate.COMES_BACK, List.of(why));
        yield () -> queue.extend(incoming.receipt(), PAUSE);
      }
    };
  }

  /** Where it fails in the end, the message comes back by itself, and is found done. */
  private void settle(Supplier<Optional<Failure>> call) {
    for (int tries = 1; tries <= MOST_TRIES; tries++) {
      if (call.get().filter(Failure::isPassing).isEmpty()) {
        return;
      }
      sleeper.sleep(Duration.ofSeconds(tries));
    }
  }

  private Supplier<Optional<Failure>> goOn(
      Incoming incoming, AccountMessage message, T told, PassPosition rest) {
    List<WorkQueue.Unsent> unsent =
        new Dispatch(queue, sleeper).send(List.of(message.from(rest).outgoing()));
    if (unsent.isEmpty()) {
      tell(incoming, message, told, MessageResult.Fate.CONTINUED, List.of());
      return () -> queue.delete(incoming.receipt());
    }
    tell(
        incoming,
        message,
        told,
        MessageResult.Fate.COMES_BACK,
        List.of(unsent.getFirst().failure().sentence()));
    return () -> queue.extend(incoming.receipt(), PAUSE);
  }

  private void tell(
      Incoming incoming,
      AccountMessage message,
      T told,
      MessageResult.Fate fate,
      List<String> problems) {
    results.accept(
        new MessageResult<>(
            incoming.id(),
            incoming.receives(),
            Optional.of(message),
            Optional.of(told),
            fate,
            problems));
  }
}
