package dev.keyturn.process;

import dev.keyturn.fleet.AccountMessage;
import dev.keyturn.fleet.MemoryQueue;
import dev.keyturn.model.AccountId;
import dev.keyturn.packaged.PackagedJar;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.SimServer;
import dev.keyturn.sim.SimulatedOrganization;
import dev.keyturn.sim.VirtualTimers;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.organizations.OrganizationTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One worker beside four on a queue of accounts, of which nothing is due, and four of which one is
 * killed half-way; for {@code bench/run --workers}. Every answer takes so long as is said, so that
 * the server is not what limits them.
 */
final class WorkersBench {
  private static final String HUB = "111111111111";
  private static final int SECRETS = 4;
  private static final int FOUR = 4;
  private static final double LEAST_RATIO = 3.2;
  private static final long PATIENCE_MINUTES = 15;
  private static final Duration VISIBILITY = Duration.ofSeconds(10);

  /** Nobody counts it down: it is how time passes. */
  private static final CountDownLatch NEVER = new CountDownLatch(1);

  private final SimulatedOrganization organization =
      SimulatedOrganization.managedBy(WorldBuilder.seeded(1).account(HUB));
  private final List<String> accounts = new ArrayList<>();
  private final MemoryQueue queue = new MemoryQueue(InstantSource.system(), 5);
  private final AtomicInteger calls = new AtomicInteger();
  private final long answerMilliseconds;
  private final Path folder;

  private WorkersBench(int size, long answerMilliseconds, Path folder) {
    this.answerMilliseconds = answerMilliseconds;
    this.folder = folder;
    for (int i = 0; i < size; i++) {
      organization.account("a" + i, OrganizationTree.ROOT, ManyAccountsIT.member(i, SECRETS));
      accounts.add(String.format(Locale.ROOT, "2%011d", i));
    }
  }

  /** {@code WorkersBench ACCOUNTS MILLISECONDS}; ends with 1 where four are too slow. */
  public static void main(String[] args) throws IOException, InterruptedException {
    WorkersBench bench =
        new WorkersBench(
            Integer.parseInt(args[0]),
            Long.parseLong(args[1]),
            Files.createTempDirectory("workers-bench"));
    if (!bench.run()) {
      System.exit(1);
    }
  }

  private void answersLate() {
    try {
      if (NEVER.await(answerMilliseconds, TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("counted down");
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean run() throws IOException, InterruptedException {
    Gateway gateway =
        new Gateway(organization.management())
            .signatureClock(InstantSource.system())
            .hook((call, world) -> {
              calls.incrementAndGet();
              answersLate();
              return Fate.proceed();
            });
    VirtualTimers time =
        new VirtualTimers(InstantSource.system(), organization.management().now(), 1);
    CallWatch watch = new CallWatch();
    try (SimServer server = SimServer.start(gateway, 0, time);
        QueueServer queueServer = new QueueServer(queue, watch)) {
      System.out.printf(
          Locale.ROOT,
          "%d accounts of %d secrets, nothing due, each answer after %d ms%n",
          accounts.size(),
          SECRETS,
          answerMilliseconds);
      // The first start of a jar makes its cache.
      PackagedJar.command(List.of());
      double one = took("one worker", 1, server, queueServer, watch, false);
      double four = took("four workers", FOUR, server, queueServer, watch, false);
      double killed = took("four, one killed half-way", FOUR, server, queueServer, watch, true);
      System.out.printf(
          Locale.ROOT,
          "four are %.2f times as fast as one (at least %.1f); the kill cost %.1f s, with a visibility of %d s%n",
          one / four,
          LEAST_RATIO,
          killed - four,
          VISIBILITY.toSeconds());
      return one / four >= LEAST_RATIO && queue.size() == 0;
    }
  }

  /** Seconds from the start of the first worker to the end of the last. */
  private double took(
      String name,
      int workers,
      SimServer server,
      QueueServer queueServer,
      CallWatch watch,
      boolean kill)
      throws IOException, InterruptedException {
    Instant enqueued = organization.management().now();
    for (String account : accounts) {
      queue.send(
          List.of(
              AccountMessage.first(
                      new AccountId(account),
                      "us-east-1",
                      "keyturn",
                      name.replaceAll("[^a-z]", "-"),
                      enqueued)
                  .outgoing()));
    }
    calls.set(0);
    List<Process> processes = new ArrayList<>();
    CountDownLatch started = new CountDownLatch(1);
    if (kill) {
      watch.at(
          new CallWatch.Point("sqs:DeleteMessage", accounts.size() / 2, false),
          () -> {
            awaited(started);
            processes.getFirst().destroyForcibly();
          });
    } else {
      watch.rest();
    }
    long begun = System.nanoTime();
    for (int i = 0; i < workers; i++) {
      processes.add(start(i, server, queueServer));
    }
    started.countDown();
    for (Process process : processes) {
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("did not end");
      }
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    if (queue.size() > 0) {
      throw new AssertionError("%s: %d messages are left".formatted(name, queue.size()));
    }
    System.out.printf(
        Locale.ROOT,
        "%-28s %6.1f s %8d AWS calls %7.1f accounts/s%n",
        name,
        seconds,
        calls.get(),
        accounts.size() / seconds);
    return seconds;
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private Process start(int number, SimServer server, QueueServer queueServer) throws IOException {
    ProcessBuilder builder =
        HubCommand.of(
            server,
            organization.management(),
            List.of(
                "work",
                "--role",
                "keyturn",
                "--queue",
                queueServer.url(),
                "--visibility",
                VISIBILITY.toSeconds() + "s",
                "--until-empty"));
    builder.environment().put("AWS_ENDPOINT_URL_SQS", queueServer.endpoint().toString());
    Path output = folder.resolve("worker-" + number);
    return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }
}
