package dev.keyturn.sim.core;

/**
 * Ends an operation with an error answer. An exception, as operations refuse from deep inside, and
 * they do so before they change anything; without a stack trace, as refusals are ordinary here and
 * must be cheap.
 */
public final class SimulatedErrorException extends RuntimeException {
  private final ServiceError error;

  /** Refuses with {@code error}. */
  public SimulatedErrorException(ServiceError error) {
    super(error.code() + ": " + error.message(), null, false, false);
    this.error = error;
  }

  /** What is answered. */
  public ServiceError error() {
    return error;
  }
}
