package dev.keyturn.simulation;

import dev.keyturn.model.Policy;
import dev.keyturn.sim.Call;
import dev.keyturn.sim.CallObserver;
import dev.keyturn.sim.CallResult;
import dev.keyturn.sim.World;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.iam.KeyState;
import dev.keyturn.sim.iam.Use;
import dev.keyturn.sim.iam.User;
import dev.keyturn.sim.secrets.Payload;
import dev.keyturn.sim.secrets.Secret;
import dev.keyturn.sim.secrets.SecretVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds the promises against the truth of the simulated world after every call. It knows nothing of
 * the planner: it judges by what happened to keys and labels. A broken promise is thrown out of the
 * call.
 *
 * <p>One for each user and secret. It can be copied with the world that it watches.
 */
public final class Promises implements CallObserver, Judge<Promises> {
  private static final Pattern KEY_ID = Pattern.compile("\"AccessKeyId\"\\s*:\\s*\"(\\w+)\"");

  /** Two machines whose clocks are each off by less than is corrected ({@code aws.AwsClock}). */
  private static final Duration CLOCKS = Duration.ofSeconds(10);

  /** As long as a write may be under way; what was read before is no evidence for it. */
  private static final Duration SIGNATURE = Duration.ofMinutes(15);

  /** How long Keyturn waits for uses to show that IAM tells late; beyond it, nothing is owed. */
  private static final Duration USE_ALLOWANCE = Duration.ofHours(1);

  /** A promise that did not hold. */
  public static final class Broken extends AssertionError {
    private static final long serialVersionUID = 1;

    Broken(String promise, String what, Call call) {
      super("%s broken: %s, at call %s at %s".formatted(promise, what, call.action(), call.at()));
    }
  }

  private final String userName;
  private final String secretName;
  private final Predicate<String> rotator;
  private final Policy policy;
  private final Duration lastUseLag;
  private final Set<String> foreign = new HashSet<>();
  private final Set<String> created = new HashSet<>();
  private final Map<String, Instant> wasCurrentUntil = new HashMap<>();
  private final Map<String, Instant> deactivated = new HashMap<>();
  private final Map<String, Instant> firstUsed = new HashMap<>();
  private final Map<String, Instant> used = new HashMap<>();
  private final Map<String, Instant> looked = new HashMap<>();
  private final Map<String, Integer> successes = new HashMap<>();
  private Optional<String> current;

  /** Watches a user and its secret; the keys that neither version nor record names are foreign. */
  public Promises(World world, String userName, String secretName, Policy policy) {
    this(world, userName, secretName, policy, world.administrator().accessKeyId()::equals);
  }

  /**
   * The same, where several sign for Keyturn, such as sessions of a role.
   *
   * @param rotator whether a key's ID is one of theirs
   */
  public Promises(
      World world, String userName, String secretName, Policy policy, Predicate<String> rotator) {
    this.userName = userName;
    this.secretName = secretName;
    this.policy = policy;
    this.rotator = rotator;
    this.lastUseLag = world.settings().lag().lastUse();
    this.current = currentKeyId(world);
    for (Key key : world.iam().everyKey()) {
      world.iam().uses(key.id()).uses().stream()
          .findFirst()
          .ifPresent(use -> firstUsed.put(key.id(), use.at()));
    }
  }

  private Promises(Promises other) {
    userName = other.userName;
    secretName = other.secretName;
    policy = other.policy;
    rotator = other.rotator;
    lastUseLag = other.lastUseLag;
    foreign.addAll(other.foreign);
    created.addAll(other.created);
    wasCurrentUntil.putAll(other.wasCurrentUntil);
    deactivated.putAll(other.deactivated);
    firstUsed.putAll(other.firstUsed);
    used.putAll(other.used);
    looked.putAll(other.looked);
    successes.putAll(other.successes);
    current = other.current;
  }

  @Override
  public Promises copy() {
    return new Promises(this);
  }

  @Override
  public CallObserver watching(int seat) {
    return this;
  }

  @Override
  public Object contents(World world) {
    Map<String, Instant> looks = new HashMap<>(looked);
    looks.values().removeIf(at -> at.isBefore(world.now().minus(SIGNATURE)));
    return List.of(
        Set.copyOf(foreign),
        Set.copyOf(created),
        Map.copyOf(wasCurrentUntil),
        Map.copyOf(deactivated),
        Map.copyOf(firstUsed),
        Map.copyOf(used),
        looks,
        Map.copyOf(successes),
        current);
  }

  /** Says that a key was made by somebody else. */
  public Promises foreign(String keyId) {
    foreign.add(keyId);
    return this;
  }

  /** Says that whoever made a key is about to delete it. */
  public void deletedByItsOwner(String keyId) {
    foreign.remove(keyId);
  }

  @Override
  public void after(Call call, CallResult result, World world) {
    boolean byUser = world.iam().key(call.accessKeyId()).isPresent();
    // A denial is only ever said to a caller whose signature was found right.
    if (byUser && (result.tookEffect() || result.errorCode().equals("AccessDenied"))) {
      firstUsed.putIfAbsent(call.accessKeyId(), call.at());
      used.put(call.accessKeyId(), call.at());
      successes.merge(call.accessKeyId(), 1, Integer::sum);
    }
    if (result.tookEffect()) {
      remember(call, world);
    }
    usable(call, world);
    noForeignKeyTouched(call, world);
    atMostTwo(call, world);
  }

  private void remember(Call call, World world) {
    String key = call.parameter("AccessKeyId");
    boolean byRotator = rotator.test(call.accessKeyId());
    boolean ours = call.parameter("UserName").equals(userName);
    switch (call.action()) {
      case "iam:CreateAccessKey" -> {
        if (byRotator && !isBound(call.parameter("UserName"), world)) {
          throw new Broken("P6", "a key was minted for " + call.parameter("UserName"), call);
        }
        world.iam().keys(user(world)).stream()
            .map(Key::id)
            .filter(id -> !id.equals(current.orElse("")) && !wasCurrentUntil.containsKey(id))
            .filter(id -> !foreign.contains(id))
            .forEach(created::add);
      }
      case "iam:UpdateAccessKey" -> {
        if (call.parameter("Status").equals("Inactive") && byRotator && ours) {
          deactivation(key, call, world);
        }
      }
      case "iam:GetAccessKeyLastUsed" -> {
        if (byRotator) {
          looked.put(key, call.at());
        }
      }
      case "iam:DeleteAccessKey" -> {
        if (byRotator && ours) {
          deletion(key, call);
        }
      }
      default -> {}
    }
    currentMoved(call, world);
  }

  /**
   * P4, first half: not before the overlap has passed and the key has been quiet, as far as IAM
   * showed when it was last asked, right before.
   */
  private void deactivation(String key, Call call, World world) {
    deactivated.put(key, call.at());
    Instant left = wasCurrentUntil.get(key);
    if (left == null || call.at().isBefore(left.plus(policy.overlap()).minus(CLOCKS))) {
      throw new Broken("P4", "a key was deactivated within its overlap", call);
    }
    if (!policy.quiet().isZero() && !isForced(left, call)) {
      quiet(key, left, call, world);
    }
  }

  private boolean isForced(Instant left, Call call) {
    return policy.stillUsed() instanceof Policy.StillUsed.ForceAfter force
        && !call.at().isBefore(left.plus(policy.overlap()).plus(force.further()).minus(CLOCKS));
  }

  /**
   * Of the uses that really were, IAM records the first in each span of fifteen minutes, and shows
   * it some time later. What it could show when it was asked, right before, is followed by quiet,
   * and by the allowance for what it shows later still. So whatever else the key was used for in
   * that span, it was quiet since. Where there was no use to show at all, the same counts from when
   * consumers began to leave the key. A use that could not be shown by then is nobody's mistake.
   */
  private void quiet(String key, Instant left, Call call, World world) {
    Instant look = looked.getOrDefault(key, Instant.MIN);
    Instant seen = look.isBefore(call.at().minus(SIGNATURE)) ? call.at() : look;
    Instant until = seen.minus(lastUseLag);
    Instant lastUse = used.getOrDefault(key, Instant.EPOCH);
    if (!lastUse.isAfter(until) && lastUse.isAfter(call.at().minus(policy.quiet()))) {
      throw new Broken("P4", "a key was deactivated that was used at " + lastUse, call);
    }
    Optional<Instant> shown =
        world.iam().uses(key).uses().stream()
            .map(Use::at)
            .filter(at -> !at.isAfter(until))
            .max(Comparator.naturalOrder());
    boolean never = firstUsed.getOrDefault(key, Instant.MAX).isAfter(until);
    Instant counted = shown.orElse(never ? left : Instant.EPOCH);
    Instant quietAt = counted.plus(USE_ALLOWANCE).plus(policy.quiet());
    if (call.at().isBefore(quietAt.minus(CLOCKS))) {
      throw new Broken(
          "P4",
          shown
              .map(at -> "a key was deactivated too soon after its use at " + at)
              .orElse("a key was deactivated before a use of it could be known"),
          call);
    }
  }

  /** P4, second half, and P3: only what was never handed out, or has passed its recovery window. */
  private void deletion(String key, Call call) {
    boolean handedOut = wasCurrentUntil.containsKey(key) || current.equals(Optional.of(key));
    if (!handedOut && !created.contains(key)) {
      throw new Broken("P3", "a key was deleted that Keyturn did not create", call);
    }
    if (handedOut) {
      Instant off = deactivated.get(key);
      if (off == null || call.at().isBefore(off.plus(policy.recovery()).minus(CLOCKS))) {
        throw new Broken(
            "P4", "a key was deleted within its recovery window, deactivated at " + off, call);
      }
    }
  }

  /**
   * The binding as an administrator wrote it: the user's tag, which whoever may write the secret
   * cannot reach.
   */
  private static boolean isBound(String user, World world) {
    return world
        .iam()
        .user(user)
        .map(found -> found.tags().entries().getOrDefault("keyturn:secret", ""))
        .flatMap(arn -> world.secrets().secret(arn))
        .isPresent();
  }

  private void currentMoved(Call call, World world) {
    Optional<String> now = currentKeyId(world);
    if (now.equals(current)) {
      return;
    }
    current.ifPresent(key -> wasCurrentUntil.put(key, call.at()));
    current = now;
    now.ifPresent(wasCurrentUntil::remove);
    boolean byRotator = rotator.test(call.accessKeyId());
    int least = 2 * policy.verification().successes();
    if (byRotator && now.isPresent() && !holdsItsSecret(now.get(), world)) {
      throw new Broken("P1", "a version became current whose secret is not its key's", call);
    }
    if (byRotator && now.isPresent() && successes.getOrDefault(now.get(), 0) < least) {
      throw new Broken("P1", "a key became current that was not proved to work", call);
    }
  }

  /** What is stored is what consumers sign with; what was proved is what the process has. */
  private boolean holdsItsSecret(String key, World world) {
    return currentValue(world)
        .filter(text -> world.iam().key(key).filter(it -> text.contains(it.secret())).isPresent())
        .isPresent();
  }

  private void usable(Call call, World world) {
    if (current.isEmpty()) {
      return;
    }
    Optional<Key> key = world.iam().key(current.get()).filter(found -> !found.isDeleted());
    if (key.isEmpty() || key.get().status() != KeyState.ACTIVE) {
      throw new Broken("P1", "AWSCURRENT names a key that is not Active", call);
    }
    if (!key.get().userId().equals(user(world).id())) {
      throw new Broken("P1", "AWSCURRENT names another user's key", call);
    }
  }

  private void noForeignKeyTouched(Call call, World world) {
    for (String id : foreign) {
      Optional<Key> key = world.iam().key(id);
      if (key.isEmpty() || key.get().isDeleted() || key.get().changes().size() > 1) {
        throw new Broken("P3", "a foreign key was touched", call);
      }
    }
  }

  private void atMostTwo(Call call, World world) {
    if (world.iam().keys(user(world)).size() > 2) {
      throw new Broken("P2", "the user has more than two keys", call);
    }
  }

  /**
   * P2 and P8, once faults have stopped and a run changed nothing: no key is left that nothing
   * explains, and no rotation is half done.
   */
  public void quiet(World world) {
    Secret secret = world.secrets().secret(secretName).orElseThrow();
    List<String> left = leftOver(world);
    if (!left.isEmpty()) {
      throw new AssertionError("P2 broken: keys are left over: " + left);
    }
    if (secret.labels().containsKey("AWSPENDING") && !isTheServices(secret)) {
      throw new AssertionError("P8 broken: AWSPENDING is left behind");
    }
  }

  /** P8, when what is waited for has come: nothing is left to be done, and one key is left. */
  public void done(World world) {
    List<String> keys = world.iam().keys(user(world)).stream().map(Key::id).toList();
    if (!keys.equals(current.stream().toList())) {
      throw new AssertionError("P8 broken: weeks later there are the keys " + keys);
    }
  }

  /** Since when each key is the previous one that consumers have left. */
  public Map<String, Instant> left() {
    return Map.copyOf(wasCurrentUntil);
  }

  /** The keys that were never current and that nobody is known to have made. */
  public List<String> leftOver(World world) {
    return world.iam().keys(user(world)).stream()
        .map(Key::id)
        .filter(id -> !current.equals(Optional.of(id)))
        .filter(id -> !wasCurrentUntil.containsKey(id) && !foreign.contains(id))
        .toList();
  }

  /**
   * The empty version of a rotation that Secrets Manager began and says it will attempt again: not
   * ours to take away.
   */
  private static boolean isTheServices(Secret secret) {
    return secret.rotation().enabled()
        && secret
            .labelled("AWSPENDING")
            .filter(version -> version.payload() instanceof Payload.Nothing)
            .isPresent();
  }

  Optional<String> currentKeyId(World world) {
    return currentValue(world)
        .map(KEY_ID::matcher)
        .filter(Matcher::find)
        .map(found -> found.group(1));
  }

  private Optional<String> currentValue(World world) {
    return world
        .secrets()
        .secret(secretName)
        .flatMap(secret -> secret.labelled("AWSCURRENT"))
        .map(SecretVersion::text);
  }

  private User user(World world) {
    return world.iam().user(userName).orElseThrow();
  }
}
