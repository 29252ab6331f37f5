package dev.keyturn.fleets;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.fleet.Fleet;
import dev.keyturn.fleet.PassChoice;
import dev.keyturn.fleet.ScreenedPass;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.UserName;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.ReadResult;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.rotate.Ports;
import dev.keyturn.rotate.Reconciler;
import dev.keyturn.sim.SimulatedCrash;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.SeededLuck;
import dev.keyturn.sim.core.Span;
import dev.keyturn.simulation.AtRest;
import dev.keyturn.simulation.Leaks;
import dev.keyturn.simulation.Promises;
import dev.keyturn.simulation.ScreenedKeyturn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A fleet through six weeks, all of it decided by a seed: rotators that overlap, consumers that
 * must not notice, colleagues, and whatever weather there is. Then the weather clears, and it has
 * to become quiet.
 */
final class Season implements AutoCloseable {
  private static final List<ColleagueAct> ACTS = List.of(ColleagueAct.values());
  private static final Instant START = Instant.parse("2026-01-15T00:00:00Z");
  private static final Duration LENGTH = Duration.ofDays(42);
  private static final Instant END = START.plus(LENGTH);
  private static final Duration AFTER = Duration.ofDays(1);
  private static final int MOST_PASSES = 4;
  private static final Duration BETWEEN_PASSES = Duration.ofMinutes(30);

  /** As far apart as a season's passes may be, for those that leave secrets alone. */
  private static final Duration INTERVAL = Duration.ofHours(12);

  private final long seed;
  private final SeededLuck luck;
  private final EventScript script;
  private final UnaryOperator<Ports> engine;
  private final Timeline timeline = new Timeline();
  private final Leaks leaks = new Leaks();
  private final List<Member> members;
  private final World world;
  private final VirtualScheduler agenda;
  private final FaultRates weather;
  private final Colleague colleague;
  private final Map<Member, Promises> promises = new LinkedHashMap<>();
  private final FleetConnections connections;
  private final FleetConsumers consumers;
  private final boolean screens;
  private long processes;
  private long rotations;
  private long asked;

  /**
   * What a season was.
   *
   * @param broken the promise that did not hold, and where
   * @param events what happened, by name, for {@link EventScript}
   * @param timeline for a person
   * @param trace everything
   * @param asked how often a person had to remove a key that nothing explained
   */
  record Outcome(
      Optional<AssertionError> broken,
      List<String> events,
      List<String> timeline,
      List<String> trace,
      long awsCalls,
      long consumerCalls,
      long rotations,
      long asked) {}

  /** The season of a seed, with an engine that is Keyturn's, or is not. */
  Season(long seed, EventScript script, UnaryOperator<Ports> engine) {
    this.seed = seed;
    this.luck = new SeededLuck(seed).on("season");
    this.script = script;
    this.engine = engine;
    this.screens = seed % 2 == 0;
    this.members = members();
    this.world = world();
    this.agenda = new VirtualScheduler(world);
    this.weather = new FaultRates(luck.on("weather"), script, START, END);
    this.colleague = new Colleague(world);
    adopt();
    members.forEach(it -> promises.put(it, new Promises(world, it.name(), it.name(), it.policy())));
    this.connections =
        new FleetConnections(
            () -> new FleetConnection(world, agenda, weather, timeline),
            new ArrayList<>(promises.values()));
    this.consumers =
        new FleetConsumers(world, agenda, script, luck, connections, () -> ++processes);
  }

  private List<Member> members() {
    int howMany = 2 + (int) (4 * luck.on("members").fraction());
    return IntStream.rangeClosed(1, howMany)
        .mapToObj("user%d"::formatted)
        .filter(name -> script.happens("there is " + name))
        .map(name -> Member.drawn(name, luck.on(name)))
        .toList();
  }

  private World world() {
    WorldBuilder worlds = WorldBuilder.seeded(seed).at(START).lag(FaultRates.lag(luck.on("lag")));
    for (Member member : members) {
      worlds
          .user(member.name(), user -> user.key(Duration.ofDays(member.age())))
          .secret(member.name(), secret -> secret.keyOf(member.name()));
    }
    return worlds.build();
  }

  private void adopt() {
    try (SimulatedAws aws = new SimulatedAws(world)) {
      for (Member member : members) {
        Adoption.Result result =
            Adoption.adopt(
                aws.ports(event -> {}),
                List.of(),
                new Adoption.Request(
                    new UserName(member.name()),
                    member.name(),
                    new Adoption.Source.InSecret(),
                    false,
                    member.settings()),
                false);
        if (!(result instanceof Adoption.Result.Adopted)) {
          throw new AssertionError("not adopted: " + result);
        }
      }
    }
  }

  /** Lets it all happen. */
  Outcome run() {
    Optional<AssertionError> broken = Optional.empty();
    try {
      rotators();
      members.forEach(consumers::begin);
      members.forEach(this::colleagues);
      new LateUses(world, agenda, script, timeline).begin(promises, luck.on("late uses"), END);
      agenda.runUntil(END);
      weather.clears();
      agenda.runUntil(END.plus(AFTER));
      becomesQuiet();
      leaks.assertNone(world);
    } catch (AssertionError e) {
      timeline.tell(world.now(), "(checker)", String.valueOf(e.getMessage()));
      broken = Optional.of(e);
    }
    return new Outcome(
        broken,
        script.happened(),
        timeline.telling(),
        timeline.all(),
        world.calls(),
        consumers.calls(),
        rotations,
        asked);
  }

  /** Two to four controllers, which begin within moments of each other, every few hours. */
  private void rotators() {
    int howMany = 2 + (int) (3 * luck.on("rotators").fraction());
    Duration interval = Duration.ofHours(4 + (int) (20 * luck.on("interval").fraction()));
    for (int i = 1; i <= howMany; i++) {
      String name = "rotator " + i;
      if (!script.happens("there is " + name)) {
        continue;
      }
      SeededLuck its = luck.on(name);
      Duration skew = skew(its.on("skew"));
      int n = 1;
      for (Instant at = START.plus(interval); at.isBefore(END); at = at.plus(interval)) {
        String run = "%s, run %d".formatted(name, n);
        agenda.at(at.plus(its.on(n).within(Span.millis(0, 20_000))), () -> controller(run, skew));
        n++;
      }
    }
  }

  /** Half of the clocks are right; the others are off by up to hours. */
  private static Duration skew(SeededLuck luck) {
    if (luck.on("at all").chance(0.5)) {
      return Duration.ZERO;
    }
    double sign = luck.on("sign").chance(0.5) ? 1 : -1;
    return Duration.ofSeconds((long) (sign * Math.pow(10, 4 * luck.fraction())));
  }

  private void controller(String run, Duration skew) {
    if (script.happens(run)) {
      process(
          run,
          skew,
          (ports, users) ->
              Fleet.each(chosen(ports, users, run), 1, it -> advance(ports, run, it)));
    }
  }

  /** All of them, or in every other season those that the account's lists cannot tell of. */
  private List<ManagedSecret> chosen(Ports ports, AccountUsers users, String run) {
    if (!screens) {
      return targets();
    }
    ScreenedPass pass = ScreenedKeyturn.pass(ports, users, INTERVAL);
    return pass.choose(report -> ended(run, report))
            instanceof ReadResult.Got<PassChoice>(PassChoice choice)
        ? choice.found().targets()
        : List.of();
  }

  private List<ManagedSecret> targets() {
    return members.stream().map(Member::target).toList();
  }

  private RunReport advance(Ports ports, String run, ManagedSecret target) {
    RunReport report = new Reconciler(ports, List.of()).run(target, new RunRequest.Advance());
    ended(run, report);
    if (report.outcome() instanceof RunOutcome.Halted(Step.Halt halt)) {
      halted(member(target), halt);
    }
    return report;
  }

  private Member member(ManagedSecret target) {
    return members.stream().filter(it -> it.target().equals(target)).findFirst().orElseThrow();
  }

  private void ended(String run, RunReport report) {
    leaks.hear(report);
    rotations += report.taken().stream().filter(Step.Promote.class::isInstance).count();
    String what = "%s: %s".formatted(report.target().secret(), Timeline.words(report.outcome()));
    if (report.taken().isEmpty() && report.outcome() instanceof RunOutcome.Reached) {
      timeline.note(world.now(), run, what);
    } else {
      timeline.tell(world.now(), run, what);
    }
  }

  /**
   * Halts ask for a person: here only because of a key that a colleague created, or that cannot be
   * told from one; or because AWS denied a look at the user, which is over by itself.
   */
  private void halted(Member member, Step.Halt halt) {
    if (halt.cause().reason() == Reason.USER_OUT_OF_REACH) {
      return;
    }
    if (halt.cause().reason() != Reason.FOREIGN_KEY) {
      throw new AssertionError(
          "P8 broken: %s halts with %s, though nobody did anything to it"
              .formatted(member.name(), halt.cause().reason().word()));
    }
    agenda.at(world.now().plus(Duration.ofHours(1)), () -> lookAfter(member));
  }

  private void lookAfter(Member member) {
    int deleted = colleague.deleteLeftovers(member, promises(member));
    asked += deleted;
    if (deleted > 0) {
      timeline.tell(world.now(), "(colleague)", "deletes the key that nothing explains");
    }
  }

  private Promises promises(Member member) {
    return Optional.ofNullable(promises.get(member)).orElseThrow();
  }

  /** One process from its beginning to its end, whatever that is. */
  private void process(String name, Duration skew, BiConsumer<Ports, AccountUsers> errand) {
    FleetConnection connection = connections.take();
    try {
      errand.accept(
          engine.apply(connection.begin(name, ++processes, skew, leaks::hear)), connection.users());
    } catch (SimulatedCrash killed) {
      leaks.hear(killed);
    } finally {
      connections.giveBack(connection);
    }
  }

  private void colleagues(Member member) {
    SeededLuck its = luck.on("colleague").on(member.name());
    int acts = (int) (6 * its.fraction());
    for (int i = 1; i <= acts; i++) {
      SeededLuck draws = its.on(i);
      ColleagueAct act = ACTS.get((int) (ACTS.size() * draws.on("act").fraction()));
      String event = "colleague, act %d on %s: %s".formatted(i, member.name(), act.words());
      Instant at = START.plus(draws.on("at").within(new Span(Duration.ZERO, LENGTH)));
      agenda.at(at, () -> act(act, member, event, draws));
    }
  }

  private void act(ColleagueAct act, Member member, String event, SeededLuck draws) {
    if (!script.happens(event)) {
      return;
    }
    timeline.tell(world.now(), "(colleague)", act.words() + ", " + member.name());
    switch (act) {
      case ASKS_FOR_A_ROTATION -> command(event, member, new RunRequest.Rotate());
      case ROLLS_BACK -> command(event, member, new RunRequest.RollBack(Optional.empty()));
      case CREATES_A_KEY_FOR_A_WHILE -> createForAWhile(member, draws);
      case ADDS_A_FIELD_TO_THE_SECRET -> colleague.addField(member);
      case TAKES_PENDING_OFF -> colleague.takePendingOff(member);
    }
  }

  private void command(String event, Member member, RunRequest command) {
    process(
        event,
        Duration.ZERO,
        (ports, users) ->
            ended(event, new Reconciler(ports, List.of()).run(member.target(), command)));
  }

  private void createForAWhile(Member member, SeededLuck draws) {
    Optional<String> key = colleague.createKey(member);
    if (key.isPresent()) {
      promises(member).foreign(key.get());
      Duration aWhile = draws.on("a while").within(new Span(Duration.ofMinutes(5), AFTER));
      agenda.at(
          world.now().plus(aWhile),
          () -> {
            promises(member).deletedByItsOwner(key.get());
            colleague.deleteKey(member, key.get());
            timeline.tell(world.now(), "(colleague)", "deletes their key, " + member.name());
          });
    }
  }

  /** P8: in a bounded number of passes a pass changes nothing. */
  private void becomesQuiet() {
    Map<String, RunReport> last = new TreeMap<>();
    for (int pass = 1; pass <= MOST_PASSES; pass++) {
      String name = "pass " + pass;
      agenda.at(
          world.now(),
          () ->
              process(
                  name,
                  Duration.ZERO,
                  (ports, users) ->
                      Fleet.each(targets(), 1, it -> advance(ports, name, it))
                          .forEach(report -> last.put(report.target().secret(), report))));
      agenda.runUntil(world.now().plus(BETWEEN_PASSES).plus(Duration.ofHours(2)));
      if (last.size() == members.size() && last.values().stream().allMatch(AtRest::isQuiet)) {
        promises.values().forEach(it -> it.quiet(world));
        return;
      }
    }
    throw new AssertionError(
        "P8 broken: not quiet after %d passes: %s"
            .formatted(
                MOST_PASSES,
                last.values().stream().map(it -> Timeline.words(it.outcome())).toList()));
  }

  @Override
  public void close() {
    agenda.close();
    connections.close();
    colleague.close();
  }
}
