package dev.keyturn.app.cli;

import dev.keyturn.sim.Credentials;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.SimServer;
import dev.keyturn.sim.VirtualTimers;
import dev.keyturn.sim.World;
import dev.keyturn.sim.core.PropagationDelays;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A simulated account of many adopted secrets on a socket, for {@code bench/passes.py}: prints
 * where it is and with which key; then, for each line that it is sent, how many calls it had since
 * the last. It ends with its standard input.
 */
final class PassBench {
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private PassBench() {}

  /**
   * {@code PassBench SECRETS DUE [MILLISECONDS]}: the last is how far away AWS is, for each answer.
   */
  public static void main(String[] args) throws IOException {
    Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);
    World world =
        AdoptedFleet.of(
            Integer.parseInt(args[0]), Integer.parseInt(args[1]), now, PropagationDelays.none());
    long milliseconds = args.length > 2 ? Long.parseLong(args[2]) : 0;
    AtomicLong calls = new AtomicLong();
    Gateway gateway =
        new Gateway(world)
            .signatureClock(InstantSource.system())
            .hook((call, here) -> {
              answerAfter(milliseconds);
              return Fate.proceed();
            })
            .observe((call, result, here) -> calls.incrementAndGet());
    Credentials admin = world.administrator();
    Instant ready = InstantSource.system().instant();
    world.advanceTo(ready);
    VirtualTimers timers = new VirtualTimers(InstantSource.system(), ready, 1);
    try (SimServer server = SimServer.start(gateway, 0, timers);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.printf(
          "%s %s %s %s%n",
          server.endpoint(),
          world.settings().region(),
          admin.accessKeyId(),
          admin.secretAccessKey());
      while (in.readLine() != null) {
        System.out.println(calls.getAndSet(0));
      }
    }
  }

  private static void answerAfter(long milliseconds) {
    try {
      if (milliseconds > 0 && NEVER.await(milliseconds, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("counted down");
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }
}
