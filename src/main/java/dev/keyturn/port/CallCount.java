package dev.keyturn.port;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Counts what one piece of work asks of AWS: every request that is sent, repeated ones too. Whoever
 * makes calls counts them where somebody wishes to know. Safe for use by several threads.
 */
public final class CallCount {
  private static final ScopedValue<CallCount> OF_THIS_WORK = ScopedValue.newInstance();

  private final AtomicLong calls = new AtomicLong();
  private final AtomicLong throttles = new AtomicLong();

  /** What is counted at the moment, by whoever calls this. */
  public static Optional<CallCount> current() {
    return OF_THIS_WORK.isBound() ? Optional.of(OF_THIS_WORK.get()) : Optional.empty();
  }

  /** Does work, and counts its calls. */
  public <T> T during(Supplier<T> work) {
    return ScopedValue.where(OF_THIS_WORK, this).call(work::get);
  }

  /** Counts a request, and whether AWS asked to slow down. */
  public void add(long requests, long throttled) {
    calls.addAndGet(requests);
    throttles.addAndGet(throttled);
  }

  /** How many requests were sent. */
  public long calls() {
    return calls.get();
  }

  /** How many of them AWS throttled. */
  public long throttles() {
    return throttles.get();
  }
}
