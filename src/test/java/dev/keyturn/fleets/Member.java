package dev.keyturn.fleets;

import dev.keyturn.app.cli.demo.Consumer;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.Policy;
import dev.keyturn.model.PolicyReader;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.Setting;
import dev.keyturn.sim.core.SeededLuck;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One user of a fleet, with its secret and its policy.
 *
 * @param name of the user, and of its secret
 * @param age of its key when the simulation begins, in days
 */
record Member(String name, int age, Map<Setting, String> settings) {
  /** Draws one. */
  static Member drawn(String name, SeededLuck luck) {
    int maxAge = 8 + upTo(luck.on("max-age"), 20);
    int overlap = 2 + upTo(luck.on("overlap"), 3);
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    settings.put(Setting.MAX_AGE, maxAge + "d");
    settings.put(Setting.OVERLAP, overlap + "d");
    settings.put(Setting.QUIET, 24 + upTo(luck.on("quiet"), 12) + "h");
    settings.put(Setting.RECOVERY, 1 + upTo(luck.on("recovery"), 3) + "d");
    if (luck.on("short").chance(0.3)) {
      settings.put(Setting.OVERLAP, 5 + upTo(luck.on("overlap"), 25) + "m");
      settings.put(Setting.QUIET, 1 + upTo(luck.on("quiet"), 50) + "m");
    } else if (luck.on("still-used").chance(0.5)) {
      settings.put(Setting.STILL_USED, "force-after:" + (7 + upTo(luck.on("further"), 2)) + "d");
    }
    settings.put(
        Setting.SPREAD,
        luck.on("spread").chance(0.5) ? "0s" : 1 + upTo(luck.on("spread over"), 3) + "d");
    return new Member(name, upTo(luck.on("age"), maxAge), settings);
  }

  private static int upTo(SeededLuck luck, int most) {
    return (int) (luck.fraction() * (most + 1));
  }

  ManagedSecret target() {
    return ManagedSecret.of(name);
  }

  Policy policy() {
    return switch (PolicyReader.read(List.of(new PolicySource(name, settings)))) {
      case PolicyReader.Result.Valid(Policy policy) -> policy;
      case PolicyReader.Result.Invalid(List<String> problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  /**
   * Its applications. One that reads the secret again only when it is refused goes with a policy
   * that switches the previous key off in use; with any other it would hold it for ever. One that
   * reads once a day needs an overlap of more than that.
   */
  Set<Consumer.Kind> consumers() {
    if (policy().overlap().compareTo(Duration.ofDays(1)) < 0) {
      return EnumSet.of(Consumer.Kind.READS_ON_EACH_USE, Consumer.Kind.CACHES_FOR_AN_HOUR);
    }
    return policy().stillUsed() instanceof Policy.StillUsed.ForceAfter
        ? EnumSet.allOf(Consumer.Kind.class)
        : EnumSet.complementOf(EnumSet.of(Consumer.Kind.READS_AGAIN_WHEN_REFUSED));
  }
}
