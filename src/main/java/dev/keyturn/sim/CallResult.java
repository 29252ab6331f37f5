package dev.keyturn.sim;

/**
 * How a call ended.
 *
 * @param status the HTTP status of the answer, whether or not it arrived; 0 where the request never
 *     came
 * @param errorCode the error's wire code, or empty
 * @param fate what the hook had decided
 */
public record CallResult(int status, String errorCode, Fate fate) {
  /** Whether the service did what was asked, whether or not the caller knows. */
  public boolean tookEffect() {
    return status == 200;
  }
}
