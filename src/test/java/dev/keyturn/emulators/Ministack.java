package dev.keyturn.emulators;

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

  private static final class Holder {
    private static final Emulator EMULATOR = start();
  }

  private static Emulator start() {
    int port = EmulatorProcess.freePort();
    EmulatorProcess process =
        EmulatorProcess.start(
            "ministack",
            port,
            List.of(),
            Map.of(
                "AUTH", "true",
                "BIND_HOST", "127.0.0.1",
                "MINISTACK_HOST", "127.0.0.1",
                "GATEWAY_PORT", Integer.toString(port),
                "SFTP_ENABLED", "0",
                "IOT_MTLS_ENABLED", "0",
                "LAMBDA_EXECUTOR", "local"));
    return Emulator.withAdministrator("ministack", process.endpoint());
  }
}
