package dev.keyturn.simulation;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.Setting;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserId;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.Decision;
import dev.keyturn.port.Event;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.Read;
import dev.keyturn.port.SecretStore;
import dev.keyturn.port.Write;
import dev.keyturn.rotate.Ports;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something deliberately wrong with Keyturn, as whoever changes it may get it wrong. */
enum Defect implements Moment.Engine {
  PROMOTES_WITHOUT_PROOF("takes every key for proved", "an undisturbed life"),
  TAKES_ONE_SUCCESS_FOR_PROOF("promotes after one success", "an undisturbed life"),
  PROVES_EVERY_OTHER_TIME("takes every other proof for granted", "an undisturbed life"),
  STORES_AS_CURRENT("stores the new key as AWSCURRENT at once", "an undisturbed life"),
  ANNOUNCES_NOTHING("creates keys without an intent", "an undisturbed life"),
  KEEPS_THE_INTENT_OPEN("never closes its intent", "an undisturbed life"),
  IGNORES_LEASES("takes another run's lease for over", "an undisturbed life"),
  CREATES_AGAIN("repeats CreateAccessKey when its reply is lost", "single faults"),
  TAKES_A_LOST_KEY_FOR_NONE("takes a lost reply of CreateAccessKey for a failure", "single faults"),
  TAKES_UNKNOWN_FOR_NONE(
      "takes a last use that could not be read for none", "a consumer that keeps the previous key"),
  READS_ONE_PAGE("reads the first page of the keys only", "single faults"),
  RETIRES_BY_AGE_ALONE("takes every key for unused", "a consumer that keeps the previous key"),
  FORGETS_THE_OVERLAP(
      "deactivates the previous key after an hour", "a consumer that keeps the previous key"),
  FORGETS_THE_RECOVERY("deletes the previous key after an hour", "paused runs"),
  DELETES_AT_ONCE("deletes the previous key instead of deactivating it", "an undisturbed life"),
  FORGETS_TO_UNDO("believes that a key is deleted which is not", "an undisturbed life"),
  DELETES_ORPHANS_AT_ONCE(
      "deletes a key that no version names, without more ado", "a person meddling"),
  SWITCHES_CURRENT_ON("switches the current key on, whoever switched it off", "a person meddling"),
  FORGETS_THE_USER_ID("takes a user of the right name for the right user", "a person meddling"),
  IGNORES_THE_BINDING("takes every user for bound to the secret", "a user that is bound elsewhere"),
  MOVES_WITHOUT_COMPARING("moves AWSCURRENT from wherever it is", "a person meddling"),
  NEVER_LOOKS_AGAIN("answers its second look at the secret from memory", "paused runs"),
  DROPS_OTHER_FIELDS("writes a value without the other fields", "a value with other fields"),
  TELLS_A_SECRET("names a new key's secret in an event", "an undisturbed life"),
  LEAVES_PENDING_ON("leaves AWSPENDING where it is", "an undisturbed life"),
  READS_THE_TIME_TWICE("signs a write with the time at which it is sent", "paused runs");

  private static final List<String> CHANGES =
      List.of("create", "setStatus", "delete", "put", "move", "tag");
  private static final String INTENT = "keyturn:intent";

  private final String sentence;
  private final String check;

  Defect(String sentence, String check) {
    this.sentence = sentence;
    this.check = check;
  }

  /** What is wrong, for a table. */
  String sentence() {
    return sentence;
  }

  /** The first check that it does not pass. */
  String check() {
    return check;
  }

  @Override
  public Ports over(Ports ports) {
    Memory memory = new Memory();
    return new Ports(
        instead(AccessKeys.class, ports.keys(), ports, memory),
        instead(SecretStore.class, ports.secrets(), ports, memory),
        instead(IdentityProbe.class, ports.probe(), ports, memory),
        ports.clock(),
        ports.sleeper(),
        ports.tokens(),
        ports.events(),
        ports.stop());
  }

  @Override
  public List<PolicySource> settings() {
    Map<Setting, String> settings =
        switch (this) {
          case TAKES_ONE_SUCCESS_FOR_PROOF ->
              Map.of(Setting.VERIFY_SUCCESSES, "1", Setting.VERIFY_SPAN, "0s");
          case FORGETS_THE_OVERLAP -> Map.of(Setting.OVERLAP, "1h", Setting.QUIET, "1h");
          case FORGETS_THE_RECOVERY -> Map.of(Setting.RECOVERY, "1h");
          default -> Map.of();
        };
    return List.of(new PolicySource("a mistake", settings));
  }

  /** A call of a port as it is really made. */
  @FunctionalInterface
  private interface Real {
    Object call(Object... arguments) throws Throwable;
  }

  /** What one run of a defective program remembers. */
  private static final class Memory {
    private Optional<SecretDescription> secret = Optional.empty();
    private Optional<String> intent = Optional.empty();
    private int probes;
  }

  private <T> T instead(Class<T> port, T real, Ports ports, Memory memory) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) ->
                answer(
                    method.getName(),
                    arguments,
                    ports,
                    memory,
                    given -> {
                      try {
                        return method.invoke(real, given);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    })));
  }

  /** What the defect makes of a call; the calls that it leaves alone are made as they are. */
  private Object answer(String method, Object[] arguments, Ports ports, Memory memory, Real real)
      throws Throwable {
    return switch (method) {
      case "probe" -> probe(arguments, memory, real);
      case "user" -> user(arguments, ports, real);
      case "list" -> list(arguments, ports, real);
      case "lastUse" -> lastUse(arguments, real);
      case "describe" -> describe(arguments, memory, real);
      case "document" ->
          this == DROPS_OTHER_FIELDS
              ? real.call(Optional.empty(), arguments[1])
              : real.call(arguments);
      default ->
          CHANGES.contains(method)
              ? change(method, arguments, ports, memory, real)
              : real.call(arguments);
    };
  }

  private Object probe(Object[] arguments, Memory memory, Real real) throws Throwable {
    boolean granted =
        this == PROMOTES_WITHOUT_PROOF
            || (this == PROVES_EVERY_OTHER_TIME && memory.probes++ % 2 == 1);
    return granted ? new IdentityProbe.Result.Works() : real.call(arguments);
  }

  private Object user(Object[] arguments, Ports ports, Real real) throws Throwable {
    Object read = real.call(arguments);
    if (!(read instanceof Read.Got<?>(IamUser user))
        || !(ports.secrets().describe(KeyLife.SECRET)
            instanceof Read.Got<SecretDescription>(SecretDescription secret))) {
      return read;
    }
    return switch (this) {
      case FORGETS_THE_USER_ID -> {
        String adopted = secret.tags().getOrDefault("keyturn:user-id", "v1 " + user.id().value());
        UserId id = new UserId(adopted.substring(adopted.lastIndexOf(' ') + 1));
        yield new Read.Got<>(new IamUser(user.name(), id, user.arn(), user.boundSecret()));
      }
      case IGNORES_THE_BINDING ->
          new Read.Got<>(
              new IamUser(user.name(), user.id(), user.arn(), Optional.of(secret.arn())));
      default -> read;
    };
  }

  private Object list(Object[] arguments, Ports ports, Real real) throws Throwable {
    Object read = real.call(arguments);
    if (!(read instanceof Read.Got<?>(List<?> listed))) {
      return read;
    }
    UserName user = (UserName) arguments[0];
    List<AccessKey> keys = listed.stream().map(AccessKey.class::cast).toList();
    return new Read.Got<>(
        switch (this) {
          case READS_ONE_PAGE -> keys.stream().limit(1).toList();
          case DELETES_ORPHANS_AT_ONCE -> withoutOrphans(user, keys, ports);
          case SWITCHES_CURRENT_ON -> keys.stream().map(key -> on(user, key, ports)).toList();
          default -> keys;
        });
  }

  private static List<AccessKey> withoutOrphans(UserName user, List<AccessKey> keys, Ports ports) {
    List<AccessKeyId> named = versions(ports).values().stream().map(Credential::id).toList();
    return keys.stream()
        .filter(key ->
            named.contains(key.id())
                || !(ports.keys().delete(user, key.id()) instanceof Write.Done<?>))
        .toList();
  }

  private static AccessKey on(UserName user, AccessKey key, Ports ports) {
    Credential current = versions(ports).get(StagingLabel.AWSCURRENT);
    boolean switched =
        !key.isActive()
            && current != null
            && current.id().equals(key.id())
            && ports.keys().setStatus(user, key.id(), KeyStatus.ACTIVE) instanceof Write.Done<?>;
    return switched ? key.with(KeyStatus.ACTIVE) : key;
  }

  private Object lastUse(Object[] arguments, Real real) throws Throwable {
    Object read = this == RETIRES_BY_AGE_ALONE ? new LastUse.Never() : real.call(arguments);
    return this == TAKES_UNKNOWN_FOR_NONE && read instanceof LastUse.Unknown
        ? new LastUse.Never()
        : read;
  }

  private Object describe(Object[] arguments, Memory memory, Real real) throws Throwable {
    if (this == NEVER_LOOKS_AGAIN && memory.secret.isPresent()) {
      return new Read.Got<>(memory.secret.get());
    }
    Object read = real.call(arguments);
    if (!(read instanceof Read.Got<?>(SecretDescription secret))) {
      return read;
    }
    memory.secret = Optional.of(secret);
    String intent = secret.tags().getOrDefault(INTENT, "");
    if (this != IGNORES_LEASES || memory.intent.equals(Optional.of(intent))) {
      return read;
    }
    String over = intent.replaceFirst("since=(\\S+) until=\\S+", "since=$1 until=$1");
    return new Read.Got<>(tagged(secret, Map.of(INTENT, over)));
  }

  private Object change(String method, Object[] arguments, Ports ports, Memory memory, Real real)
      throws Throwable {
    Object done =
        switch (this) {
          case STORES_AS_CURRENT ->
              method.equals("put")
                  ? real.call(arguments[0], arguments[1], arguments[2], StagingLabel.AWSCURRENT)
                  : real.call(arguments);
          case ANNOUNCES_NOTHING ->
              without("keyturn:(intent|rotation-.)=.*", method, arguments, real);
          case KEEPS_THE_INTENT_OPEN ->
              without("keyturn:intent=.* closed", method, arguments, real);
          case CREATES_AGAIN -> {
            Object first = real.call(arguments);
            boolean again = method.equals("create") && first instanceof Write.EffectUnknown<?>;
            yield again ? real.call(arguments) : first;
          }
          case DELETES_AT_ONCE ->
              method.equals("setStatus") && arguments[2] == KeyStatus.INACTIVE
                  ? deleted(arguments, ports)
                  : real.call(arguments);
          case FORGETS_TO_UNDO ->
              method.equals("delete") ? new Write.Done<>(arguments[1]) : real.call(arguments);
          case LEAVES_PENDING_ON ->
              method.equals("move") && arguments[1].equals(StagingLabel.AWSPENDING)
                  ? new Write.Done<>(arguments[1])
                  : real.call(arguments);
          case MOVES_WITHOUT_COMPARING ->
              method.equals("move") && arguments[1].equals(StagingLabel.AWSCURRENT)
                  ? moved(arguments, ports, real)
                  : real.call(arguments);
          case READS_THE_TIME_TWICE -> now(arguments, ports, real);
          default -> real.call(arguments);
        };
    if (done instanceof Write.Done<?>) {
      remember(method, arguments, memory);
    }
    return told(method, done, ports);
  }

  /** What the defective program makes of a write's outcome. */
  private Object told(String method, Object outcome, Ports ports) {
    return switch (outcome) {
      case Write.EffectUnknown<?> lost
          when this == TAKES_A_LOST_KEY_FOR_NONE && method.equals("create") ->
          new Write.Failed<>(lost.failure());
      case Write.Done<?>(MintedKey minted) when this == TELLS_A_SECRET -> {
        String secret = minted.credential().secretAccessKey().reveal();
        ports
            .events()
            .record(
                new Event(
                    minted.created(),
                    KeyLife.SECRET,
                    Optional.empty(),
                    Event.Kind.ACTED,
                    "created",
                    "due",
                    Optional.of(minted.id()),
                    "Created a key: " + secret));
        yield outcome;
      }
      default -> outcome;
    };
  }

  /** A tag's write without those that match; where none is left, it is taken for done. */
  private static Object without(String expression, String method, Object[] arguments, Real real)
      throws Throwable {
    if (!method.equals("tag")) {
      return real.call(arguments);
    }
    Map<String, String> tags = tags(arguments);
    tags.entrySet().removeIf(tag -> (tag.getKey() + "=" + tag.getValue()).matches(expression));
    return tags.isEmpty() ? new Write.Done<>(0) : real.call(arguments[0], tags);
  }

  private static Object deleted(Object[] arguments, Ports ports) {
    ports.keys().delete((UserName) arguments[0], (AccessKeyId) arguments[1]);
    return new Write.Done<>(arguments[2]);
  }

  private static Object moved(Object[] arguments, Ports ports, Real real) throws Throwable {
    return ports.secrets().describe(KeyLife.SECRET)
            instanceof Read.Got<SecretDescription>(SecretDescription secret)
        ? real.call(arguments[0], arguments[1], secret.at(StagingLabel.AWSCURRENT), arguments[3])
        : real.call(arguments);
  }

  private static Object now(Object[] arguments, Ports ports, Real real) throws Exception {
    return ScopedValue.where(Decision.MADE_AT, ports.clock().instant())
        .call(() -> {
          try {
            return Optional.of(real.call(arguments));
          } catch (RuntimeException | Error e) {
            throw e;
          } catch (Throwable e) {
            throw new IllegalStateException(e);
          }
        })
        .orElseThrow();
  }

  /** Folds a write that was made into what is remembered of the secret. */
  private static void remember(String method, Object[] arguments, Memory memory) {
    if (method.equals("tag")) {
      Map<String, String> tags = tags(arguments);
      memory.intent = Optional.ofNullable(tags.get(INTENT)).or(() -> memory.intent);
      memory.secret = memory.secret.map(secret -> tagged(secret, tags));
    } else if (method.equals("move")) {
      Optional<?> to = (Optional<?>) arguments[3];
      memory.secret =
          memory.secret.map(secret ->
              labelled(secret, (StagingLabel) arguments[1], to.map(VersionId.class::cast)));
    } else if (method.equals("put")) {
      memory.secret =
          memory.secret.map(secret ->
              labelled(secret, (StagingLabel) arguments[3], Optional.of((VersionId) arguments[1])));
    }
  }

  private static Map<String, String> tags(Object[] arguments) {
    Map<String, String> tags = new HashMap<>();
    ((Map<?, ?>) arguments[1])
        .forEach((tag, value) -> tags.put(String.valueOf(tag), String.valueOf(value)));
    return tags;
  }

  private static SecretDescription tagged(SecretDescription secret, Map<String, String> more) {
    Map<String, String> tags = new HashMap<>(secret.tags());
    tags.putAll(more);
    return new SecretDescription(
        secret.arn(),
        secret.name(),
        secret.labels(),
        tags,
        secret.deletion(),
        secret.rotationEnabled());
  }

  private static SecretDescription labelled(
      SecretDescription secret, StagingLabel label, Optional<VersionId> on) {
    Map<StagingLabel, VersionId> labels = new HashMap<>(secret.labels());
    labels.remove(label);
    on.ifPresent(version -> labels.put(label, version));
    return new SecretDescription(
        secret.arn(),
        secret.name(),
        labels,
        secret.tags(),
        secret.deletion(),
        secret.rotationEnabled());
  }

  /** The credentials that the labelled versions hold. */
  private static Map<StagingLabel, Credential> versions(Ports ports) {
    Map<StagingLabel, Credential> held = new HashMap<>();
    if (ports.secrets().describe(KeyLife.SECRET)
        instanceof Read.Got<SecretDescription>(SecretDescription secret)) {
      secret
          .labels()
          .forEach((label, version) -> {
            if (ports.secrets().value(KeyLife.SECRET, version)
                instanceof Read.Got<VersionValue>(VersionValue.Holds holds)) {
              held.put(label, holds.credential());
            }
          });
    }
    return held;
  }
}
