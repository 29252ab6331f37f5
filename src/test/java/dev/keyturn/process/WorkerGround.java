package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.AdoptedFleet;
import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.fleet.AccountMessage;
import dev.keyturn.fleet.MemoryQueue;
import dev.keyturn.model.AccountId;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.Policy;
import dev.keyturn.model.PolicyReader;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.Setting;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.sim.CallObserver;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.SimServer;
import dev.keyturn.sim.SimulatedOrganization;
import dev.keyturn.sim.VirtualTimers;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.organizations.OrganizationTree;
import dev.keyturn.sim.sts.RoleTrust;
import dev.keyturn.simulation.Promises;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Accounts of one secret each that is to be rotated, a queue with a message for each, and packaged
 * workers. The promises are held against each account after every call, whoever made it.
 */
final class WorkerGround implements AutoCloseable {
  private static final String HUB = "111111111111";
  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
  private static final long PATIENCE_SECONDS = 120;

  /** A proof takes seconds with AWS; where nothing is late, two good pairs tell as much. */
  private static final Map<Setting, String> QUICK =
      Map.of(Setting.VERIFY_SUCCESSES, "2", Setting.VERIFY_SPAN, "0s");

  private static final List<PolicySource> SOURCES = List.of(new PolicySource("the tests", QUICK));

  /** Longer than the lease of a worker that was killed, and than its message is invisible. */
  private static final Duration LATER = Duration.ofMinutes(40);

  /** Runs until the previous key is switched off, and deleted. */
  private static final int WEEKS = 3;

  /** Longer than an overlap, and than a recovery window. */
  private static final Duration AFTER_A_WINDOW = Duration.ofDays(8);

  /** What a worker left; {@code code} is 137 for one that was killed. */
  record Worked(int code, String said, int calls) {}

  private record Member(World account, Promises promises) {}

  private final Path folder;
  private final List<Member> members = new ArrayList<>();
  private final List<Throwable> broken = Collections.synchronizedList(new ArrayList<>());
  private final CallWatch watch = new CallWatch();
  private final SimulatedOrganization organization =
      SimulatedOrganization.managedBy(WorldBuilder.seeded(1).at(NOW).account(HUB));
  private final VirtualTimers time;
  private final MemoryQueue queue;
  private final QueueServer queueServer;
  private final SimServer server;
  private int processes;

  WorkerGround(Path folder, int size) throws IOException {
    this.folder = folder;
    time = new VirtualTimers(InstantSource.system(), NOW, 1);
    queue = new MemoryQueue(time::now, size + 2);
    for (int i = 0; i < size; i++) {
      String id = String.format(Locale.ROOT, "2%011d", i);
      organization.account("a" + i, OrganizationTree.ROOT, member(id));
      World account = organization.account(id);
      members.add(
          new Member(
              account,
              new Promises(
                  account,
                  AdoptedFleet.user(0),
                  AdoptedFleet.secret(0),
                  policy(),
                  key -> account.iam().key(key).isEmpty())));
      queue.send(
          List.of(
              AccountMessage.first(new AccountId(id), "us-east-1", "keyturn", "r1", NOW)
                  .outgoing()));
    }
    Gateway gateway =
        new Gateway(organization.management())
            .signatureClock(InstantSource.system())
            .hook((call, world) -> {
              watch.before(call.action());
              return Fate.proceed();
            })
            .observe(judge())
            .observe((call, result, world) -> watch.after(call.action()));
    server = SimServer.start(gateway, 0, time);
    queueServer = new QueueServer(queue, watch);
  }

  private static WorldBuilder member(String id) {
    return AdoptedFleet.builder(1, 1, NOW, PropagationDelays.none())
        .account(id)
        .role("keyturn", RoleTrust.of("arn:aws:iam::%s:root".formatted(HUB)));
  }

  private static Policy policy() {
    if (PolicyReader.read(SOURCES) instanceof PolicyReader.Result.Valid(Policy policy)) {
      return policy;
    }
    throw new AssertionError("no policy");
  }

  /** What breaks a promise must not be lost in a thread of the server's. */
  private CallObserver judge() {
    return (call, result, world) ->
        members.stream()
            .filter(member -> member.account() == world)
            .forEach(member -> {
              try {
                member.promises().after(call, result, world);
              } catch (AssertionError promise) {
                broken.add(promise);
              }
            });
  }

  /** A worker that is killed there. */
  Worked killAt(CallWatch.Point point) throws IOException, InterruptedException {
    CompletableFuture<Process> victim = new CompletableFuture<>();
    watch.at(point, () -> victim.join().destroyForcibly().onExit().join());
    Process process = start();
    victim.complete(process);
    Worked worked = ended(process);
    assertThat(watch.isMet()).as("%s: %s", point, worked.said()).isTrue();
    return worked;
  }

  /** A worker that is sent a SIGTERM there. */
  Worked stopAt(CallWatch.Point point) throws IOException, InterruptedException {
    CompletableFuture<Process> stopped = new CompletableFuture<>();
    watch.at(point, () -> stopped.join().destroy());
    Process process = start();
    stopped.complete(process);
    return ended(process);
  }

  /** How many accounts somebody has to finish. */
  int messagesLeft() {
    return queue.size();
  }

  /** A worker to which nothing happens, when leases and visibilities are over. */
  Worked finish() throws IOException, InterruptedException {
    time.skip(LATER);
    watch.rest();
    return ended(start("--until-empty"));
  }

  /** Before and after each call of a worker that works off an account. */
  List<CallWatch.Point> pointsOfOneAccount() throws IOException, InterruptedException {
    watch.rest();
    Worked worked = ended(start("--until-empty"));
    assertThat(worked.code()).as(worked.said()).isZero();
    List<CallWatch.Point> all = watch.everyPoint();
    // The last call finds the queue empty: it has nothing in hand.
    return all.subList(0, all.size() - 2);
  }

  /** The queue is empty, each key was rotated once, and weeks later one is left. */
  void assertNothingIsLost() {
    assertThat(queue.size()).as("messages that are left").isZero();
    assertThat(queue.dead()).isEmpty();
    for (Member member : members) {
      assertThat(keys(member.account())).as(member.account().settings().accountId()).hasSize(2);
      member.promises().quiet(member.account());
    }
    for (int week = 0; week < WEEKS; week++) {
      members.forEach(this::run);
      organization.management().advance(AFTER_A_WINDOW);
    }
    for (Member member : members) {
      member.promises().done(member.account());
      assertThat(keys(member.account())).hasSize(1);
    }
    assertThat(broken).isEmpty();
  }

  private static List<String> keys(World account) {
    return account.iam().keys(account.iam().user(AdoptedFleet.user(0)).orElseThrow()).stream()
        .map(key -> key.id())
        .toList();
  }

  /** A run in this JVM, by the account's administrator. */
  private void run(Member member) {
    try (SimulatedAws aws = new SimulatedAws(member.account())) {
      aws.gateway().observe(judge());
      new Reconciler(aws.ports(event -> {}), SOURCES)
          .run(ManagedSecret.of(AdoptedFleet.secret(0)), new RunRequest.Advance());
    }
  }

  private Process start(String... more) throws IOException {
    List<String> words =
        Stream.concat(
                Stream.of(
                    "work",
                    "--role",
                    "keyturn",
                    "--queue",
                    queueServer.url(),
                    "--visibility",
                    "30m"),
                Stream.of(more))
            .toList();
    ProcessBuilder builder = HubCommand.of(server, organization.management(), words);
    Map<String, String> environment = builder.environment();
    QUICK.forEach((setting, value) -> environment.put(setting.variable(), value));
    environment.put("AWS_ENDPOINT_URL_SQS", queueServer.endpoint().toString());
    processes++;
    return builder.redirectErrorStream(true).redirectOutput(output().toFile()).start();
  }

  private Path output() {
    return folder.resolve("worker-" + processes);
  }

  private Worked ended(Process process) throws IOException, InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("did not end: " + said());
    }
    return new Worked(process.exitValue(), said(), watch.calls());
  }

  private String said() throws IOException {
    return Files.readString(output(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    queueServer.close();
    server.close();
  }
}
