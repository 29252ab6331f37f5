package dev.keyturn.app.cli;

import dev.keyturn.sim.Credentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A simulated account to be judged, on a socket, for {@code bench/auditors.py}: prints where it is
 * and with which key; then, for each line that it is sent, how many calls of services that it has
 * it had since the last. It ends with its standard input.
 */
final class AuditBench {
  private AuditBench() {}

  /** {@code AuditBench USERS}. */
  public static void main(String[] args) throws IOException {
    AtomicLong calls = new AtomicLong();
    try (AuditedAccount account = new AuditedAccount(Integer.parseInt(args[0]));
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      account.gateway().observe((call, result, here) -> calls.incrementAndGet());
      Credentials admin = account.world().administrator();
      System.out.printf(
          "%s %s %s %s%n",
          account.endpoint(),
          account.world().settings().region(),
          admin.accessKeyId(),
          admin.secretAccessKey());
      while (in.readLine() != null) {
        System.out.println(calls.getAndSet(0));
      }
    }
  }
}
