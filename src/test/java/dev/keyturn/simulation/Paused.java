package dev.keyturn.simulation;

import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.SecretStore;
import dev.keyturn.rotate.Ports;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Something that happens at the n-th call, counted from 1. */
final class Paused {
  static final Paused NEVER = new Paused(0, () -> {});

  private final int n;
  private final Runnable meanwhile;
  private int seen;

  Paused(int n, Runnable meanwhile) {
    this.n = n;
    this.meanwhile = meanwhile;
  }

  void count() {
    if (++seen == n) {
      meanwhile.run();
    }
  }

  /** Ports that are paused before anything is signed. */
  Ports ports(Ports ports) {
    return n == 0
        ? ports
        : new Ports(
            around(AccessKeys.class, ports.keys()),
            around(SecretStore.class, ports.secrets()),
            around(IdentityProbe.class, ports.probe()),
            ports.clock(),
            ports.sleeper(),
            ports.names(),
            ports.events(),
            ports.stop());
  }

  private <T> T around(Class<T> port, T real) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (proxy, method, arguments) -> {
              count();
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
