package dev.keyturn.emulators;

import dev.keyturn.emulators.EmulatorProcess.Invocation;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * ministack with {@code AUTH=true}: whether a key works, is switched off or gone, and what a policy
 * allows, are as with AWS.
 */
public final class Ministack {
  private Ministack() {}

  /** The one of this JVM. */
  public static Emulator shared() {
    return Holder.EMULATOR;
  }

  /** One for a test alone that looks at everything in the account, as a new user does. */
  public static Emulator empty() {
    return start();
  }

  /** One that asks nobody for a key, for what else it serves beside another server. */
  public static URI withoutAuthentication() {
    return start(Map.of()).endpoint();
  }

  private static final class Holder {
    private static final Emulator EMULATOR = start();
  }

  private static Emulator start() {
    return Emulator.withAdministrator("ministack", start(Map.of("AUTH", "true")).endpoint());
  }

  private static EmulatorProcess start(Map<String, String> more) {
    return EmulatorProcess.start(
        "ministack", port -> new Invocation(List.of(), environment(port, more)));
  }

  private static Map<String, String> environment(int port, Map<String, String> more) {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "BIND_HOST", "127.0.0.1",
                "MINISTACK_HOST", "127.0.0.1",
                "GATEWAY_PORT", Integer.toString(port),
                "SFTP_ENABLED", "0",
                "IOT_MTLS_ENABLED", "0",
                "LAMBDA_EXECUTOR", "local"));
    environment.putAll(more);
    return environment;
  }
}
