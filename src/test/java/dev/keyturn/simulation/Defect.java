package dev.keyturn.simulation;

import dev.keyturn.model.LastUse;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.Setting;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.Decision;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.SecretStore;
import dev.keyturn.port.Write;
import dev.keyturn.rotate.Ports;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something deliberately wrong with Keyturn, as whoever changes it may get it wrong. */
enum Defect implements Moment.Engine {
  PROMOTES_WITHOUT_PROOF("takes every key for proved"),
  TAKES_ONE_SUCCESS_FOR_PROOF("promotes after one success"),
  ANNOUNCES_NOTHING("creates keys without an intent"),
  CREATES_AGAIN("repeats CreateAccessKey when its reply is lost"),
  TAKES_UNKNOWN_FOR_NONE("takes a last use that could not be read for none"),
  RETIRES_BY_AGE_ALONE("takes every key for unused"),
  FORGETS_THE_OVERLAP("deactivates the previous key after an hour"),
  FORGETS_THE_RECOVERY("deletes the previous key after an hour"),
  FORGETS_TO_UNDO("believes that a key is deleted which is not"),
  LEAVES_PENDING_ON("leaves AWSPENDING where it is"),
  WRITES_LATE("signs a write with the time at which it is sent");

  private static final List<String> CHANGES =
      List.of("create", "setStatus", "delete", "put", "move", "tag");

  private final String sentence;

  Defect(String sentence) {
    this.sentence = sentence;
  }

  /** What is wrong, for a table. */
  String sentence() {
    return sentence;
  }

  @Override
  public Ports over(Ports ports) {
    return new Ports(
        instead(AccessKeys.class, ports.keys(), ports),
        instead(SecretStore.class, ports.secrets(), ports),
        instead(IdentityProbe.class, ports.probe(), ports),
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

  private <T> T instead(Class<T> port, T real, Ports ports) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) ->
                answer(
                    method.getName(),
                    arguments,
                    ports,
                    given -> {
                      try {
                        return method.invoke(real, given);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    })));
  }

  private Object answer(String method, Object[] arguments, Ports ports, Real real)
      throws Throwable {
    return switch (this) {
      case PROMOTES_WITHOUT_PROOF ->
          method.equals("probe") ? new IdentityProbe.Result.Works() : real.call(arguments);
      case ANNOUNCES_NOTHING ->
          method.equals("tag") ? unannounced(arguments, real) : real.call(arguments);
      case CREATES_AGAIN -> {
        Object first = real.call(arguments);
        boolean again = method.equals("create") && first instanceof Write.EffectUnknown<?>;
        yield again ? real.call(arguments) : first;
      }
      case TAKES_UNKNOWN_FOR_NONE -> {
        Object read = real.call(arguments);
        yield read instanceof LastUse.Unknown ? new LastUse.Never() : read;
      }
      case RETIRES_BY_AGE_ALONE ->
          method.equals("lastUse") ? new LastUse.Never() : real.call(arguments);
      case FORGETS_TO_UNDO ->
          method.equals("delete") ? new Write.Done<>(arguments[1]) : real.call(arguments);
      case LEAVES_PENDING_ON ->
          method.equals("move") && arguments[1].equals(StagingLabel.AWSPENDING)
              ? new Write.Done<>(arguments[1])
              : real.call(arguments);
      case WRITES_LATE ->
          CHANGES.contains(method) ? now(arguments, ports, real) : real.call(arguments);
      case TAKES_ONE_SUCCESS_FOR_PROOF, FORGETS_THE_OVERLAP, FORGETS_THE_RECOVERY ->
          real.call(arguments);
    };
  }

  private static Object unannounced(Object[] arguments, Real real) throws Throwable {
    Map<String, String> tags = new HashMap<>();
    ((Map<?, ?>) arguments[1])
        .forEach((tag, value) -> tags.put(String.valueOf(tag), String.valueOf(value)));
    tags.keySet().removeIf(tag -> tag.matches("keyturn:(intent|rotation-.)"));
    return tags.isEmpty() ? new Write.Done<>(0) : real.call(arguments[0], tags);
  }

  private static Object now(Object[] arguments, Ports ports, Real real) throws Exception {
    InstantSource clock = ports.clock();
    return ScopedValue.where(Decision.MADE_AT, clock.instant())
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
}
