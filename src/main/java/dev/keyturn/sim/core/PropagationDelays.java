package dev.keyturn.sim.core;

import java.time.Duration;

/**
 * How slowly news of an access key reaches the endpoints. Each pair of key and endpoint draws its
 * own delay, so that one endpoint may accept a key while another still refuses it.
 *
 * @param creation from CreateAccessKey until an endpoint first accepts the key (seen: 3 to 10 s, up
 *     to 15 s)
 * @param flapping for how long after that the endpoint sometimes still refuses it, as not all of
 *     its hosts know; zero for never
 * @param statusChange until an endpoint heeds UpdateAccessKey (seen: 3 to 4 s)
 * @param deletion until an endpoint heeds DeleteAccessKey (seen: 3 to 4 s)
 * @param lastUse until GetAccessKeyLastUsed tells a use (unpublished; minutes to hours)
 */
public record PropagationDelays(
    Span creation, Duration flapping, Span statusChange, Span deletion, Duration lastUse) {

  /** Everything is known everywhere at once. */
  public static PropagationDelays none() {
    return new PropagationDelays(Span.ZERO, Duration.ZERO, Span.ZERO, Span.ZERO, Duration.ZERO);
  }

  /** What has been seen of AWS: seconds for keys, minutes for the last use. */
  public static PropagationDelays typical() {
    return new PropagationDelays(
        Span.millis(500, 15_000),
        Duration.ofSeconds(2),
        Span.millis(0, 5_000),
        Span.millis(0, 5_000),
        Duration.ofMinutes(20));
  }

  /** The same with another delay of new keys. */
  public PropagationDelays withCreation(Span span, Duration flappingAfter) {
    return new PropagationDelays(span, flappingAfter, statusChange, deletion, lastUse);
  }

  /** The same with another delay of deactivation, reactivation and deletion. */
  public PropagationDelays withRetirement(Span span) {
    return new PropagationDelays(creation, flapping, span, span, lastUse);
  }

  /** The same with another delay of last-used information. */
  public PropagationDelays withLastUse(Duration delay) {
    return new PropagationDelays(creation, flapping, statusChange, deletion, delay);
  }
}
