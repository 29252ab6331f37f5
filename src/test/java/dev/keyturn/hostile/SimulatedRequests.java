package dev.keyturn.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.wire.WireReply;
import dev.keyturn.sim.wire.WireRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A request to the simulator, which anyone on the machine may send to a sandbox: answered. */
public final class SimulatedRequests {
  private static final World WORLD =
      WorldBuilder.seeded(1)
          .user("alice", user -> user.key(Duration.ofDays(9)))
          .secret("app", secret -> secret.keyOf("alice"))
          .build();

  private SimulatedRequests() {}

  /** Tries one: the first line is the header that names the operation, the rest is the body. */
  public static void fuzzerTestOneInput(byte[] input) {
    String[] parts = new String(input, StandardCharsets.UTF_8).split("\n", 2);
    byte[] body = parts.length == 2 ? parts[1].getBytes(StandardCharsets.UTF_8) : new byte[0];
    WireRequest request =
        WireRequest.of(
            "POST",
            "/",
            "",
            Map.of(
                "X-Amz-Target", List.of(parts[0]),
                "Content-Type", List.of(type(parts[0])),
                "Authorization", List.of(parts[0])),
            body);
    try {
      WireReply reply = new Gateway(WORLD.fork()).answer(request);
      assertThat(reply.status()).isBetween(400, 499);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String type(String target) {
    return target.isEmpty() ? "application/x-www-form-urlencoded" : "application/x-amz-json-1.1";
  }
}
