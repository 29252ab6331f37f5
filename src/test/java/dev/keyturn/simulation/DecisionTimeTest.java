package dev.keyturn.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.DecisionTime;
import dev.keyturn.port.SecretStore;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Ports;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.sim.Fate;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every write of a run carries the time of its decision, those of a run that fails included, so
 * that AWS refuses one that comes long after it.
 */
class DecisionTimeTest {
  private static final Set<String> WRITES =
      Set.of("tag", "put", "move", "create", "setStatus", "delete");

  private final List<String> decided = new ArrayList<>();
  private final List<String> undecided = new ArrayList<>();

  @Test
  void aRotationAndARetirementCarryItInAllTheirWrites() {
    try (Access aws = Access.live(KeyLife.adopted(5))) {
      Reconciler reconciler =
          new Reconciler(watched(aws.ports(event -> {})), WorldSnapshot.Engine.REAL.settings());
      for (KeyLife.Phase phase : KeyLife.PHASES) {
        aws.gateway().world().advance(phase.later());
        reconciler.run(KeyLife.TARGET, phase.command());
      }
    }
    assertThat(decided).containsAll(WRITES);
    assertThat(undecided).isEmpty();
  }

  @Test
  void aRunThatFailsCarriesItWhenItUndoesAndGivesItsLeaseBack() {
    try (Access aws = Access.live(KeyLife.adopted(5))) {
      aws.gateway()
          .hook((call, world) ->
              call.is("secretsmanager:PutSecretValue") ? Fate.denied() : Fate.proceed());
      new Reconciler(watched(aws.ports(event -> {})), WorldSnapshot.Engine.REAL.settings())
          .run(KeyLife.TARGET, new RunRequest.Advance());
    }
    assertThat(decided).containsExactly("tag", "create", "put", "delete", "tag");
    assertThat(undecided).isEmpty();
  }

  private Ports watched(Ports ports) {
    return new Ports(
        watched(AccessKeys.class, ports.keys()),
        watched(SecretStore.class, ports.secrets()),
        ports.probe(),
        ports.clock(),
        ports.sleeper(),
        ports.names(),
        ports.events(),
        ports.stop());
  }

  private <T> T watched(Class<T> port, T real) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              if (WRITES.contains(method.getName())) {
                (DecisionTime.MADE_AT.isBound() ? decided : undecided).add(method.getName());
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
