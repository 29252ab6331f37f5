package dev.keyturn.simulation;

import dev.keyturn.sim.Call;
import dev.keyturn.sim.CallObserver;
import dev.keyturn.sim.CallResult;
import dev.keyturn.sim.World;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.iam.KeyState;
import dev.keyturn.sim.secrets.Secret;
import dev.keyturn.sim.secrets.SecretVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds P1, P3, P4 and P6 of our own writes against the truth, whatever tags and values say: who
 * made a key, who switched it off and when, and when AWSCURRENT left it, are taken from what has
 * happened in the world, and never from a tag. One for the life of a key.
 */
final class Trespass implements CallObserver {
  private static final Pattern KEY_ID = Pattern.compile("\"AccessKeyId\"\\s*:\\s*\"(\\w+)\"");
  private static final Pattern CURRENT = Pattern.compile("v1 (\\w+) version=(\\S+)");

  /** What the times of two calls may differ by. */
  private static final Duration CLOCKS = Duration.ofSeconds(10);

  private final Set<String> ours = new HashSet<>();
  private final Map<String, Instant> leftAt = new HashMap<>();
  private final Map<String, Instant> offByUs = new HashMap<>();
  private boolean isRollback;
  private String current;
  private String recorded;

  /** Whether somebody has meddled since we looked: then it could not have been seen. */
  private boolean unseenByKeys;

  private boolean unseenBySecret;

  /**
   * Begins where nobody has meddled yet.
   *
   * @param isRollback whether the first run is asked to go back to the previous key
   */
  Trespass(World world, boolean isRollback) {
    this.isRollback = isRollback;
    this.current = currentKey(world).orElse("");
    this.recorded = recorded(world);
    for (String label : List.of("AWSCURRENT", "AWSPREVIOUS", "AWSPENDING")) {
      keyAt(label, world).ifPresent(ours::add);
    }
    for (Key key : keys(world)) {
      if (ours.contains(key.id()) && key.status() == KeyState.INACTIVE) {
        offByUs.put(key.id(), key.changes().getLast().at());
      }
      if (ours.contains(key.id()) && !key.id().equals(current)) {
        leftAt.put(key.id(), key(current, world).orElseThrow().created());
      }
    }
  }

  /** The same for a run that nobody asked for. */
  void scheduled() {
    isRollback = false;
  }

  /** Somebody has done something. */
  void meddled(World world) {
    unseenByKeys = true;
    unseenBySecret = true;
    notice(world);
  }

  @Override
  public void after(Call call, CallResult result, World world) {
    if (result.tookEffect()) {
      judge(call, world);
    }
    notice(world);
  }

  private void notice(World world) {
    String now = currentKey(world).orElse("");
    if (!now.equals(current)) {
      leftAt.put(current, world.now());
      leftAt.remove(now);
      current = now;
    }
    recorded = recorded(world);
  }

  private void judge(Call call, World world) {
    String key = call.parameter("AccessKeyId");
    switch (call.action()) {
      case "iam:ListAccessKeys" -> unseenByKeys = false;
      case "secretsmanager:DescribeSecret" -> unseenBySecret = false;
      case "iam:CreateAccessKey" -> created(call, world);
      case "iam:UpdateAccessKey" -> {
        if (call.parameter("Status").equals("Active")) {
          switchedOn(key, call, world);
        } else {
          switchedOff(key, call, world);
        }
      }
      case "iam:DeleteAccessKey" -> deleted(key, call, world);
      case "secretsmanager:UpdateSecretVersionStage" -> {
        if (call.parameter("VersionStage").equals("AWSCURRENT")) {
          holdsWhatWorks(call, world, textAt("AWSCURRENT", world), "P1", "became current");
        }
      }
      case "secretsmanager:TagResource" -> noted(call, world);
      default -> {}
    }
  }

  private void created(Call call, World world) {
    if (!call.parameter("UserName").equals(KeyLife.USER)) {
      throw new Promises.Broken("P6", "a key was made for another user", call);
    }
    keys(world).stream()
        .filter(key -> !key.created().isBefore(call.at()))
        .map(Key::id)
        .forEach(ours::add);
  }

  /**
   * Only while a person asks for it, and only a key that we switched off ourselves, last of all.
   */
  private void switchedOn(String id, Call call, World world) {
    Key key = key(id, world).orElseThrow();
    Instant off =
        key.changes().size() < 2 ? Instant.MIN : key.changes().get(key.changes().size() - 2).at();
    if (!isRollback || !off.equals(offByUs.get(id))) {
      throw new Promises.Broken("P3", "a key was switched on", call);
    }
  }

  private void switchedOff(String id, Call call, World world) {
    ofOurs(id, call);
    offByUs.put(id, key(id, world).orElseThrow().changes().getLast().at());
    Instant left = leftAt.get(id);
    if (unseenBySecret) {
      return;
    }
    if (id.equals(current) || left == null) {
      throw new Promises.Broken("P1", "a key was switched off that was not left", call);
    }
    if (call.at().isBefore(left.plus(KeyLife.POLICY.overlap()).minus(CLOCKS))) {
      throw new Promises.Broken("P4", "a key was switched off within its overlap", call);
    }
    anotherWorks(id, call, world);
  }

  private void deleted(String id, Call call, World world) {
    ofOurs(id, call);
    Key key = key(id, world).orElseThrow();
    boolean wasCurrent = id.equals(current) || leftAt.containsKey(id);
    if (!wasCurrent) {
      return;
    }
    Instant off = key.changes().getLast().at();
    if (unseenByKeys || unseenBySecret) {
      return;
    }
    if (key.status() == KeyState.ACTIVE
        || call.at().isBefore(off.plus(KeyLife.POLICY.recovery()).minus(CLOCKS))) {
      throw new Promises.Broken("P4", "a key was deleted within its recovery window", call);
    }
    anotherWorks(id, call, world);
  }

  private void ofOurs(String id, Call call) {
    if (!call.parameter("UserName").equals(KeyLife.USER)) {
      throw new Promises.Broken("P6", "another user was touched", call);
    }
    if (!ours.contains(id)) {
      throw new Promises.Broken("P3", "a key was taken away that is not ours", call);
    }
  }

  /** What consumers read works, so that the key which goes is not the last that does. */
  private void anotherWorks(String id, Call call, World world) {
    String text = textAt("AWSCURRENT", world);
    if (text.contains(id)) {
      throw new Promises.Broken("P1", "the current key was taken away", call);
    }
    holdsWhatWorks(call, world, text, "P1", "is all that is left");
  }

  /** What is recorded as current has been proved: its version holds the right pair. */
  private void noted(Call call, World world) {
    String now = recorded(world);
    Matcher current = CURRENT.matcher(now);
    if (!now.equals(recorded) && current.matches()) {
      String text =
          Optional.ofNullable(secret(world).versions().get(current.group(2)))
              .map(SecretVersion::text)
              .orElse("");
      holdsWhatWorks(call, world, text, "P1", "was recorded as current");
    }
  }

  private void holdsWhatWorks(Call call, World world, String text, String promise, String what) {
    Optional<Key> key = idIn(text).flatMap(id -> key(id, world));
    boolean works =
        key.filter(it -> unseenByKeys || PersonsBelongings.isUsable(it))
            .filter(it -> it.userName().equals(KeyLife.USER) && text.contains(it.secret()))
            .isPresent();
    if (!works) {
      throw new Promises.Broken(promise, "a version that does not work " + what, call);
    }
  }

  private static String recorded(World world) {
    return PersonsBelongings.tag("keyturn:current", world);
  }

  private static Optional<String> currentKey(World world) {
    return keyAt("AWSCURRENT", world);
  }

  private static Optional<String> keyAt(String label, World world) {
    return idIn(textAt(label, world));
  }

  private static Optional<String> idIn(String text) {
    return Optional.of(KEY_ID.matcher(text)).filter(Matcher::find).map(found -> found.group(1));
  }

  private static String textAt(String label, World world) {
    return secret(world).labelled(label).map(SecretVersion::text).orElse("");
  }

  private static Secret secret(World world) {
    return world.secrets().secret(KeyLife.SECRET).orElseThrow();
  }

  private static Optional<Key> key(String id, World world) {
    return world.iam().key(id);
  }

  private static List<Key> keys(World world) {
    return world.iam().keys(PersonsBelongings.user(world));
  }
}
