package dev.keyturn.simulation;

import dev.keyturn.app.cli.demo.CountingNames;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.Event;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.SecretStore;
import dev.keyturn.rotate.Ports;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.CallObserver;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.World;
import dev.keyturn.sim.wire.WireRequest;
import dev.keyturn.simulation.History.Outcome;
import dev.keyturn.simulation.RememberedSdk.Came;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * A process as a function from its history to its next move: the errand is run from its beginning
 * on the replies that it had, and is left where it asks for one more. So a process can be at many
 * points at once, which a thread cannot.
 */
final class Actor {
  /** The process is left here; an Error, as nobody may handle it. */
  private static final class Left extends Error {
    private static final long serialVersionUID = 1;
    private final transient Move at;

    Left(Move at) {
      super(null, null, false, false);
      this.at = at;
    }
  }

  private final String name;
  private final Function<Ports, Object> errand;
  private final long number;
  private final RememberedSdk sdk;
  private final boolean person;
  private final boolean tells;
  private final History none = History.none();
  private final List<Event> told = new ArrayList<>();
  private Deque<History> script = new ArrayDeque<>();
  private Function<Move, History> beyond = Actor::leave;
  private Instant now = Instant.EPOCH;

  /**
   * A process.
   *
   * @param number which of the actors it is, so that no two draw the same names
   */
  Actor(String name, long number, RememberedSdk sdk, Function<Ports, Object> errand) {
    this(name, number, sdk, errand, false, true);
  }

  private Actor(
      String name,
      long number,
      RememberedSdk sdk,
      Function<Ports, Object> errand,
      boolean person,
      boolean tells) {
    this.name = name;
    this.errand = errand;
    this.number = number;
    this.sdk = sdk;
    this.person = person;
    this.tells = tells;
  }

  /** A person, whom no fault befalls. */
  static Actor person(String name, long number, RememberedSdk sdk, Function<Ports, Object> errand) {
    return new Actor(name, number, sdk, errand, true, false);
  }

  /** A process of whose outcome nobody asks: millions of them are a heap. */
  static Actor silent(String name, long number, RememberedSdk sdk, Function<Ports, Object> errand) {
    return new Actor(name, number, sdk, errand, false, false);
  }

  boolean isPerson() {
    return person;
  }

  /** It begins at an instant. */
  History beginning(Instant at) {
    return none.beginning(at);
  }

  /**
   * What it does after this history. Where it is over, all that it said is searched for secrets.
   *
   * @param world where it is
   */
  Move next(History history, World world) {
    Move known = history.move();
    if (known == null) {
      known = replay(history, Actor::leave, world);
      history.move(known);
    }
    return known;
  }

  /** Runs to its end with nothing in between, and gives back what came of it. */
  Object alone(Gateway gateway, World world, CallObserver observer) {
    gateway.use(world).hook(CallHook.NONE).observe(observer);
    try {
      Alone alone = new Alone(gateway, world, beginning(world.now()));
      Move known = alone.history.move();
      while (known != null && !(known instanceof Move.End)) {
        known = alone.goOn(known).move();
      }
      Move last = known == null ? replay(alone.history, alone::goOn, world) : known;
      alone.history.move(last);
      return ((Move.End) last).outcome();
    } finally {
      gateway.forget(observer);
    }
  }

  /** The way of one that nothing comes between: each move is made at once. */
  private static final class Alone {
    private final Gateway gateway;
    private final World world;
    private History history;

    Alone(Gateway gateway, World world, History history) {
      this.gateway = gateway;
      this.world = world;
      this.history = history;
    }

    History goOn(Move move) {
      Outcome outcome =
          switch (move) {
            case Move.Send(WireRequest request) -> History.sent(gateway, request);
            case Move.Sleep(Duration duration) -> {
              world.advance(duration);
              yield new Outcome.Waited();
            }
            case Move.End over -> throw new AssertionError("over: " + over);
          };
      history.move(move);
      history = history.then(outcome, world.now());
      return history;
    }
  }

  /**
   * From its beginning through a history, and on.
   *
   * @param further what comes of its moves after that
   */
  private Move replay(History history, Function<Move, History> further, World world) {
    script = history.path();
    beyond = further;
    told.clear();
    now = script.removeFirst().resumed();
    try {
      Object outcome = errand.apply(ports());
      Leaks leaks = new Leaks();
      told.forEach(leaks::hear);
      leaks.hear(outcome);
      leaks.assertNone(world);
      return new Move.End(tells ? outcome : "over");
    } catch (Left left) {
      return left.at;
    }
  }

  private static History leave(Move move) {
    throw new Left(move);
  }

  private Ports ports() {
    return new Ports(
        sdk.port(AccessKeys.class, this::now, this::send),
        sdk.port(SecretStore.class, this::now, this::send),
        sdk.port(IdentityProbe.class, this::now, this::send),
        this::now,
        this::sleep,
        new CountingNames(1_000 * number),
        told::add,
        () -> false);
  }

  private Instant now() {
    return now;
  }

  private Came send(WireRequest request) {
    History next = goOn(new Move.Send(request));
    return new Came(next.outcome(), next.resumed());
  }

  private void sleep(Duration duration) {
    goOn(new Move.Sleep(duration));
  }

  private History goOn(Move move) {
    History next = script.isEmpty() ? beyond.apply(move) : script.removeFirst();
    now = next.resumed();
    return next;
  }

  @Override
  public String toString() {
    return name;
  }
}
