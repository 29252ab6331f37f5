package dev.keyturn.fleet;

import dev.keyturn.model.SecretDescription;
import dev.keyturn.plan.Spread;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * When it is a secret's turn to be looked at closely, whatever the lists of its account say. Each
 * secret has one moment in each period, by its ARN, so that a day's close looks are spread over the
 * day's passes. A pass looks at those whose moment has come since the pass before it: no more is to
 * be known for that than when that one began.
 *
 * @param every how often each secret is looked at
 * @param since when the last pass began; {@link Instant#MIN} where nobody knows
 * @param left the names of those that the last pass was to look at and did not come to
 */
public record CloseLooks(Duration every, Instant since, Set<String> left) {
  public CloseLooks {
    left = Set.copyOf(left);
  }

  /** A pass that comes now and then a little late is no pass that was left out. */
  private static final int LATE_BY_A_PART = 10;

  /**
   * Where nothing remembers the last pass, and passes are said to come so often.
   *
   * @param passes how far apart they are
   * @param every how often each secret is looked at
   */
  public static CloseLooks sinceOneOf(Duration passes, Duration every, Instant now) {
    Instant since = now.minus(passes).minus(passes.dividedBy(LATE_BY_A_PART));
    return new CloseLooks(every, since, Set.of());
  }

  /**
   * Where passes come through a queue, in which each may wait: they are as far apart as their
   * enqueuing. A time to come is none.
   *
   * @param enqueued when this one was
   */
  public static CloseLooks sinceOneOf(
      Duration passes, Duration every, Instant enqueued, Instant now) {
    return sinceOneOf(passes, every, enqueued.isBefore(now) ? enqueued : now);
  }

  /** Whether it is the turn of all, as nothing tells when each was looked at last. */
  public boolean isOfAll(Instant now) {
    return !since.isAfter(now.minus(every)) || since.isAfter(now);
  }

  /** Whether the last pass did not come to the secret. */
  boolean isLeft(SecretDescription secret) {
    return left.contains(secret.name());
  }

  /** Whether the secret's moment has come since the last pass. */
  public boolean isTurnOf(String arn, Instant now) {
    if (isOfAll(now)) {
      return true;
    }
    long period = every.toSeconds();
    Instant begun = Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), period) * period);
    Instant moment = Spread.begin(arn, begun, every);
    Instant last = moment.isAfter(now) ? moment.minus(every) : moment;
    return last.isAfter(since);
  }
}
