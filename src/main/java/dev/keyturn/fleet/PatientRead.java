package dev.keyturn.fleet;

import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.Sleeper;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Asks again for what failed for a reason that may pass, on top of what the SDK has tried: five
 * times at most, after longer and longer pauses.
 */
public record PatientRead(Sleeper sleeper) {
  private static final int MOST_TRIES = 6;

  /** The first answer that is none of these failures, or else the last of them. */
  public <T> ReadResult<T> of(Supplier<ReadResult<T>> read) {
    ReadResult<T> result = read.get();
    for (int tries = 1; tries < MOST_TRIES && mayPass(result); tries++) {
      sleeper.sleep(Duration.ofSeconds(1L << (tries - 1)));
      result = read.get();
    }
    return result;
  }

  private static boolean mayPass(ReadResult<?> result) {
    return result instanceof ReadResult.Failed<?>(Failure failure) && failure.isPassing();
  }
}
