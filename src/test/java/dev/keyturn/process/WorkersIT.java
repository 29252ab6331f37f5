package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.emulators.Ministack;
import dev.keyturn.emulators.QueueAdministrator;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.SimServer;
import dev.keyturn.sim.SimulatedOrganization;
import dev.keyturn.sim.VirtualTimers;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.organizations.OrganizationTree;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The packaged programs around a real queue, ministack's: a dispatcher, a worker that is killed in
 * the midst of an account, and another that finishes.
 */
@Execution(ExecutionMode.CONCURRENT)
class WorkersIT {
  private static final int ACCOUNTS = 4;
  private static final int KILLED_IN = 3;
  private static final long PATIENCE_SECONDS = 120;

  @TempDir Path folder;
  private final AtomicInteger assumed = new AtomicInteger();
  private final CompletableFuture<Process> victim = new CompletableFuture<>();

  @Test
  @DisplayName("A worker killed in an account loses nothing: another one gets its message")
  void killed() throws IOException, InterruptedException {
    URI ministack = Ministack.withoutAuthentication();
    String queue = new QueueAdministrator(ministack).fifo("keyturn.fifo");
    SimulatedOrganization organization =
        SimulatedOrganization.managedBy(WorldBuilder.seeded(1).account("111111111111"));
    for (int i = 0; i < ACCOUNTS; i++) {
      organization.account("a" + i, OrganizationTree.ROOT, ManyAccountsIT.member(i, 1));
    }
    Gateway gateway = new Gateway(organization.management()).signatureClock(InstantSource.system());
    gateway.observe((call, result, world) -> {
      if (call.action().equals("sts:AssumeRole") && assumed.incrementAndGet() == KILLED_IN) {
        victim.join().destroyForcibly().onExit().join();
      }
    });
    VirtualTimers time =
        new VirtualTimers(InstantSource.system(), organization.management().now(), 1);
    try (SimServer server = SimServer.start(gateway, 0, time)) {
      World hub = organization.management();
      Process enqueue =
          start(
              "enqueue",
              server,
              hub,
              ministack,
              queue,
              "--organization",
              "--exclude",
              "111111111111",
              "--run",
              "r1");
      assertThat(ended(enqueue)).as(said("enqueue")).isZero();
      assertThat(said("enqueue")).contains("4 messages sent, of run r1.");

      Process first =
          start(
              "first",
              server,
              hub,
              ministack,
              queue,
              "--visibility",
              "10s",
              "--results",
              "s3://nobodys/keyturn");
      victim.complete(first);
      assertThat(ended(first)).as(said("first")).isEqualTo(137);
      assertThat(doneIn("first")).hasSize(KILLED_IN - 1);
      assertThat(said("first"))
          .contains(
              "A result was not kept in s3://nobodys/keyturn.", "s3:PutObject", "NoSuchBucket");

      try (ResultsBucket bucket = ResultsBucket.create(ministack, "results")) {
        finish(server, hub, ministack, queue, bucket);
      }
    }
  }

  private void finish(
      SimServer server, World hub, URI ministack, String queue, ResultsBucket bucket)
      throws IOException, InterruptedException {
    Process second =
        start(
            "second",
            server,
            hub,
            ministack,
            queue,
            "--visibility",
            "10s",
            "--until-empty",
            "--results",
            "s3://results/keyturn");
    assertThat(ended(second)).as(said("second")).isZero();
    assertThat(doneIn("second")).hasSize(ACCOUNTS - KILLED_IN + 1);
    assertThat(Stream.concat(doneIn("first").stream(), doneIn("second").stream()).distinct())
        .hasSize(ACCOUNTS);
    assertThat(said("second")).contains("\"receives\":2");
    Map<String, String> kept = bucket.objects("keyturn/r1/");
    assertThat(kept.keySet())
        .hasSize(ACCOUNTS - KILLED_IN + 1)
        .allMatch(name -> name.matches("keyturn/r1/2\\d{11}_us-east-1_1_\\w{8}/0{12}\\.jsonl"));
    assertThat(said("second").lines().filter(line -> line.startsWith("{")))
        .containsExactlyInAnyOrderElementsOf(
            kept.values().stream().map(String::stripTrailing).toList());
  }

  /** The accounts that a worker was done with. */
  private List<String> doneIn(String name) throws IOException {
    return said(name)
        .lines()
        .filter(line -> line.contains("\"fate\":\"done\""))
        .map(line -> line.replaceFirst(".*\"account\":\"(\\d{12})\".*", "$1"))
        .toList();
  }

  private String said(String name) throws IOException {
    return Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
  }

  private static int ended(Process process) throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("did not end");
    }
    return process.exitValue();
  }

  private Process start(
      String name, SimServer server, World hub, URI ministack, String queue, String... more)
      throws IOException {
    List<String> words =
        Stream.concat(
                Stream.of(
                    name.equals("enqueue") ? name : "work", "--role", "keyturn", "--queue", queue),
                Stream.of(more))
            .toList();
    ProcessBuilder builder = HubCommand.of(server, hub, words);
    Map<String, String> environment = builder.environment();
    environment.put("AWS_ENDPOINT_URL_SQS", ministack.toString());
    environment.put("AWS_ENDPOINT_URL_S3", ministack.toString());
    return builder.redirectErrorStream(true).redirectOutput(folder.resolve(name).toFile()).start();
  }
}
