package dev.keyturn.app.cli;

import dev.keyturn.model.RetiringTag;
import dev.keyturn.sim.World;
import dev.keyturn.sim.core.Tags;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.iam.KeyState;
import dev.keyturn.sim.iam.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The sandbox's account, with a user whom nobody needs any more: {@code idle} has one key, made 200
 * days ago and never used.
 */
final class IdleKeys {
  static final Duration AGE = Duration.ofDays(200);

  private IdleKeys() {}

  static World world() {
    World world = SandboxWorld.build(Instant.parse("2026-03-01T00:00:00Z"), 1, 3, Duration.ZERO);
    world.iam().addUser("idle", "/", Tags.NONE, world.now().minus(AGE));
    add(world, "idle");
    return world;
  }

  /** Makes a key of that age; returns its ID. */
  static String add(World world, String user) {
    return world
        .iam()
        .addKey(user(world, user), world.now().minus(AGE), KeyState.ACTIVE, true)
        .id();
  }

  /** Makes a key of that age that somebody has switched off by hand. */
  static Key addInactive(World world, String user) {
    return world.iam().addKey(user(world, user), world.now().minus(AGE), KeyState.INACTIVE, true);
  }

  /** The user's newest key. */
  static Key key(World world, String user) {
    return world.iam().keys(user(world, user)).getLast();
  }

  /** Whether the user has a key. */
  static boolean has(World world, String user) {
    return !world.iam().keys(user(world, user)).isEmpty();
  }

  static User user(World world, String name) {
    return world.iam().user(name).orElseThrow();
  }

  /** Writes the tag about a key. */
  static void noteByHand(World world, String user, String key, String value) {
    world.iam().tag(user(world, user), RetiringTag.BEGINNING + key, value);
  }

  /** What the tag about a key says. */
  static Optional<String> note(World world, String user, String key) {
    return Optional.ofNullable(user(world, user).tags().entries().get(RetiringTag.BEGINNING + key));
  }
}
