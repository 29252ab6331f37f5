package dev.keyturn.port;

import java.time.Duration;

/** Waiting, so that a test can let virtual time pass instead. */
@FunctionalInterface
public interface Sleeper {
  /** Returns when the duration has passed, or sooner when the run is asked to stop. */
  void sleep(Duration duration);
}
