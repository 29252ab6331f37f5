package dev.keyturn.evidence;

import dev.keyturn.port.Event;
import dev.keyturn.port.EventSink;
import dev.keyturn.port.Failure;
import dev.keyturn.port.JournalStore;
import dev.keyturn.port.MessageSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes one run's segment of a journal: a line when it happens, and a checkpoint at the end. A
 * journal is a witness and no part of the work: nothing here throws, and once something could not
 * be written, or writing has taken its share of the run's time, nothing more is tried until the
 * end, where it is tried once more. A run that does nothing leaves no segment and asks nobody. Safe
 * for use by several threads, none of which waits for what another writes.
 *
 * <p>While a secret's new key is not stored yet, nothing is written on its behalf: its secret is in
 * this process's memory alone, and each moment there is one in which it may be lost.
 */
public final class JournalWriter implements EventSink {
  /** What writing lines may take of a run, altogether; all that was not written is, at the end. */
  static final Duration SHARE = Duration.ofSeconds(30);

  private final SegmentWriter segment;
  private final LongSupplier nanos;

  /** Lines that nobody writes yet, and the guard of the next one. */
  private final List<Map<String, @Nullable Object>> waiting = new ArrayList<>();

  private final Set<String> unstored = new HashSet<>();

  /** Held by whoever writes; it guards all that follows, and the segment. */
  private final ReentrantLock writing = new ReentrantLock();

  private long spent;
  private Optional<Failure> trouble = Optional.empty();

  /**
   * A writer.
   *
   * @param signer none where checkpoints are not to be signed
   * @param drawn eight characters that no other run has
   * @param opening what the first line says besides, such as who writes; asked when it is written
   * @param nanos measures what writing takes, in nanoseconds from some moment on
   */
  public JournalWriter(
      JournalStore store,
      Optional<MessageSigner> signer,
      Instant begun,
      String drawn,
      Supplier<Map<String, String>> opening,
      LongSupplier nanos) {
    this.segment = new SegmentWriter(store, signer, begun, drawn, opening);
    this.nanos = nanos;
  }

  @Override
  public void record(Event event) {
    Optional<Map<String, @Nullable Object>> line = EventLine.of(event);
    if (line.isPresent() && add(event, line.get())) {
      write();
    }
  }

  /** Keeps a line; whether it may be written now. */
  private boolean add(Event event, Map<String, @Nullable Object> line) {
    synchronized (waiting) {
      waiting.add(line);
      if (event.kind() == Event.Kind.ACTED) {
        switch (event.name()) {
          case "create-key" -> unstored.add(event.secret());
          case "store-pending", "delete-key" -> unstored.remove(event.secret());
          default -> {}
        }
      }
      return !unstored.contains(event.secret());
    }
  }

  private List<Map<String, @Nullable Object>> taken() {
    synchronized (waiting) {
      List<Map<String, @Nullable Object>> all = new ArrayList<>(waiting);
      waiting.clear();
      return all;
    }
  }

  private boolean hasWaiting() {
    synchronized (waiting) {
      return !waiting.isEmpty();
    }
  }

  /** Whoever finds another one writing leaves its line to that one, which looks again after. */
  private void write() {
    while (hasWaiting() && writing.tryLock()) {
      try {
        if (trouble.isPresent()) {
          return;
        }
        segment.add(taken());
        long begun = nanos.getAsLong();
        long share = SHARE.toNanos() - spent;
        trouble = guarded(() -> segment.write(() -> nanos.getAsLong() - begun < share));
        spent += nanos.getAsLong() - begun;
      } finally {
        writing.unlock();
      }
    }
  }

  /** Its own words are not shown, as nobody can promise what is in them. */
  private static Optional<Failure> guarded(Supplier<Optional<Failure>> work) {
    try {
      return work.get();
    } catch (RuntimeException bug) {
      return Optional.of(
          new Failure.Rejected(
              "the journal", "internal", bug.getClass().getSimpleName() + ", a bug of Keyturn's"));
    }
  }

  /**
   * Writes what could not be written, and the checkpoint.
   *
   * @param mayGoOn whether there is time for another call, asked before each
   * @return why the journal is not whole; empty when it is
   */
  public Optional<Failure> finish(BooleanSupplier mayGoOn) {
    writing.lock();
    try {
      segment.add(taken());
      if (segment.isEmpty()) {
        return Optional.empty();
      }
      trouble = guarded(() -> segment.write(mayGoOn).or(() -> segment.seal(mayGoOn)));
      return trouble;
    } finally {
      writing.unlock();
    }
  }
}
