package dev.keyturn.app.cli;

import dev.keyturn.sim.Call;
import dev.keyturn.sim.CallObserver;
import dev.keyturn.sim.CallResult;
import dev.keyturn.sim.World;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.iam.KeyState;
import dev.keyturn.sim.secrets.Payload;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Watches the keys of all users while commands are typed: no call takes a user's last working key
 * away, nor the last Active one; none switches a key on but one that a person has typed; no user
 * has three. A working key is an Active one whose secret access key somebody has: it is in a
 * profile, or beside its ID in a version of a secret.
 */
final class Keeping implements CallObserver {
  private final Set<String> inProfiles = new HashSet<>();
  private Set<String> working = Set.of();
  private Set<String> active = Set.of();
  private boolean watching;
  private boolean mayActivate;
  private long calls;

  /** What must never happen. */
  static final class Lost extends AssertionError {
    private static final long serialVersionUID = 1;

    Lost(String what, Call call) {
      super(what + ", at " + call.action());
    }
  }

  /** Says that somebody has the key in a profile. */
  void inProfile(String key) {
    inProfiles.add(key);
  }

  /** Begins to watch what happens in a world, as it is. */
  Keeping from(World world, boolean personSwitchesKeys) {
    working = working(world);
    active = active(world);
    mayActivate = personSwitchesKeys;
    watching = true;
    return this;
  }

  /** What happens now is to happen: somebody brings disorder. */
  void lookAway() {
    watching = false;
  }

  long calls() {
    return calls;
  }

  @Override
  public void after(Call call, CallResult result, World world) {
    calls++;
    if (!watching || !result.tookEffect() || call.reads()) {
      return;
    }
    Set<String> workingNow = working(world);
    Set<String> activeNow = active(world);
    if (call.is("iam:DeleteAccessKey") || call.is("iam:UpdateAccessKey")) {
      String user = call.parameter("UserName");
      lost("last working key", user, working, workingNow, call, world);
      lost("last Active key", user, active, activeNow, call, world);
      if (!mayActivate && activeNow.size() > active.size()) {
        throw new Lost("a key was switched on", call);
      }
    }
    for (var user : world.iam().users()) {
      if (user.keyIds().size() > 2) {
        throw new Lost("user %s has three keys".formatted(user.name()), call);
      }
    }
    working = workingNow;
    active = activeNow;
  }

  private static void lost(
      String what, String user, Set<String> before, Set<String> now, Call call, World world) {
    if (of(user, before, world) > 0 && of(user, now, world) == 0) {
      throw new Lost("the %s of user %s was taken away".formatted(what, user), call);
    }
  }

  private static long of(String user, Set<String> keys, World world) {
    return keys.stream()
        .filter(key -> world.iam().key(key).orElseThrow().userName().equals(user))
        .count();
  }

  private static Set<String> active(World world) {
    Set<String> active = new HashSet<>();
    for (Key key : world.iam().everyKey()) {
      if (!key.isDeleted() && key.status() == KeyState.ACTIVE) {
        active.add(key.id());
      }
    }
    return active;
  }

  private Set<String> working(World world) {
    Set<String> working = active(world);
    List<String> stored =
        world.secrets().secrets().stream()
            .flatMap(secret -> secret.versions().values().stream())
            .map(version -> version.payload() instanceof Payload.Text(String text) ? text : "")
            .toList();
    working.removeIf(id -> {
      Key key = world.iam().key(id).orElseThrow();
      return !inProfiles.contains(id)
          && stored.stream().noneMatch(it -> it.contains(id) && it.contains(key.secret()));
    });
    return working;
  }
}
