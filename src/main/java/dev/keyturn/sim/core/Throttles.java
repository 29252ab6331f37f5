package dev.keyturn.sim.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The token buckets of the account: one for each API that has a rate. Off unless rates are given.
 * Forks in constant time.
 */
public final class Throttles {
  private final Map<String, Rate> rates;
  private final Table<Bucket> buckets;

  /** Buckets by API ({@code iam:CreateAccessKey}); {@code *} is for every API without its own. */
  public Throttles(Map<String, Rate> rates) {
    this(Map.copyOf(rates), new Table<>());
  }

  private Throttles(Map<String, Rate> rates, Table<Bucket> buckets) {
    this.rates = rates;
    this.buckets = buckets;
  }

  /** An independent copy. */
  public Throttles fork() {
    return new Throttles(rates, buckets.fork());
  }

  /** Takes a token, or says that there is none. */
  public boolean admits(String api, Instant now) {
    Rate rate = rates.getOrDefault(api, rates.get("*"));
    if (rate == null) {
      return true;
    }
    Bucket bucket = buckets.get(api).orElse(new Bucket(rate.burst(), now)).filled(rate, now);
    boolean admitted = bucket.tokens() >= 1;
    buckets.put(api, admitted ? new Bucket(bucket.tokens() - 1, now) : bucket);
    return admitted;
  }

  private record Bucket(double tokens, Instant at) {
    Bucket filled(Rate rate, Instant now) {
      double seconds = Duration.between(at, now).toNanos() / 1e9;
      return new Bucket(Math.min(rate.burst(), tokens + seconds * rate.perSecond()), now);
    }
  }
}
