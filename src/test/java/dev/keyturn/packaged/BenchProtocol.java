package dev.keyturn.packaged;

import dev.keyturn.sim.Credentials;
import dev.keyturn.sim.World;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * How a bench in Python speaks with a simulated account in a process of its own ({@code Account} of
 * {@code bench/passes.py}), over standard input and output.
 */
public final class BenchProtocol {
  private BenchProtocol() {}

  /**
   * Prints where the account is and with which key, the administrator's; then a line of counts for
   * each line that comes. Returns at the end of standard input.
   *
   * @param counts since the last time, numbers with blanks between
   */
  public static void speak(URI endpoint, World world, Supplier<String> counts) throws IOException {
    Credentials admin = world.administrator();
    System.out.printf(
        "%s %s %s %s%n",
        endpoint, world.settings().region(), admin.accessKeyId(), admin.secretAccessKey());
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      while (in.readLine() != null) {
        System.out.println(counts.get());
      }
    }
  }
}
