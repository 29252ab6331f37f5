package dev.keyturn.simulation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserName;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Ports;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.World;
import dev.keyturn.sim.secrets.Payload;
import dev.keyturn.simulation.KeyLife.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Checks that Keyturn itself passes, and that each {@link Defect} is tried on: one schedule after
 * the other, until a promise breaks.
 */
final class DefectSearch {
  /**
   * A promise broke.
   *
   * @param schedules at which of the check's schedules, from 1
   * @param how what broke it
   */
  record Caught(int schedules, String how) {}

  /** The checks, by the names that {@code docs/defects.md} describes them under. */
  static final Map<String, Consumer<DefectSearch>> CHECKS =
      Map.ofEntries(
          Map.entry("an undisturbed life", DefectSearch::undisturbed),
          Map.entry("a consumer that keeps the previous key", DefectSearch::consumer),
          Map.entry("a user that is bound elsewhere", DefectSearch::boundElsewhere),
          Map.entry("a value with other fields", DefectSearch::otherFields),
          Map.entry("single faults", DefectSearch::singleFaults),
          Map.entry("paused runs", DefectSearch::paused),
          Map.entry("a kill, then a person's key", DefectSearch::killThenKey),
          Map.entry("a retirement and a rollback at once", DefectSearch::retirementAndRollback),
          Map.entry("an operation that fails throughout a run", DefectSearch::outages),
          Map.entry("a person meddling", DefectSearch::meddling),
          Map.entry("a key that is kept in use", DefectSearch::keptInUse),
          Map.entry("a hostile hand on the tags", it -> it.hostileHand(HostileAct.onTags())),
          Map.entry("a hostile hand on the value", it -> it.hostileHand(HostileAct.onValues())),
          Map.entry("another secret of the same name", DefectSearch::madeAgain));

  private static final RunRequest ADVANCE = new RunRequest.Advance();
  private static final RunRequest ROLL_BACK = new RunRequest.RollBack(Optional.empty());

  /** Enough to announce a repair, to wait until its lease is over, and to carry it out. */
  private static final int RUNS_AFTER_A_KEY = 4;

  private final WorldSnapshot.Engine engine;
  private int schedules;

  private DefectSearch(WorldSnapshot.Engine engine) {
    this.engine = engine;
  }

  /** Tries one of the {@link #CHECKS}; empty when it is passed. */
  static Optional<Caught> tryOn(WorldSnapshot.Engine engine, String check) {
    DefectSearch search = new DefectSearch(engine);
    try {
      requireNonNull(CHECKS.get(check), () -> "there is no check '%s'".formatted(check))
          .accept(search);
      return Optional.empty();
    } catch (AssertionError broken) {
      String how =
          String.valueOf(broken.getMessage())
              .lines()
              .filter(line -> !line.isBlank())
              .findFirst()
              .orElse("");
      return Optional.of(new Caught(search.schedules, how));
    }
  }

  private void undisturbed() {
    schedules++;
    World world = KeyLife.adopted(1);
    try (Access aws = Access.remembered(world)) {
      WorldSnapshot moment = WorldSnapshot.of(world);
      KeyLife.PHASES.forEach(phase -> live(aws, moment, phase));
      moment.untilDone(aws, engine);
    }
  }

  private void live(Access aws, WorldSnapshot moment, Phase phase) {
    moment.world().advance(phase.later());
    moment.run(aws, engine, phase.command(), CallHook.NONE);
    moment.untilQuiet(aws, engine);
  }

  private void consumer() {
    schedules++;
    World world = KeyLife.adopted(1);
    var old = world.credentials(KeyLife.USER, 0);
    Credential held =
        new Credential(
            new UserName(KeyLife.USER),
            new AccessKeyId(old.accessKeyId()),
            SecretText.of(old.secretAccessKey()));
    try (Access aws = Access.remembered(world);
        SimulatedAws sdk = new SimulatedAws(world);
        SimulatedAws application = sdk.as(held)) {
      WorldSnapshot before = WorldSnapshot.of(world);
      live(aws, before, KeyLife.PHASES.getFirst());
      world.advance(Duration.ofDays(7));
      sdk.gateway().observe(before.promises());
      application.ports(event -> {}).keys().user(held.user());
      world.advance(Duration.ofHours(12));
      faultsAtEveryCall(aws, before, ADVANCE);
      schedules++;
      world.deny(World.ADMINISTRATOR, "iam:GetAccessKeyLastUsed");
      before.run(aws, engine, ADVANCE, CallHook.NONE);
    }
  }

  /** Somebody gave the user to another secret; what is asked for is not done. */
  private void boundElsewhere() {
    schedules++;
    World world = KeyLife.adopted(1);
    try (Person person = new Person(world);
        Access aws = Access.remembered(world)) {
      WorldSnapshot moment = WorldSnapshot.of(world);
      person.bindElsewhere();
      moment.run(aws, engine, new RunRequest.Rotate(), CallHook.NONE);
    }
  }

  /** What else the secret's value says is still said after a rotation. */
  private void otherFields() {
    schedules++;
    World world = KeyLife.adopted(1);
    var key = world.credentials(KeyLife.USER, 0);
    String value =
        "{\"UserName\":\"%s\",\"AccessKeyId\":\"%s\",\"Host\":\"db\",\"SecretAccessKey\":\"%s\"}"
            .formatted(KeyLife.USER, key.accessKeyId(), key.secretAccessKey());
    world
        .secrets()
        .addVersion(
            world.secrets().secret(KeyLife.SECRET).orElseThrow(),
            "00000000-0000-0000-0000-000000000042",
            new Payload.Text(value),
            List.of("AWSCURRENT"),
            world.now());
    try (Access aws = Access.remembered(world)) {
      WorldSnapshot moment = WorldSnapshot.of(world);
      moment.run(aws, engine, new RunRequest.Rotate(), CallHook.NONE);
      assertThat(PersonsBelongings.currentKey(world)).isNotEqualTo(Optional.of(key.accessKeyId()));
      assertThat(world.secrets().secret(KeyLife.SECRET).orElseThrow().labelled("AWSCURRENT"))
          .as("the other fields of the value")
          .hasValueSatisfying(now -> assertThat(now.text().contains("\"Host\":\"db\"")).isTrue());
    }
  }

  private void meddling() {
    try (MeddledLife life = new MeddledLife(engine)) {
      List<Runnable> all = new ArrayList<>();
      for (Meddling meddling : Meddling.values()) {
        for (MeddledLife.Scene scene : life.commands()) {
          for (int call = 1; call <= scene.length() + 1; call++) {
            int at = call;
            all.add(() -> life.play(scene.world().fork(), scene, meddling, at));
          }
        }
      }
      // Neighbours are much alike, so that a defect shows itself sooner in a mixed order.
      Collections.shuffle(all, new Random(1));
      for (Runnable schedule : all) {
        schedules++;
        schedule.run();
      }
    }
  }

  private void keptInUse() {
    for (KeptInUse scene : KeptInUse.values()) {
      schedules++;
      World world = scene.adopted();
      try (Access aws = Access.remembered(world)) {
        scene.play(aws, engine, scene.rotated(aws, engine, world), CallHook.NONE);
      }
    }
  }

  private void hostileHand(List<HostileAct> acts) {
    try (HostileHand hand = new HostileHand(engine)) {
      List<Runnable> all = new ArrayList<>();
      for (HostileHand.Leak leak : HostileHand.Leak.values()) {
        for (HostileAct act : acts) {
          for (MeddledLife.Scene scene : hand.commands()) {
            all.add(() -> hand.play(scene.world().fork(), scene, leak, act, 1));
          }
        }
      }
      Collections.shuffle(all, new Random(1));
      for (Runnable schedule : all) {
        schedules++;
        schedule.run();
      }
    }
  }

  private void madeAgain() {
    try (BoundMeanwhile life = new BoundMeanwhile(engine)) {
      for (MeddledLife.Scene scene : life.commands()) {
        for (int call = 1; call <= scene.length() + 1; call++) {
          schedules++;
          life.play(
              scene.world().fork(), scene, BoundMeanwhile.Change.THE_SECRET_IS_MADE_AGAIN, call);
        }
      }
    }
  }

  private void singleFaults() {
    World world = KeyLife.adopted(1);
    try (Access aws = Access.remembered(world)) {
      WorldSnapshot before = WorldSnapshot.of(world);
      for (Phase phase : KeyLife.PHASES) {
        before.world().advance(phase.later());
        faultsAtEveryCall(aws, before, phase.command());
        before.run(aws, engine, phase.command(), CallHook.NONE);
      }
    }
  }

  private void outages() {
    new Outages(
            engine,
            (where, moment, schedule) -> {
              schedules++;
              schedule.run();
            })
        .run();
  }

  /** Every order of their AWS calls; each end that they may come to is a schedule. */
  private void retirementAndRollback() {
    World world = TwoRunCase.adopted();
    try (Access aws = Access.remembered(world);
        RememberedSdk sdk = RememberedSdk.of(world)) {
      WorldSnapshot due = TwoRunCase.after(1, world, aws);
      Function<Ports, Object> run = TwoRunCase.command(engine, ADVANCE);
      Actor retirement = Actor.silent("a retirement", 1, sdk, run);
      Actor rollback = Actor.silent("a rollback", 2, sdk, TwoRunCase.command(engine, ROLL_BACK));
      Schedule later = new Schedule(world, sdk, 3, run, Set.of());
      schedules++;
      new Orders<Promises>(
              List.of(retirement, rollback),
              FaultBudget.NONE,
              world,
              (end, kept, left) -> {
                schedules++;
                later.untilQuiet(new WorldSnapshot(end, kept));
              })
          .from(due.world(), due.promises());
    }
  }

  /** A run is killed; hours later somebody creates a key, if the user has room for it. */
  private void killThenKey() {
    World world = KeyLife.adopted(4);
    try (Access aws = Access.remembered(world);
        Person person = new Person(world)) {
      WorldSnapshot before = WorldSnapshot.of(world);
      for (Phase phase : KeyLife.PHASES) {
        before.world().advance(phase.later());
        int length = before.length(aws, engine, phase.command());
        for (int call = 1; call <= length; call++) {
          schedules++;
          WorldSnapshot moment = before.fork();
          moment.run(aws, engine, phase.command(), Fault.KILLED_AFTER.at(call));
          moment.world().advance(Duration.ofHours(3));
          person.in(moment.world()).create();
          person.belongings().made().forEach(moment.promises()::foreign);
          for (int run = 0; run < RUNS_AFTER_A_KEY; run++) {
            moment.world().advance(Duration.ofHours(1));
            moment.run(aws, engine, ADVANCE, CallHook.NONE);
          }
        }
        before.run(aws, engine, phase.command(), CallHook.NONE);
      }
    }
  }

  private void faultsAtEveryCall(Access aws, WorldSnapshot before, RunRequest command) {
    int length = before.length(aws, engine, command);
    for (int call = 1; call <= length; call++) {
      for (Fault fault : Fault.values()) {
        schedules++;
        WorldSnapshot moment = before.fork();
        moment.run(aws, engine, command, fault.at(call));
        moment.untilQuiet(aws, engine);
      }
    }
  }

  /** The pause is outermost: what the engine does wrong, it does after it. */
  private WorldSnapshot.Engine pausing(Paused paused) {
    return new WorldSnapshot.Engine() {
      @Override
      public Ports over(Ports ports) {
        return paused.ports(engine.over(ports));
      }

      @Override
      public List<PolicySource> settings() {
        return engine.settings();
      }
    };
  }

  /** One run stops before it signs, and another runs meanwhile; hours later the first goes on. */
  private void paused() {
    World world = KeyLife.adopted(2);
    try (Access aws = Access.remembered(world);
        Access other = Access.remembered(world)) {
      WorldSnapshot before = WorldSnapshot.of(world);
      for (Phase phase : KeyLife.PHASES) {
        before.world().advance(phase.later());
        for (RunRequest meanwhile : List.of(phase.command(), ROLL_BACK)) {
          int length = before.length(aws, engine, phase.command());
          for (int call = 1; call <= length; call++) {
            schedules++;
            pausedAt(call, aws, other, before.fork(), phase.command(), meanwhile);
          }
        }
        before.run(aws, engine, phase.command(), CallHook.NONE);
      }
    }
  }

  private void pausedAt(
      int call,
      Access aws,
      Access other,
      WorldSnapshot moment,
      RunRequest command,
      RunRequest others) {
    Runnable meanwhile =
        () -> {
          moment.run(other, engine, others, CallHook.NONE);
          moment.world().advance(Duration.ofHours(3));
          moment.run(other, engine, others, CallHook.NONE);
        };
    Paused paused = new Paused(call, meanwhile);
    moment.run(aws, pausing(paused), command, CallHook.NONE);
    moment.untilQuiet(aws, engine);
  }
}
