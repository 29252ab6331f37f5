package dev.keyturn.app.cli;

import dev.keyturn.port.Sleeper;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The wish to stop, and the sleep that it ends. */
public final class StopSignal implements Sleeper, BooleanSupplier {
  private final CountDownLatch wished = new CountDownLatch(1);

  private final BooleanSupplier outer;

  /** A wish that only {@link #request} makes. */
  public StopSignal() {
    this(() -> false);
  }

  /** One that is there as well wherever an outer one is, of which a sleep does not hear. */
  StopSignal(BooleanSupplier outer) {
    this.outer = outer;
  }

  /** Asks whatever is running to end as soon as it safely can. */
  public void request() {
    wished.countDown();
  }

  @Override
  public boolean getAsBoolean() {
    return wished.getCount() == 0 || outer.getAsBoolean();
  }

  @Override
  public void sleep(Duration duration) {
    try {
      boolean stopped = wished.await(duration.toNanos(), TimeUnit.NANOSECONDS);
      assert !stopped || getAsBoolean();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      request();
    }
  }

  /** Returns when somebody wishes to stop, and not before. */
  void await() throws InterruptedException {
    wished.await();
  }
}
