package dev.keyturn.sim;

import dev.keyturn.sim.core.Caller;
import dev.keyturn.sim.core.Tags;
import dev.keyturn.sim.iam.IamState;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.iam.KeyState;
import dev.keyturn.sim.iam.User;
import java.time.Duration;
import java.time.Instant;

/** What a user has when the world begins. Its keys work everywhere at once. */
public final class UserSeed {
  private static final Duration AGE = Duration.ofDays(1000);

  private final World world;
  private final String name;

  UserSeed(World world, String name) {
    this.world = world;
    this.name = name;
    world.iam().addUser(name, "/", Tags.NONE, world.now().minus(AGE));
  }

  /** Adds an Active key of this age. */
  public UserSeed key(Duration age) {
    return key(age, KeyState.ACTIVE);
  }

  /** Adds a key of this age and status. */
  public UserSeed key(Duration age, KeyState status) {
    world.iam().addKey(user(), world.now().minus(age), status, true);
    return this;
  }

  /** The newest key was last used this long ago, by a service in a region. */
  public UserSeed used(Duration ago, String service, String region) {
    IamState iam = world.iam();
    Key newest = iam.keys(user()).getLast();
    Instant when = world.now().minus(ago);
    iam.noteUse(newest.id(), service, region, when);
    return this;
  }

  /** Attaches a tag. */
  public UserSeed tag(String key, String value) {
    world.iam().tag(user(), key, value);
    return this;
  }

  /** Gives the user permissions: {@code iam:GetUser}, {@code iam:*}, {@code *}. */
  public UserSeed permit(String... actions) {
    world.permit(Caller.user(name), actions);
    return this;
  }

  private User user() {
    return world.iam().user(name).orElseThrow();
  }
}
