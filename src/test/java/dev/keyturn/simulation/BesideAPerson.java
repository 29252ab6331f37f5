package dev.keyturn.simulation;

import dev.keyturn.sim.Call;
import dev.keyturn.sim.CallObserver;
import dev.keyturn.sim.CallResult;
import dev.keyturn.sim.World;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.iam.KeyState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds one of our runs to {@link PersonsBelongings} while a person does as they please: ours is
 * the first process, and the person is the second.
 */
final class BesideAPerson implements Judge<BesideAPerson> {
  private static final Pattern ANNOUNCED =
      Pattern.compile("v1 rotate .*since=(\\S+) until=(\\S+) .*open");

  /** How far two machines' clocks may be apart. */
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  private final Belongings theirs;
  private final PersonsBelongings ours;

  /** How often each key was switched by the end of the last call; a function of the world. */
  private Map<String, Integer> switched;

  private final boolean interrupted;

  /**
   * Begins.
   *
   * @param interrupted whether our run may be: then a key that the person makes while a rotation is
   *     announced may be taken for the one that it made
   * @param mistaken counts those
   */
  BesideAPerson(World world, boolean interrupted, LongAdder mistaken) {
    this.theirs = new Belongings(mistaken);
    this.ours = new PersonsBelongings(theirs);
    this.switched = switched(world);
    this.interrupted = interrupted;
  }

  private BesideAPerson(BesideAPerson other, Belongings theirs, PersonsBelongings ours) {
    this.theirs = theirs;
    this.ours = ours;
    this.switched = other.switched;
    this.interrupted = other.interrupted;
  }

  /** The same for another run of ours, which has looked at nothing yet. */
  BesideAPerson nextRun() {
    Belongings copied = theirs.copy();
    return new BesideAPerson(this, copied, new PersonsBelongings(copied));
  }

  @Override
  public BesideAPerson copy() {
    Belongings copied = theirs.copy();
    return new BesideAPerson(this, copied, ours.copy(copied));
  }

  @Override
  public Object contents(World world) {
    return List.of(theirs.contents(), ours.contents());
  }

  @Override
  public CallObserver watching(int seat) {
    return (call, result, world) -> {
      if (seat == 0) {
        ours.after(call, result, world);
      } else {
        note(call, result, world);
      }
      switched = switched(world);
      if (interrupted) {
        likeOurs(world);
      }
    };
  }

  private void note(Call call, CallResult result, World world) {
    if (!result.tookEffect()) {
      return;
    }
    String key = call.parameter("AccessKeyId");
    switch (call.action()) {
      case "iam:CreateAccessKey" ->
          theirs.made(world.iam().keys(PersonsBelongings.user(world)).getLast().id());
      case "iam:DeleteAccessKey" -> theirs.deleted(key);
      case "iam:UpdateAccessKey" -> {
        if (!switched(world).equals(switched)) {
          Key now = world.iam().key(key).orElseThrow();
          if (now.status() == KeyState.INACTIVE) {
            theirs.switchedOff(key);
          } else {
            theirs.switchedOn(key);
          }
        }
      }
      default -> {}
    }
  }

  /**
   * A key that was made within the span of a rotation that is announced, or up to a minute before
   * or after, may be the one that it made; no other can.
   */
  private void likeOurs(World world) {
    Matcher announced = ANNOUNCED.matcher(PersonsBelongings.tag("keyturn:intent", world));
    if (announced.matches()) {
      Instant since = Instant.parse(announced.group(1)).minus(CLOCKS);
      Instant until = Instant.parse(announced.group(2)).plus(CLOCKS);
      theirs.made().stream()
          .filter(key -> {
            Instant created = world.iam().key(key).orElseThrow().created();
            return !created.isBefore(since) && !created.isAfter(until);
          })
          .forEach(theirs::looksLikeOurs);
    }
  }

  private static Map<String, Integer> switched(World world) {
    return world.iam().everyKey().stream()
        .collect(Collectors.toMap(Key::id, key -> key.changes().size()));
  }
}
