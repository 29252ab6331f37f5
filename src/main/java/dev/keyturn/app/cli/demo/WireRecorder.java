package dev.keyturn.app.cli.demo;

import dev.keyturn.app.cli.demo.TimelineEntry.Mood;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.sim.Call;
import dev.keyturn.sim.CallObserver;
import dev.keyturn.sim.CallResult;
import dev.keyturn.sim.World;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.iam.KeyState;
import dev.keyturn.sim.iam.User;
import dev.keyturn.sim.secrets.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Watches the wire, so that every algorithm is told of and counted in the same way. */
final class WireRecorder implements CallObserver {
  private static final Pattern KEY_ID = Pattern.compile("\"AccessKeyId\"\\s*:\\s*\"(\\w+)\"");

  private final java.util.function.Consumer<TimelineEntry> timeline;
  private final String rotator;
  private final Map<String, String> current = new HashMap<>();
  private final Set<String> everCurrent = new HashSet<>();
  private final List<Integer> callsPerRotation = new ArrayList<>();
  private final Map<String, Integer> callsOf = new HashMap<>();
  private int runPromoted;
  private int created;
  private int promoted;
  private int deactivated;
  private int deleted;
  private int orphans;

  WireRecorder(World world, java.util.function.Consumer<TimelineEntry> timeline) {
    this.timeline = timeline;
    this.rotator = world.administrator().accessKeyId();
    for (User user : world.iam().users()) {
      String key = currentKey(user.name(), world);
      current.put(user.name(), key);
      everCurrent.add(key);
    }
  }

  @Override
  public void after(Call call, CallResult result, World world) {
    if (!call.accessKeyId().equals(rotator) || !result.tookEffect()) {
      return;
    }
    String user = userOf(call, world);
    callsOf.merge(user, 1, Integer::sum);
    String key = call.parameter("AccessKeyId");
    switch (call.action()) {
      case "iam:CreateAccessKey" -> created++;
      case "iam:UpdateAccessKey" -> {
        boolean off = call.parameter("Status").equals("Inactive");
        deactivated += off ? 1 : 0;
        tell(call, user, off ? "deactivated" : "activated again:", off ? key : "", key);
      }
      case "iam:DeleteAccessKey" -> {
        boolean orphan = !everCurrent.contains(key);
        orphans += orphan ? 1 : 0;
        deleted += orphan ? 0 : 1;
        tell(call, user, orphan ? "repaired: deleted orphan" : "deleted", key, key);
      }
      default -> {}
    }
    lookForPromotion(call, user, world);
  }

  private void lookForPromotion(Call call, String user, World world) {
    String before = current.get(user);
    String now = before == null ? "" : currentKey(user, world);
    if (before == null || now.equals(before)) {
      return;
    }
    current.put(user, now);
    everCurrent.add(now);
    promoted++;
    tell(call, user, "rotated %s → %s".formatted(masked(before), masked(now)));
  }

  /** Begins to count a run's calls anew. */
  void runBegins() {
    callsOf.clear();
    runPromoted = promoted;
  }

  /** Keeps the count of a run that rotated one user. */
  void runEnds() {
    if (promoted - runPromoted == 1) {
      callsOf.values().stream().max(Integer::compare).ifPresent(callsPerRotation::add);
    }
  }

  Scoreboard score(int consumerCalls, int failedCalls, World world) {
    List<String> lockedOut =
        world.iam().users().stream()
            .map(User::name)
            .filter(user -> !works(currentKey(user, world), world))
            .toList();
    return new Scoreboard(
        consumerCalls,
        failedCalls,
        created,
        promoted,
        deactivated,
        deleted,
        orphans,
        lockedOut,
        callsPerRotation);
  }

  private static boolean works(String key, World world) {
    return world
        .iam()
        .key(key)
        .filter(it -> !it.isDeleted())
        .map(Key::status)
        .filter(status -> status == KeyState.ACTIVE)
        .isPresent();
  }

  /**
   * Tells what happened to a key.
   *
   * @param lost the key that nobody can use any more, which is bad news when it is current
   */
  private void tell(Call call, String user, String what, String lost, String key) {
    boolean inUse = lost.equals(current.get(user));
    timeline.accept(
        new TimelineEntry(
            call.at(),
            inUse ? Mood.BAD : Mood.GOOD,
            user,
            what + " " + masked(key) + (inUse ? ", the key in use" : "")));
  }

  private void tell(Call call, String user, String what) {
    timeline.accept(new TimelineEntry(call.at(), Mood.GOOD, user, what));
  }

  /** Whose key or secret a call is about: a user's secret has the same name. */
  private static String userOf(Call call, World world) {
    String user = call.parameter("UserName");
    return user.isEmpty() ? secretOf(call, world) : user;
  }

  /** The name of the secret that a call is about, which may name it by its ARN. */
  static String secretOf(Call call, World world) {
    String id = call.parameter("SecretId");
    return world.secrets().secret(id).map(Secret::name).orElse(id);
  }

  private static String currentKey(String secret, World world) {
    String text =
        world
            .secrets()
            .secret(secret)
            .flatMap(found -> found.labelled("AWSCURRENT"))
            .map(version -> version.text())
            .orElse("");
    Matcher matcher = KEY_ID.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String masked(String key) {
    return AccessKeyId.isValid(key) ? new AccessKeyId(key).masked() : "(none)";
  }
}
