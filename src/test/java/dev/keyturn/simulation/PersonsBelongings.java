package dev.keyturn.simulation;

import dev.keyturn.sim.Call;
import dev.keyturn.sim.CallObserver;
import dev.keyturn.sim.CallResult;
import dev.keyturn.sim.World;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.iam.KeyState;
import dev.keyturn.sim.iam.User;
import dev.keyturn.sim.secrets.SecretVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of the promises holds whatever a person does meanwhile; hung on our gateway only, so that
 * the person may do as they please. {@link Promises} also holds that AWSCURRENT names a key that
 * works, which a person may end at any time.
 *
 * <p>IAM and Secrets Manager know no transactions, so nobody can rule out that a person changes one
 * of them between our look and our write. What is asked is that we looked at most {@value #BREATH}
 * of our calls before, and wrote what was right by that look.
 */
final class PersonsBelongings implements CallObserver {
  private static final int BREATH = 10;
  private static final Pattern ACTIVE =
      Pattern.compile("v1 (\\w+) active since (\\S+)( version=\\S+)?");

  private final Belongings theirs;
  private Look keys = Look.NONE;
  private Look secret = Look.NONE;
  private long calls;

  /**
   * What we last read of the keys, or of the secret.
   *
   * @param call by which of our calls
   */
  private record Look(long call, Set<String> usable, Optional<String> current) {
    static final Look NONE = new Look(-BREATH, Set.of(), Optional.empty());

    static Look at(long call, World world) {
      return new Look(
          call,
          world.iam().keys(user(world)).stream()
              .filter(PersonsBelongings::isUsable)
              .map(Key::id)
              .collect(Collectors.toSet()),
          currentKey(world));
    }

    boolean isFresh(long now) {
      return now - call <= BREATH;
    }

    /** What it can still be good for after so many calls. */
    Object contents(long now) {
      return isFresh(now) ? List.of(now - call, usable, current) : List.of();
    }
  }

  PersonsBelongings(Belongings theirs) {
    this.theirs = theirs;
  }

  PersonsBelongings copy(Belongings copied) {
    PersonsBelongings copy = new PersonsBelongings(copied);
    copy.keys = keys;
    copy.secret = secret;
    copy.calls = calls;
    return copy;
  }

  /** All but what is theirs that decides what it will still say, as a value. */
  Object contents() {
    return List.of(keys.contents(calls), secret.contents(calls));
  }

  @Override
  public void after(Call call, CallResult result, World world) {
    calls++;
    if (!result.tookEffect()) {
      return;
    }
    if (world.iam().key(call.accessKeyId()).isPresent()) {
      // A key that is accepted shows itself; endpoints accept it for a while after its end, too.
      keys = new Look(calls, Set.of(call.accessKeyId()), Optional.empty());
    }
    switch (call.action()) {
      case "iam:ListAccessKeys" -> keys = Look.at(calls, world);
      case "secretsmanager:DescribeSecret" -> secret = Look.at(calls, world);
      case "iam:CreateAccessKey" -> ofOurUser(call);
      case "iam:DeleteAccessKey" -> {
        theirs.removed(call.parameter("AccessKeyId"));
        harmless(call);
        wasSeenOff(call, world);
      }
      case "iam:UpdateAccessKey" -> {
        if (call.parameter("Status").equals("Inactive")) {
          harmless(call);
          overlapBeganAnew(call, world);
        } else {
          ofOurUser(call);
          staysOff(call, world);
        }
      }
      case "secretsmanager:UpdateSecretVersionStage" -> {
        if (call.parameter("VersionStage").equals("AWSCURRENT")) {
          promotesOurs(call, world);
        }
      }
      default -> {}
    }
  }

  private static void ofOurUser(Call call) {
    if (!call.parameter("UserName").equals(KeyLife.USER)) {
      throw new Promises.Broken("P6", "another user was touched", call);
    }
  }

  private void harmless(Call call) {
    ofOurUser(call);
    String key = call.parameter("AccessKeyId");
    if (theirs.hasMade(key)) {
      throw new Promises.Broken("P3", "a person's key was taken away", call);
    }
    if (!secret.isFresh(calls) || secret.current().equals(Optional.of(key))) {
      throw new Promises.Broken("P1", "the current key was taken away", call);
    }
  }

  /**
   * Except for the key that a rollback was asked for, until it is recorded that the rollback
   * switched it on: that the person switched it off again until then looks just as if it had not
   * been switched on yet.
   */
  private void staysOff(Call call, World world) {
    String key = call.parameter("AccessKeyId");
    String intent = tag("keyturn:intent", world);
    boolean notYetOn =
        intent.startsWith("v1 rollback ")
            && !intent.endsWith(" closed")
            && tag("keyturn:previous", world).startsWith("v1 " + key + " off since");
    if (theirs.hasSwitchedOff(key) && !notYetOn) {
      throw new Promises.Broken("P3", "a key was switched on that a person switched off", call);
    }
  }

  /**
   * A key that a person switched on is not deleted by a run that has seen it on. One that was never
   * stored is nobody's to use, whoever switches it: it goes as what an interrupted rotation left.
   */
  private void wasSeenOff(Call call, World world) {
    String key = call.parameter("AccessKeyId");
    boolean stored =
        tag("keyturn:previous", world).startsWith("v1 " + key)
            || Stream.of("AWSCURRENT", "AWSPENDING", "AWSPREVIOUS")
                .anyMatch(label -> textAt(label, world).contains(key));
    boolean seenOff = keys.isFresh(calls) && !keys.usable().contains(key);
    if (stored && theirs.hasSwitchedOn(key) && !seenOff) {
      throw new Promises.Broken("P3", "a key was deleted that a person switched on", call);
    }
  }

  private static String textAt(String label, World world) {
    return world
        .secrets()
        .secret(KeyLife.SECRET)
        .flatMap(secret -> secret.labelled(label))
        .map(SecretVersion::text)
        .orElse("");
  }

  /**
   * A key that a person switched on is switched off only as the previous key, when the overlap has
   * passed since it was recorded as Active. Where it was not recorded in between that the key was
   * off, it looks just as if it had never been switched off; then the overlap is the one before.
   */
  private void overlapBeganAnew(Call call, World world) {
    String key = call.parameter("AccessKeyId");
    if (!theirs.hasSwitchedOn(key)) {
      return;
    }
    Matcher active = ACTIVE.matcher(tag("keyturn:previous", world));
    boolean over =
        active.matches()
            && active.group(1).equals(key)
            && !call.at().isBefore(Instant.parse(active.group(2)).plus(KeyLife.POLICY.overlap()));
    if (!over) {
      throw new Promises.Broken("P4", "a key was switched off that a person switched on", call);
    }
    theirs.retired(key);
  }

  static String tag(String name, World world) {
    return world
        .secrets()
        .secret(KeyLife.SECRET)
        .map(found -> found.tags().entries().getOrDefault(name, ""))
        .orElse("");
  }

  private void promotesOurs(Call call, World world) {
    String key = currentKey(world).orElse("");
    if (theirs.hasMade(key)) {
      throw new Promises.Broken("P3", "a person's key was promoted", call);
    }
    if (!keys.isFresh(calls) || !keys.usable().contains(key)) {
      throw new Promises.Broken("P1", "a key was promoted that is not Active", call);
    }
    leavesWhatItAnnounced(call, world);
  }

  /** What a person made current meanwhile is not what the rotation was announced to replace. */
  private static void leavesWhatItAnnounced(Call call, World world) {
    String intent = tag("keyturn:intent", world);
    String left = textAt("AWSPREVIOUS", world);
    String announced = intent.replaceFirst(".* key=(\\w+).*", "$1");
    if (intent.startsWith("v1 rotate ") && !left.contains("\"" + announced + "\"")) {
      throw new Promises.Broken("P3", "a person's choice of the current key was undone", call);
    }
  }

  static User user(World world) {
    return world.iam().user(KeyLife.USER).orElseThrow();
  }

  static boolean isUsable(Key key) {
    return !key.isDeleted() && key.status() == KeyState.ACTIVE;
  }

  static Optional<String> currentKey(World world) {
    return new Promises(world, KeyLife.USER, KeyLife.SECRET, KeyLife.POLICY).currentKeyId(world);
  }
}
