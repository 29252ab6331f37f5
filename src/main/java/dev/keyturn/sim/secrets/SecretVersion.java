package dev.keyturn.sim.secrets;

import java.time.Instant;

/**
 * A version of a secret.
 *
 * @param id the client request token that made it
 * @param created when it was made, or its placeholder
 * @param payload what it holds
 */
public record SecretVersion(String id, Instant created, Payload payload) {
  /** The secret string, or the empty text where there is none. */
  public String text() {
    return payload instanceof Payload.Text text ? text.value() : "";
  }
}
