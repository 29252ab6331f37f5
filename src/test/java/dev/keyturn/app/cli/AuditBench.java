package dev.keyturn.app.cli;

import dev.keyturn.packaged.BenchProtocol;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A simulated account to be judged, on a socket, for {@code bench/auditors.py}; counted are the
 * calls of services that it has.
 */
final class AuditBench {
  private AuditBench() {}

  /** {@code AuditBench USERS}. */
  public static void main(String[] args) throws IOException {
    AtomicLong calls = new AtomicLong();
    try (AuditedAccount account = new AuditedAccount(Integer.parseInt(args[0]))) {
      account.gateway().observe((call, result, here) -> calls.incrementAndGet());
      BenchProtocol.speak(
          account.endpoint(), account.world(), () -> Long.toString(calls.getAndSet(0)));
    }
  }
}
