package dev.keyturn.app.cli;

import dev.keyturn.packaged.BenchProtocol;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.SimServer;
import dev.keyturn.sim.VirtualTimers;
import dev.keyturn.sim.World;
import dev.keyturn.sim.core.PropagationDelays;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A simulated account of many adopted secrets on a socket, for {@code bench/passes.py}; counted are
 * its calls.
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
    Instant ready = InstantSource.system().instant();
    world.advanceTo(ready);
    VirtualTimers timers = new VirtualTimers(InstantSource.system(), ready, 1);
    try (SimServer server = SimServer.start(gateway, 0, timers)) {
      BenchProtocol.speak(server.endpoint(), world, () -> Long.toString(calls.getAndSet(0)));
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
