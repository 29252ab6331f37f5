package dev.keyturn.simulation;

import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.SimulatedCrash;
import dev.keyturn.sim.World;
import dev.keyturn.simulation.History.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Every order of the AWS calls of two processes on one secret, with what may go wrong in between.
 * Depth first; a state that was seen is not entered again. A state is all that decides what can
 * still happen: the world with its time, the checker, what each process has learned, and how much
 * may still go wrong. Time passes only when a process waits, and by the pauses.
 */
final class Orders {
  /**
   * How much may go wrong on one path.
   *
   * @param faults each may befall one call, at most one on each path; empty for none
   * @param pauses one of these may pass, at most one on each path; empty for none
   * @param pausesAnywhere whether a pause may come while both are at work; or only when the other
   *     one is over, while one still has to go on
   */
  record Trouble(Map<String, Fate> faults, List<Duration> pauses, boolean pausesAnywhere) {
    static final Trouble NONE = new Trouble(Map.of(), List.of(), false);

    static Trouble fault(String name, Fate fate) {
      return new Trouble(Map.of(name, fate), List.of(), false);
    }

    static Trouble pause(Duration pause) {
      return new Trouble(Map.of(), List.of(pause), false);
    }

    Trouble {
      faults = new TreeMap<>(faults);
    }
  }

  /** What was seen. */
  record Seen(long states, long transitions, long calls, int deepest, long ends) {}

  /**
   * A process at one point; empty when it is over or dead, which is the same for all that follows.
   */
  private record Seat(Optional<History> history) {
    static final Seat EMPTY = new Seat(Optional.empty());
  }

  private record Node(
      World world, Promises promises, List<Seat> seats, boolean faulty, boolean paused) {
    Object key() {
      return List.of(world.contents(), promises.contents(), seats, faulty, paused);
    }

    Node with(int seat, Seat next, World after, Promises checked, boolean nowFaulty) {
      List<Seat> changed = new ArrayList<>(seats);
      changed.set(seat, next);
      return new Node(after, checked, changed, nowFaulty, paused);
    }
  }

  /** More calls and waits than two runs that do not hinder each other could ever make. */
  private static final int LONGEST = 100;

  private final List<Actor> actors;
  private final Trouble trouble;
  private final BiConsumer<World, Promises> end;
  private final Gateway gateway;
  private final Set<Object> entered = new HashSet<>();
  private final Set<Object> ended = new HashSet<>();
  private final Deque<String> path = new ArrayDeque<>();
  private long transitions;
  private long calls;
  private int deepest;

  /**
   * A search.
   *
   * @param end is given each state in which both processes are over, once
   */
  Orders(List<Actor> actors, Trouble trouble, World world, BiConsumer<World, Promises> end) {
    this.actors = actors;
    this.trouble = trouble;
    this.end = end;
    this.gateway = new Gateway(world);
  }

  /** Searches everything that can come of this beginning. */
  Seen from(World world, Promises promises) {
    History beginning = History.beginning(world.now());
    List<Seat> seats = new ArrayList<>();
    for (Actor actor : actors) {
      // Each has a tree of its own, as what it does next is kept there.
      seats.add(seat(actor, History.beginning(beginning.resumed())));
    }
    enter(new Node(world, promises, seats, trouble.faults().isEmpty(), trouble.pauses().isEmpty()));
    return new Seen(entered.size(), transitions, calls, deepest, ended.size());
  }

  private static Seat seat(Actor actor, History history) {
    return actor.next(history) instanceof Move.End ? Seat.EMPTY : new Seat(Optional.of(history));
  }

  private void enter(Node node) {
    if (!entered.add(node.key())) {
      return;
    }
    deepest = Math.max(deepest, path.size());
    if (path.size() > LONGEST) {
      throw failed("and so on", new AssertionError("P8 broken: the two do not come to an end"));
    }
    boolean over = true;
    for (int seat = 0; seat < actors.size(); seat++) {
      Optional<History> history = node.seats().get(seat).history();
      if (history.isPresent()) {
        over = false;
        move(node, seat, history.get());
      }
    }
    if (over) {
      finish(node);
    } else if (!node.paused() && (trouble.pausesAnywhere() || oneIsOver(node))) {
      trouble.pauses().forEach(pause -> pause(node, pause));
    }
  }

  private static boolean oneIsOver(Node node) {
    return node.seats().stream().anyMatch(seat -> seat.history().isEmpty());
  }

  private void move(Node node, int seat, History history) {
    switch (actors.get(seat).next(history)) {
      case Move.Sleep(Duration duration) -> {
        World world = node.world().fork();
        world.advance(duration);
        Seat next = seat(actors.get(seat), history.then(new Outcome.Waited(), world.now()));
        step(
            "%s waits %s".formatted(actors.get(seat), duration),
            node.with(seat, next, world, node.promises(), node.faulty()));
      }
      case Move.Send send -> {
        call(node, seat, history, send, "", Fate.proceed());
        if (!node.faulty()) {
          trouble.faults().forEach((name, fate) -> call(node, seat, history, send, name, fate));
        }
      }
      case Move.End over -> throw new AssertionError("an empty seat moved");
    }
  }

  private void call(Node node, int seat, History history, Move.Send send, String fault, Fate fate) {
    World world = node.world().fork();
    Promises promises = node.promises().copy();
    Actor actor = actors.get(seat);
    List<String> told = new ArrayList<>();
    CallHook hook =
        (call, here) -> {
          told.add(actor + " " + call.action() + (fault.isEmpty() ? "" : " " + fault));
          return fate;
        };
    gateway.use(world).hook(hook).observe(promises);
    calls++;
    Seat next;
    try {
      Outcome outcome = outcome(send);
      next = seat(actor, history.then(outcome, world.now()));
    } catch (SimulatedCrash killed) {
      next = Seat.EMPTY;
    } catch (AssertionError broken) {
      throw failed(told.getLast(), broken);
    } finally {
      gateway.forget(promises);
    }
    step(told.getLast(), node.with(seat, next, world, promises, node.faulty() || !fault.isEmpty()));
  }

  private Outcome outcome(Move.Send send) {
    try {
      return History.replied(gateway.answer(send.request()));
    } catch (IOException cut) {
      return new Outcome.Cut();
    }
  }

  /**
   * Everything stands still. Each process was paused with its next request on the wire, or before
   * it made one: then it sees how late it is.
   */
  private void pause(Node node, Duration pause) {
    World world = node.world().fork();
    world.advance(pause);
    Instant now = world.now();
    for (List<Seat> seats : late(node.seats(), now)) {
      step(
          "%s pass%s".formatted(pause, seats.equals(node.seats()) ? "" : ", and are noticed"),
          new Node(world, node.promises(), seats, node.faulty(), true));
    }
  }

  private List<List<Seat>> late(List<Seat> seats, Instant now) {
    List<List<Seat>> all = List.of(List.of());
    for (int i = 0; i < seats.size(); i++) {
      Seat asIs = seats.get(i);
      Actor actor = actors.get(i);
      Set<Seat> choices = new HashSet<>(Set.of(asIs));
      asIs.history().ifPresent(history -> choices.add(seat(actor, history.resumedAt(now))));
      all =
          all.stream().flatMap(some -> choices.stream().map(choice -> with(some, choice))).toList();
    }
    return all;
  }

  private static List<Seat> with(List<Seat> some, Seat another) {
    List<Seat> longer = new ArrayList<>(some);
    longer.add(another);
    return longer;
  }

  private void step(String what, Node next) {
    transitions++;
    path.addLast(what);
    enter(next);
    path.removeLast();
  }

  private void finish(Node node) {
    Object state = List.of(node.world().contents(), node.promises().contents());
    if (!ended.add(state)) {
      return;
    }
    try {
      end.accept(node.world().fork(), node.promises().copy());
    } catch (AssertionError broken) {
      throw failed("then runs, until quiet", broken);
    }
  }

  private AssertionError failed(String last, AssertionError broken) {
    return new AssertionError(
        "%s%n  %s%n  %s".formatted(broken.getMessage(), String.join("\n  ", path), last), broken);
  }
}
