package dev.keyturn.app.cli;

import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.iam.User;
import dev.keyturn.sim.secrets.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A simulated account with many adopted secrets, {@code s0000} and so on, each of a user {@code
 * u0000}: adopted as {@code adopt} leaves them, without its calls. The keys of the first are old
 * enough to be rotated.
 */
public final class AdoptedFleet {
  private static final Duration OLD = Duration.ofDays(84);
  private static final Duration YOUNG = Duration.ofDays(30);

  /** How long ago the last was adopted. */
  private static final Duration AGO = Duration.ofHours(1);

  private AdoptedFleet() {}

  /** An account, an hour after the last adoption. */
  public static World of(int secrets, int due) {
    return of(secrets, due, Instant.parse("2026-01-15T12:00:00Z"), PropagationDelays.typical());
  }

  /** The same at a time, and with news of keys that spread so slowly. */
  static World of(int secrets, int due, Instant now, PropagationDelays lag) {
    World world = builder(secrets, due, now, lag).build();
    world.advance(AGO);
    return world;
  }

  /** How it is built: it is there an hour before that time, when the last has just been adopted. */
  public static WorldBuilder builder(int secrets, int due, Instant now, PropagationDelays lag) {
    WorldBuilder builder = WorldBuilder.seeded(23).at(now.minus(AGO)).lag(lag);
    for (int n = 0; n < secrets; n++) {
      Duration age = n < due ? OLD : YOUNG.plusMinutes(n % 1_000);
      builder.user(user(n), it -> it.key(age));
      int place = n;
      builder.secret(secret(n), it -> it.keyOf(user(place)));
      builder.with(world -> adopt(world, place));
    }
    return builder;
  }

  /** The name of a user. */
  public static String user(int n) {
    return "u%04d".formatted(n);
  }

  /** The name of a secret. */
  public static String secret(int n) {
    return "s%04d".formatted(n);
  }

  private static void adopt(World world, int n) {
    User user = world.iam().user(user(n)).orElseThrow();
    Key key = world.iam().keys(user).getLast();
    Secret secret = world.secrets().secret(secret(n)).orElseThrow();
    String version = secret.labelled("AWSCURRENT").orElseThrow().id();
    world.iam().tag(user, "keyturn:secret", secret.arn());
    Map.of(
            "keyturn:user-id", user.id(),
            "keyturn:current", "v1 %s version=%s".formatted(key.id(), version))
        .forEach((tag, value) ->
            world.secrets().tag(world.secrets().secret(secret(n)).orElseThrow(), tag, value));
  }
}
