package dev.keyturn.sim.core;

/**
 * An error as AWS answers it.
 *
 * @param code the wire code, such as {@code NoSuchEntity}
 * @param status the HTTP status
 * @param message the sentence for people
 */
public record ServiceError(String code, int status, String message) {
  /** The same as an exception. */
  public SimulatedErrorException refusal() {
    return new SimulatedErrorException(this);
  }
}
