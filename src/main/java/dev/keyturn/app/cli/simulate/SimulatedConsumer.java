package dev.keyturn.app.cli.simulate;

import dev.keyturn.inventory.ReportedKey;
import dev.keyturn.model.LastUse;
import dev.keyturn.sim.iam.IamState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whoever uses a user's key: at a steady pace, and with a key that it keeps for a while after it
 * has read it. It is taken to have read the secret just before each promotion, so that it keeps the
 * previous key for as long as it may. Its uses are noted when somebody is about to look, those that
 * IAM can tell of then; each single one would be the same, and take long.
 */
final class SimulatedConsumer {
  /** IAM notes one use in a quarter of an hour; a key that is used more often looks the same. */
  private static final Duration QUICKEST = Duration.ofHours(1);

  /** A key that was used longer ago is taken for one that nobody uses. */
  static final Duration UNUSED = Duration.ofDays(45);

  private final Duration pace;
  private final Duration cache;
  private final Instant anchor;
  private final String service;
  private final String region;
  private String current;
  private Optional<String> previous = Optional.empty();
  private Instant previousUntil = Instant.MIN;
  private Instant noted;
  private long refused;

  private SimulatedConsumer(Use use, Duration pace, Duration cache, String key, Instant begins) {
    this.pace = pace;
    this.cache = cache;
    this.anchor = use.at();
    this.service = use.service();
    this.region = use.region();
    this.current = key;
    this.noted = begins;
  }

  private record Use(Instant at, String service, String region) {}

  /**
   * The consumer of a key by its last use: used an hour ago, it is used each hour; used ten days
   * ago, each ten days.
   *
   * @return empty where nobody seems to use it
   */
  static Optional<SimulatedConsumer> of(
      ReportedKey reported, String key, Instant begins, Duration cache) {
    if (!(reported.lastUse() instanceof LastUse.Used(Instant at, String service, String region))) {
      return Optional.empty();
    }
    Duration ago = Duration.between(at, begins);
    return ago.compareTo(UNUSED) > 0
        ? Optional.empty()
        : Optional.of(
            new SimulatedConsumer(
                new Use(at, service, region),
                ago.compareTo(QUICKEST) < 0 ? QUICKEST : ago,
                cache,
                key,
                begins));
  }

  /** How long it is from one use to the next. */
  Duration pace() {
    return pace;
  }

  /** How many of its uses met a key that was off. */
  long refused() {
    return refused;
  }

  /** Another key is current from now on. */
  void promoted(String key, Instant at) {
    previous = Optional.of(current);
    previousUntil = at.plus(cache);
    current = key;
  }

  /** A key is off: what is left of the time for which it is kept meets refusals. */
  void switchedOff(String key, Instant at) {
    if (previous.equals(Optional.of(key)) && at.isBefore(previousUntil)) {
      refused += uses(previousUntil) - uses(at);
      previousUntil = at;
    }
  }

  /**
   * Has IAM note the uses since the last look.
   *
   * @param lag how much later than a use IAM tells of it
   */
  void catchUp(IamState iam, Instant now, Duration lag) {
    Instant turn = previousUntil.isBefore(now) ? previousUntil : now;
    previous.ifPresent(key -> note(iam, key, noted, turn, lag));
    note(iam, current, noted.isAfter(turn) ? noted : turn, now, lag);
    noted = now;
  }

  /** The last use in the span, and the last one before it that IAM tells of at its end. */
  private void note(IamState iam, String key, Instant from, Instant to, Duration lag) {
    Instant last = lastUse(to);
    Instant told = lastUse(to.minus(lag));
    if (told.isAfter(from) && told.isBefore(last)) {
      iam.noteUse(key, service, region, told);
    }
    if (last.isAfter(from)) {
      iam.noteUse(key, service, region, last);
    }
  }

  private Instant lastUse(Instant until) {
    return anchor.plusSeconds(uses(until) * pace.toSeconds());
  }

  private long uses(Instant until) {
    return Math.floorDiv(Duration.between(anchor, until).toSeconds(), pace.toSeconds());
  }
}
