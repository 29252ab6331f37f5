package dev.keyturn.app.cli.demo;

import dev.keyturn.app.cli.demo.TimelineEntry.Mood;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.Setting;
import dev.keyturn.model.UserName;
import dev.keyturn.port.ReadResult;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.rotate.Ports;
import dev.keyturn.sim.Call;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.SimulatedCrash;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.SeededLuck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * A small fleet through months of virtual time: consumers call, the algorithm runs on its schedule,
 * and twice something goes wrong. Everything that happens is decided by the seed.
 */
public final class Simulation implements AutoCloseable {
  /** When every simulation begins. */
  static final Instant START = Instant.parse("2026-01-15T00:00:00Z");

  private static final List<String> USERS = List.of("orders", "billing", "mailer", "backup");

  /**
   * The user whose application reads the secret again only when it is refused: its previous key
   * would be held for ever.
   */
  private static final String STUBBORN = "backup";

  private static final Duration BETWEEN_CALLS = Duration.ofHours(8);

  /** Whose first new key the rotator is killed over, before it can store it. */
  private static final String UNLUCKY = "billing";

  /** Whose second new key cannot be stored for a minute. */
  private static final String UNSTORABLE = "mailer";

  private final Instant end;
  private final Algorithm algorithm;
  private final java.util.function.Consumer<TimelineEntry> timeline;
  private final SeededLuck draws;
  private final SimulatedAws aws;
  private final Ports ports;
  private final WireRecorder watch;
  private final List<ManagedSecret> fleet = USERS.stream().map(ManagedSecret::of).toList();
  private final PriorityQueue<Event> queue =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingInt(Event::order));
  private final Map<String, Instant> outages = new HashMap<>();
  private int events;
  private int calls;
  private int failed;
  private int creations;
  private int stores;
  private Instant storingAgain = Instant.MIN;

  private record Event(Instant at, int order, Runnable what) {}

  /**
   * Prepares a simulation.
   *
   * @param timeline is told what happens, as it happens
   */
  public Simulation(
      long seed,
      int days,
      Algorithm algorithm,
      java.util.function.Consumer<TimelineEntry> timeline) {
    this.algorithm = algorithm;
    this.timeline = timeline;
    this.draws = new SeededLuck(seed).on("demo");
    World world = world(seed);
    this.end = world.now().plus(Duration.ofDays(days));
    this.aws = new SimulatedAws(world);
    this.ports = aws.ports(event -> {});
    this.watch = new WireRecorder(world, timeline);
    begin();
  }

  /** The world, for observers to be hung on and secrets to be looked for. */
  public SimulatedAws aws() {
    return aws;
  }

  /** Lets the days pass. */
  public Scoreboard run() {
    while (!queue.isEmpty() && queue.peek().at().isBefore(end)) {
      Event event = queue.remove();
      aws.world().advanceTo(event.at());
      event.what().run();
    }
    return watch.score(calls, failed, aws.world());
  }

  @Override
  public void close() {
    aws.close();
  }

  private static World world(long seed) {
    WorldBuilder worlds = WorldBuilder.seeded(seed).at(START).callTime(Duration.ofMillis(40));
    int age = 20;
    for (String user : USERS) {
      Duration old = Duration.ofDays(age);
      worlds.user(user, it -> it.key(old)).secret(user, it -> it.keyOf(user));
      age += 15;
    }
    return worlds.build();
  }

  private void begin() {
    for (String name : USERS) {
      Adoption.adopt(
          ports,
          List.of(),
          new Adoption.Request(
              new UserName(name), name, new Adoption.Source.InSecret(), false, settings(name)),
          false);
      if (ports.keys().user(new UserName(name)) instanceof ReadResult.Got<IamUser>(IamUser user)) {
        for (Consumer.Kind kind : kinds(name)) {
          Consumer consumer = new Consumer(kind, user, name);
          schedule(offset(consumer.name(), BETWEEN_CALLS), () -> call(consumer));
        }
      }
    }
    aws.gateway().observe(watch).hook(this::trouble);
    schedule(offset("rotator", algorithm.interval()), this::runAlgorithm);
  }

  private static Map<Setting, String> settings(String user) {
    return user.equals(STUBBORN) ? Map.of(Setting.STILL_USED, "force-after:7d") : Map.of();
  }

  private static Set<Consumer.Kind> kinds(String user) {
    return user.equals(STUBBORN)
        ? EnumSet.of(Consumer.Kind.READS_AGAIN_WHEN_REFUSED)
        : EnumSet.complementOf(EnumSet.of(Consumer.Kind.READS_AGAIN_WHEN_REFUSED));
  }

  private Instant offset(String who, Duration within) {
    double part = draws.on(who).fraction();
    return aws.world().now().plusSeconds((long) (within.toSeconds() * part));
  }

  private void schedule(Instant at, Runnable what) {
    queue.add(new Event(at, events++, what));
  }

  private void call(Consumer consumer) {
    Instant now = aws.world().now();
    calls++;
    Consumer.Outcome outcome = consumer.call(ports);
    if (outcome != Consumer.Outcome.ACCEPTED) {
      failed++;
      if (outages.putIfAbsent(consumer.name(), now) == null) {
        timeline.accept(
            new TimelineEntry(now, Mood.BAD, consumer.userName(), consumer.name() + " is refused"));
      }
    } else if (outages.containsKey(consumer.name())) {
      Duration outage = Duration.between(outages.remove(consumer.name()), now);
      timeline.accept(
          new TimelineEntry(
              now,
              Mood.TROUBLE,
              consumer.userName(),
              "%s works again after %d h".formatted(consumer.name(), outage.toHours())));
    }
    double jitter = 0.5 + draws.on(consumer.name()).on(calls).fraction();
    schedule(now.plusSeconds((long) (BETWEEN_CALLS.toSeconds() * jitter)), () -> call(consumer));
  }

  private void runAlgorithm() {
    Instant begun = aws.world().now();
    watch.runBegins();
    try {
      algorithm.run(fleet, aws.ports(event -> {}));
    } catch (SimulatedCrash killed) {
      trouble(
          "killed right after %s; the next run finds what it left"
              .formatted(killed.call().operation()));
    } catch (Baseline.Failed aborted) {
      trouble(
          "run aborted: %s; the secrets after it were not reached".formatted(aborted.getMessage()));
    }
    watch.runEnds();
    schedule(begun.plus(algorithm.interval()), this::runAlgorithm);
  }

  private void trouble(String what) {
    timeline.accept(new TimelineEntry(aws.world().now(), Mood.TROUBLE, "(rotator)", what));
  }

  /**
   * The same troubles for every algorithm: once its process dies before it can store a new key, and
   * once storing fails for a minute.
   */
  private Fate trouble(Call call, World world) {
    if (call.is("iam:CreateAccessKey") && call.parameter("UserName").equals(UNLUCKY)) {
      return ++creations == 1 ? Fate.crashAfter() : Fate.proceed();
    }
    if (call.is("secretsmanager:PutSecretValue")
        && WireRecorder.secretOf(call, world).equals(UNSTORABLE)) {
      stores++;
      if (stores == 2) {
        storingAgain = call.at().plus(Duration.ofMinutes(1));
        timeline.accept(
            new TimelineEntry(
                call.at(), Mood.TROUBLE, "(AWS)", "PutSecretValue fails for a minute"));
      }
    }
    boolean fails = call.is("secretsmanager:PutSecretValue") && call.at().isBefore(storingAgain);
    return fails ? Fate.serverError() : Fate.proceed();
  }

  /** The names of the fleet's users, each with a secret of the same name. */
  public static List<String> users() {
    return new ArrayList<>(USERS);
  }
}
