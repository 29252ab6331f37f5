package dev.keyturn.simulation;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.Intent;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserId;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.SecretStore;
import dev.keyturn.port.WriteResult;
import dev.keyturn.rotate.Ports;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ports of one process, with a defect in them. What it does to writes is elsewhere. */
final class Defective {
  private static final List<String> CHANGES =
      List.of("create", "setStatus", "delete", "put", "move", "tag", "untag");
  private static final String INTENT = "keyturn:intent";

  /** A call of a port as it is really made. */
  @FunctionalInterface
  interface Real {
    Object call(Object... arguments) throws Throwable;
  }

  private final Defect defect;
  private final Ports ports;
  private final ReplayedMemory memory = new ReplayedMemory();
  private final DefectiveWrites writes;
  private int probes;

  Defective(Defect defect, Ports ports) {
    this.defect = defect;
    this.ports = ports;
    this.writes = new DefectiveWrites(defect, ports, memory);
  }

  Ports ports() {
    return new Ports(
        instead(AccessKeys.class, ports.keys()),
        instead(SecretStore.class, ports.secrets()),
        instead(IdentityProbe.class, ports.probe()),
        ports.clock(),
        ports.sleeper(),
        ports.names(),
        ports.events(),
        ports.stop());
  }

  private <T> T instead(Class<T> port, T real) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) ->
                answer(
                    method.getName(),
                    arguments,
                    given -> {
                      try {
                        return method.invoke(real, given);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    })));
  }

  /** What the defect makes of a call; the calls that it leaves alone are made as they are. */
  private Object answer(String method, Object[] arguments, Real real) throws Throwable {
    if (defect == Defect.NAMES_THE_SECRET_BY_NAME && KeyLife.isArnOfTheSecret(arguments)) {
      arguments[0] = KeyLife.SECRET;
    }
    return switch (method) {
      case "probe" -> probe(arguments, real);
      case "user" -> user(arguments, real);
      case "list" -> list(arguments, real);
      case "lastUse" -> lastUse(arguments, real);
      case "describe" -> describe(arguments, real);
      case "document" ->
          defect == Defect.DROPS_OTHER_FIELDS
              ? real.call(Optional.empty(), arguments[1], arguments[2])
              : real.call(arguments);
      default ->
          CHANGES.contains(method) ? writes.change(method, arguments, real) : real.call(arguments);
    };
  }

  private Object probe(Object[] arguments, Real real) throws Throwable {
    boolean granted =
        defect == Defect.PROMOTES_WITHOUT_PROOF
            || (defect == Defect.RECORDS_WITHOUT_PROOF && isCurrent((Credential) arguments[0]))
            || (defect == Defect.PROVES_EVERY_OTHER_TIME && probes++ % 2 == 1);
    Object result = granted ? new IdentityProbe.Result.Works() : real.call(arguments);
    boolean untried =
        defect == Defect.TAKES_AN_UNTRIED_PROOF_FOR_ONE
            && result instanceof IdentityProbe.Result.NotTried;
    return untried ? new IdentityProbe.Result.Works() : result;
  }

  private Object user(Object[] arguments, Real real) throws Throwable {
    Object read = real.call(arguments);
    if (!(read instanceof ReadResult.Got<?>(IamUser user))
        || !(ports.secrets().describe(KeyLife.SECRET)
            instanceof ReadResult.Got<SecretDescription>(SecretDescription secret))) {
      return read;
    }
    return switch (defect) {
      case FORGETS_THE_USER_ID -> {
        String adopted = secret.tags().getOrDefault("keyturn:user-id", "v1 " + user.id().value());
        UserId id = new UserId(adopted.substring(adopted.lastIndexOf(' ') + 1));
        yield new ReadResult.Got<>(new IamUser(user.name(), id, user.arn(), user.boundSecret()));
      }
      case IGNORES_THE_BINDING ->
          new ReadResult.Got<>(
              new IamUser(user.name(), user.id(), user.arn(), Optional.of(secret.arn())));
      default -> read;
    };
  }

  private Object list(Object[] arguments, Real real) throws Throwable {
    if (defect == Defect.NEVER_LISTS_AGAIN && memory.keys().isPresent()) {
      return new ReadResult.Got<>(memory.keys().get());
    }
    Object read = real.call(arguments);
    if (defect == Defect.TAKES_UNREAD_KEYS_FOR_NONE && read instanceof ReadResult.Failed<?>) {
      return new ReadResult.Got<>(List.of());
    }
    if (!(read instanceof ReadResult.Got<?>(List<?> listed))) {
      return read;
    }
    UserName user = (UserName) arguments[0];
    List<AccessKey> keys = listed.stream().map(AccessKey.class::cast).toList();
    memory.keys(keys);
    return new ReadResult.Got<>(
        switch (defect) {
          case READS_ONE_PAGE -> keys.stream().limit(1).toList();
          case READS_EVERY_KEY_AS_ACTIVE ->
              keys.stream().map(key -> key.with(KeyStatus.ACTIVE)).toList();
          case DELETES_ORPHANS_AT_ONCE -> withoutOrphans(user, keys);
          case TAKES_EVERY_KEY_FOR_ITS_OWN -> keys.stream().map(this::asOfTheRotation).toList();
          case SWITCHES_CURRENT_ON -> keys.stream().map(key -> on(user, key)).toList();
          case BELIEVES_A_MARK ->
              keys.stream().map(key -> isMarked(key) ? on(user, key) : key).toList();
          case TAKES_THE_LAST_KEY_AWAY -> withRoom(user, keys);
          default -> keys;
        });
  }

  private boolean isMarked(AccessKey key) {
    return ledger().map(ledger -> ledger.marks(key.id())).orElse(false);
  }

  private Optional<Ledger> ledger() {
    return ports.secrets().describe(KeyLife.SECRET)
            instanceof ReadResult.Got<SecretDescription>(SecretDescription secret)
        ? Optional.of(secret.said().ledger())
        : Optional.empty();
  }

  private boolean isCurrent(Credential credential) {
    return credential.equals(versions().get(StagingLabel.AWSCURRENT));
  }

  /**
   * Where the current key cannot be used, room is made for another by deleting the previous one.
   */
  private List<AccessKey> withRoom(UserName user, List<AccessKey> keys) {
    Credential current = versions().get(StagingLabel.AWSCURRENT);
    boolean unusable =
        current != null
            && keys.stream().noneMatch(key -> key.id().equals(current.id()) && key.isActive());
    return keys.stream()
        .filter(key ->
            !unusable
                || !isPrevious(key)
                || !(ports.keys().delete(user, key.id()) instanceof WriteResult.Done<?>))
        .toList();
  }

  private boolean isPrevious(AccessKey key) {
    return ledger()
        .flatMap(Ledger::previous)
        .filter(previous -> previous.key().equals(key.id()))
        .isPresent();
  }

  private List<AccessKey> withoutOrphans(UserName user, List<AccessKey> keys) {
    List<AccessKeyId> named = versions().values().stream().map(Credential::id).toList();
    return keys.stream()
        .filter(key ->
            named.contains(key.id())
                || !(ports.keys().delete(user, key.id()) instanceof WriteResult.Done<?>))
        .toList();
  }

  /** As if it had been created right after the intent that was announced last. */
  private AccessKey asOfTheRotation(AccessKey key) {
    boolean named = versions().values().stream().anyMatch(held -> held.id().equals(key.id()));
    return ports.secrets().describe(KeyLife.SECRET)
                instanceof ReadResult.Got<SecretDescription>(SecretDescription secret)
            && !named
        ? secret
            .said()
            .ledger()
            .intent()
            .map(Intent::since)
            .map(since -> new AccessKey(key.id(), key.status(), since.plus(Duration.ofMillis(1))))
            .orElse(key)
        : key;
  }

  private AccessKey on(UserName user, AccessKey key) {
    Credential current = versions().get(StagingLabel.AWSCURRENT);
    boolean switched =
        !key.isActive()
            && current != null
            && current.id().equals(key.id())
            && ports.keys().setStatus(user, key.id(), KeyStatus.ACTIVE)
                instanceof WriteResult.Done<?>;
    return switched ? key.with(KeyStatus.ACTIVE) : key;
  }

  private Object lastUse(Object[] arguments, Real real) throws Throwable {
    Object read =
        defect == Defect.RETIRES_BY_AGE_ALONE ? new LastUse.Never() : real.call(arguments);
    if (defect == Defect.TAKES_NO_RECORD_FOR_UNUSED && read instanceof LastUse.Never) {
      return new LastUse.Used(Instant.EPOCH, "N/A", "N/A");
    }
    if (defect == Defect.RETIRES_NOTHING) {
      return new LastUse.Unknown("not now");
    }
    return defect == Defect.TAKES_UNKNOWN_FOR_NONE && read instanceof LastUse.Unknown
        ? new LastUse.Never()
        : read;
  }

  private Object describe(Object[] arguments, Real real) throws Throwable {
    if (defect == Defect.NEVER_LOOKS_AGAIN && memory.secret().isPresent()) {
      return new ReadResult.Got<>(memory.secret().get());
    }
    Object read = real.call(arguments);
    if (!(read instanceof ReadResult.Got<?>(SecretDescription secret))) {
      return read;
    }
    memory.secret(secret);
    String intent = secret.tags().getOrDefault(INTENT, "");
    if (defect != Defect.IGNORES_LEASES || memory.intent().equals(Optional.of(intent))) {
      return read;
    }
    String over = intent.replaceFirst("since=(\\S+) until=\\S+", "since=$1 until=$1");
    return new ReadResult.Got<>(ReplayedMemory.tagged(secret, Map.of(INTENT, over)));
  }

  /** The credentials that the labelled versions hold. */
  private Map<StagingLabel, Credential> versions() {
    Map<StagingLabel, Credential> held = new HashMap<>();
    if (ports.secrets().describe(KeyLife.SECRET)
        instanceof ReadResult.Got<SecretDescription>(SecretDescription secret)) {
      secret
          .labels()
          .forEach((label, version) -> {
            if (ports.secrets().value(KeyLife.SECRET, version)
                instanceof ReadResult.Got<VersionValue>(VersionValue.Holds holds)) {
              held.put(label, holds.credential());
            }
          });
    }
    return held;
  }
}
