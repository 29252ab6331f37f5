package dev.keyturn.simulation;

import dev.keyturn.sim.Call;
import dev.keyturn.sim.CallResult;
import dev.keyturn.sim.World;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.iam.User;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Before some call of a run the secret or the user becomes another one of the same name, or the
 * user another secret's. From the first look at what has changed on, nothing of ours is done to it;
 * and a key that was made for it is taken away again.
 */
final class BoundMeanwhile implements AutoCloseable {
  /** What becomes another. */
  enum Change {
    THE_SECRET_IS_MADE_AGAIN,
    THE_USER_IS_MADE_AGAIN,
    THE_USER_IS_BOUND_ELSEWHERE,
    THE_USER_IS_BOUND_NOWHERE;

    private void by(Person person) {
      switch (this) {
        case THE_SECRET_IS_MADE_AGAIN -> person.makeTheSecretAgain();
        case THE_USER_IS_MADE_AGAIN -> person.makeTheUserAgain();
        case THE_USER_IS_BOUND_ELSEWHERE -> person.bindElsewhere();
        case THE_USER_IS_BOUND_NOWHERE -> person.unbind();
      }
    }
  }

  /** Calls that write to a secret. */
  private static final Set<String> WRITES =
      Set.of("PutSecretValue", "UpdateSecretVersionStage", "TagResource", "UntagResource");

  private final MeddledLife life;
  private final Set<String> before = new HashSet<>();
  private final Set<String> stored = new HashSet<>();
  private Optional<Change> change = Optional.empty();
  private boolean changed;
  private boolean seen;

  BoundMeanwhile(WorldSnapshot.Engine engine) {
    life = new MeddledLife(engine, () -> this::judge);
  }

  /** The commands, each at its time. */
  List<MeddledLife.Scene> commands() {
    return life.commands();
  }

  /**
   * Has it happen before a call of the scene's command, or after the last, and goes on for weeks.
   *
   * @param world a copy of the scene's
   */
  void play(World world, MeddledLife.Scene scene, Change what, int call) {
    change = Optional.of(what);
    changed = false;
    seen = false;
    before.clear();
    stored.clear();
    keys(world).forEach(key -> before.add(key.id()));
    life.play(
        world,
        scene,
        person -> {
          what.by(person);
          keys(world).forEach(key -> before.add(key.id()));
          changed = true;
        },
        call);
    keys(world).stream()
        .filter(key -> !before.contains(key.id()))
        .findFirst()
        .ifPresent(key -> {
          throw new AssertionError("P2 broken: %s is left, made for another".formatted(key));
        });
  }

  private void judge(Call call, CallResult result, World world) {
    if (!changed || !result.tookEffect() || change.isEmpty()) {
      return;
    }
    boolean ofTheSecret = change.get() == Change.THE_SECRET_IS_MADE_AGAIN;
    if (ofTheSecret) {
      if (WRITES.contains(call.operation())) {
        throw new Promises.Broken("P6", "a secret that is not ours was written to", call);
      }
      return;
    }
    seen |= call.is("iam:GetUser");
    boolean takesIn =
        call.is("iam:CreateAccessKey")
            || call.is("iam:UpdateAccessKey")
            || (call.is("secretsmanager:UpdateSecretVersionStage")
                && call.parameter("VersionStage").equals("AWSCURRENT"));
    if (seen && takesIn) {
      throw new Promises.Broken("P6", "a user that is not bound to the secret was served", call);
    }
  }

  private static List<Key> keys(World world) {
    return world
        .iam()
        .user(KeyLife.USER)
        .map((User user) -> world.iam().keys(user))
        .orElse(List.of());
  }

  @Override
  public void close() {
    life.close();
  }
}
