package dev.keyturn.simulation;

import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.Policy;
import dev.keyturn.model.Setting;
import dev.keyturn.model.UserName;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The life of a key as a list of phases: what time passes, and then what is asked for. */
final class KeyLife {
  static final String USER = "alice";
  static final String SECRET = "app/alice";
  static final ManagedSecret TARGET = ManagedSecret.of(SECRET);
  static final Policy POLICY = Policy.DEFAULT;

  private static final RunRequest ADVANCE = new RunRequest.Advance();

  /**
   * A phase.
   *
   * @param name what happens in it when nothing goes wrong
   * @param later how long nothing happens before
   */
  record Phase(String name, Duration later, RunRequest command) {}

  /**
   * A rotation when it is due, the retirement of the key before it, and another rotation that is
   * asked for.
   */
  static final List<Phase> PHASES =
      List.of(
          new Phase("rotate", Duration.ZERO, ADVANCE),
          new Phase("deactivate", Duration.ofDays(8), ADVANCE),
          new Phase("delete", Duration.ofDays(8), ADVANCE),
          new Phase("rotate again", Duration.ofDays(3), new RunRequest.Rotate()));

  private KeyLife() {}

  /**
   * Whether the first argument of a call names our secret by its ARN, whichever secret has that.
   */
  static boolean isArnOfTheSecret(Object[] arguments) {
    return arguments != null
        && arguments.length > 0
        && arguments[0] instanceof String text
        && text.startsWith("arn:")
        && text.contains(":secret:" + SECRET + "-");
  }

  /** Settings with which a key that is overdue at its adoption is rotated by the next run. */
  static final Map<Setting, String> AT_ONCE = Map.of(Setting.SPREAD, "0s");

  /** A user whose one key is due for rotation, adopted. */
  static World adopted(long seed) {
    return adopted(
        WorldBuilder.seeded(seed)
            .callTime(Duration.ofMillis(40))
            .user(
                USER,
                user -> user.key(Duration.ofDays(84)).used(Duration.ofDays(3), "s3", "eu-west-1")));
  }

  /** The same with a key that nobody has used yet. */
  static World adoptedUnused(long seed) {
    return adopted(
        WorldBuilder.seeded(seed)
            .callTime(Duration.ofMillis(40))
            .user(USER, user -> user.key(Duration.ofDays(84))));
  }

  private static World adopted(WorldBuilder worlds) {
    World world = worlds.secret(SECRET, secret -> secret.keyOf(USER)).build();
    try (Access rig = Access.remembered(world)) {
      Adoption.Result result =
          Adoption.adopt(
              rig.ports(event -> {}),
              List.of(),
              new Adoption.Request(
                  new UserName(USER), SECRET, new Adoption.Source.InSecret(), false, AT_ONCE),
              false);
      if (!(result instanceof Adoption.Result.Adopted)) {
        throw new AssertionError("not adopted: " + result);
      }
    }
    return world;
  }
}
