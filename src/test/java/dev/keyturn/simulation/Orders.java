package dev.keyturn.simulation;

import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.CallObserver;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.SimulatedCrash;
import dev.keyturn.sim.World;
import dev.keyturn.simulation.History.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Every order of the AWS calls of two processes on one secret, with what may go wrong in between.
 * Depth first; a state that was seen is not entered again. A state is all that decides what can
 * still happen: the world with its time, the checker, what each process has learned, and how much
 * may still go wrong. Time passes only when a process waits, and by the pauses.
 */
final class Orders<J extends Judge<J>> {
  /**
   * A fault that befalls a call, and the calls after it for a while.
   *
   * @param ofOneCall whether these are only further attempts of the same call
   * @param befalls which calls it may befall
   */
  record Mishap(Fate fate, Duration lasts, boolean ofOneCall, Predicate<Attempt> befalls) {
    /** At any call. */
    Mishap(Fate fate, Duration lasts, boolean ofOneCall) {
      this(fate, lasts, ofOneCall, attempt -> true);
    }

    private static Mishap once(Fate fate) {
      return new Mishap(fate, Duration.ZERO, false);
    }

    /** The same, where what only reads is spared. */
    Mishap sparingReads() {
      return new Mishap(fate, lasts, ofOneCall, attempt -> !attempt.reads());
    }

    /**
     * The same, where what only reads is spared, and a single attempt is befallen only where there
     * is no other.
     */
    Mishap ofAllAttempts() {
      return new Mishap(
          fate,
          lasts,
          ofOneCall,
          attempt -> !attempt.reads() && ofOneCall != attempt.isTheOnlyOne());
    }
  }

  /** Is given each state in which all are over, once, with how much may still go wrong. */
  @FunctionalInterface
  interface End<J> {
    void reached(World world, J judge, int mishapsLeft);
  }

  /** A call of one process, whichever attempt it is. */
  record Attempt(int seat, String target, String body) {
    static Attempt of(int seat, Move.Send send) {
      String target = send.request().header("x-amz-target").orElse("");
      return new Attempt(seat, target, send.request().text());
    }

    boolean reads() {
      return READS.matcher(target + body).find();
    }

    /** Whether the SDK does not repeat it, so that losing each reply is losing one. */
    boolean isTheOnlyOne() {
      return SENT_ONCE.matcher(body).find();
    }
  }

  private record Ongoing(String name, Fate fate, Instant until, Optional<Attempt> only) {
    boolean befalls(Attempt attempt) {
      return only.isEmpty() || only.get().equals(attempt);
    }

    /** Whether that process will not attempt it again. */
    boolean isOver(int seat, Optional<Attempt> next) {
      return only.filter(it -> it.seat() == seat && !Optional.of(it).equals(next)).isPresent();
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

  private record Node<J extends Judge<J>>(
      World world,
      J judge,
      List<Seat> seats,
      int mishapsLeft,
      Optional<Ongoing> ongoing,
      boolean paused) {
    Object key() {
      return List.of(
          world.contents(), judge.contents(world), seats, mishapsLeft, stillOngoing(), paused);
    }

    Optional<Ongoing> stillOngoing() {
      return ongoing.filter(it -> world.now().isBefore(it.until()));
    }

    /** Attempts of one call follow each other: what may come in between, one lost reply shows. */
    boolean mayMove(int seat) {
      return stillOngoing().flatMap(Ongoing::only).filter(it -> it.seat() != seat).isEmpty();
    }

    Node<J> with(int seat, Seat next, World after) {
      return with(seat, next, after, judge, mishapsLeft, ongoing);
    }

    Node<J> with(
        int seat, Seat next, World after, J judged, int left, Optional<Ongoing> nowOngoing) {
      List<Seat> changed = new ArrayList<>(seats);
      changed.set(seat, next);
      return new Node<>(after, judged, changed, left, nowOngoing, paused);
    }
  }

  /** More calls and waits than two runs that do not hinder each other could ever make. */
  private static final int LONGEST = 100;

  private static final Pattern SENT_ONCE =
      Pattern.compile("^Action=(CreateAccessKey|UpdateAccessKey|GetCallerIdentity)");

  private static final Pattern READS =
      Pattern.compile("^(secretsmanager\\.|Action=)(Get(?!CallerIdentity)|List|Describe)");

  private final List<Actor> actors;
  private final FaultBudget trouble;
  private final End<J> end;
  private final Gateway gateway;
  private final ValueNumbering distinct = new ValueNumbering();
  private final BitSet entered = new BitSet();
  private final BitSet ended = new BitSet();
  private final Deque<String> path = new ArrayDeque<>();
  private long transitions;
  private long calls;
  private int deepest;

  /**
   * A search.
   *
   * @param end is given the ends
   */
  Orders(List<Actor> actors, FaultBudget trouble, World world, End<J> end) {
    this.actors = actors;
    this.trouble = trouble;
    this.end = end;
    this.gateway = new Gateway(world);
  }

  /** Searches everything that can come of this beginning. */
  Seen from(World world, J judge) {
    List<Seat> seats = new ArrayList<>();
    for (Actor actor : actors) {
      seats.add(seat(actor, actor.beginning(world.now()), world));
    }
    boolean noPause = trouble.pauses().isEmpty();
    enter(new Node<>(world, judge, seats, trouble.atMost(), Optional.empty(), noPause));
    return new Seen(entered.cardinality(), transitions, calls, deepest, ended.cardinality());
  }

  private static Seat seat(Actor actor, History history, World world) {
    return actor.next(history, world) instanceof Move.End
        ? Seat.EMPTY
        : new Seat(Optional.of(history));
  }

  private void enter(Node<J> node) {
    if (!isNew(entered, node.key())) {
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
        if (node.mayMove(seat)) {
          move(node, seat, history.get());
        }
      }
    }
    if (over) {
      finish(node);
    } else if (!node.paused() && (trouble.pausesAnywhere() || oneIsOver(node))) {
      trouble.pauses().forEach(pause -> pause(node, pause));
    }
  }

  private boolean isNew(BitSet seen, Object state) {
    int number = distinct.number(state);
    boolean isNew = !seen.get(number);
    seen.set(number);
    return isNew;
  }

  private static boolean oneIsOver(Node<?> node) {
    return node.seats().stream().anyMatch(seat -> seat.history().isEmpty());
  }

  private void move(Node<J> node, int seat, History history) {
    switch (actors.get(seat).next(history, node.world())) {
      case Move.Sleep(Duration duration) -> {
        World world = node.world().fork();
        world.advance(duration);
        Seat next = seat(actors.get(seat), history.then(new Outcome.Waited(), world.now()), world);
        step("%s waits %s".formatted(actors.get(seat), duration), node.with(seat, next, world));
      }
      case Move.Send send -> {
        Optional<Ongoing> ongoing =
            node.stillOngoing()
                .filter(it -> it.befalls(Attempt.of(seat, send)) && !actors.get(seat).isPerson());
        if (ongoing.isPresent()) {
          Mishap again = Mishap.once(ongoing.get().fate());
          call(node, seat, history, send, ongoing.get().name(), again, 0);
          return;
        }
        call(node, seat, history, send, "", Mishap.once(Fate.proceed()), 0);
        if (node.mishapsLeft() > 0 && trouble.mayBeginWith(seat) && !actors.get(seat).isPerson()) {
          Attempt attempt = Attempt.of(seat, send);
          trouble
              .mishaps()
              .forEach((name, it) -> {
                if (it.befalls().test(attempt)) {
                  call(node, seat, history, send, name, it, 1);
                }
              });
        }
      }
      case Move.End over -> throw new AssertionError("an empty seat moved");
    }
  }

  private void call(
      Node<J> node,
      int seat,
      History history,
      Move.Send send,
      String name,
      Mishap mishap,
      int cost) {
    World world = node.world().fork();
    J judge = node.judge().copy();
    CallObserver observer = judge.watching(seat);
    Actor actor = actors.get(seat);
    List<String> told = new ArrayList<>();
    CallHook hook =
        (call, here) -> {
          told.add(actor + " " + call.action() + (name.isEmpty() ? "" : " " + name));
          return mishap.fate();
        };
    gateway.use(world).hook(hook).observe(observer);
    calls++;
    Seat next;
    try {
      Outcome outcome = History.sent(gateway, send.request());
      next = seat(actor, history.then(outcome, world.now()), world);
    } catch (SimulatedCrash killed) {
      next = Seat.EMPTY;
    } catch (AssertionError broken) {
      throw failed(told.getLast(), broken);
    } finally {
      gateway.forget(observer);
    }
    Optional<Attempt> then = attempt(seat, next, world);
    Optional<Ongoing> ongoing =
        begun(mishap, name, Attempt.of(seat, send), world)
            .or(node::stillOngoing)
            .filter(it -> !it.isOver(seat, then));
    int left = node.mishapsLeft() - cost;
    step(told.getLast(), node.with(seat, next, world, judge, left, ongoing));
  }

  /** What goes on after a call, where that was the beginning of it. */
  private static Optional<Ongoing> begun(Mishap mishap, String name, Attempt attempt, World world) {
    Optional<Attempt> only = mishap.ofOneCall() ? Optional.of(attempt) : Optional.empty();
    return mishap.lasts().isZero()
        ? Optional.empty()
        : Optional.of(new Ongoing(name, mishap.fate(), world.now().plus(mishap.lasts()), only));
  }

  /** What a process will send next; empty when it waits or is over. */
  private Optional<Attempt> attempt(int seat, Seat next, World world) {
    return next.history()
        .flatMap(history ->
            actors.get(seat).next(history, world) instanceof Move.Send send
                ? Optional.of(Attempt.of(seat, send))
                : Optional.empty());
  }

  /**
   * Everything stands still. Each process was paused with its next request on the wire, or before
   * it made one: then it sees how late it is.
   */
  private void pause(Node<J> node, Duration pause) {
    World world = node.world().fork();
    world.advance(pause);
    for (List<Seat> seats : late(node.seats(), world)) {
      step(
          "%s pass%s".formatted(pause, seats.equals(node.seats()) ? "" : ", and are noticed"),
          new Node<>(world, node.judge(), seats, node.mishapsLeft(), node.ongoing(), true));
    }
  }

  private List<List<Seat>> late(List<Seat> seats, World world) {
    List<List<Seat>> all = List.of(List.of());
    for (int i = 0; i < seats.size(); i++) {
      Seat asIs = seats.get(i);
      Actor actor = actors.get(i);
      Set<Seat> choices = new HashSet<>(Set.of(asIs));
      asIs.history()
          .ifPresent(history -> choices.add(seat(actor, history.resumedAt(world.now()), world)));
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

  private void step(String what, Node<J> next) {
    transitions++;
    path.addLast(what);
    enter(next);
    path.removeLast();
  }

  private void finish(Node<J> node) {
    Object state =
        List.of(node.world().contents(), node.judge().contents(node.world()), node.mishapsLeft());
    if (!isNew(ended, state)) {
      return;
    }
    try {
      end.reached(node.world().fork(), node.judge().copy(), node.mishapsLeft());
    } catch (AssertionError broken) {
      throw failed("then runs, until quiet", broken);
    }
  }

  private AssertionError failed(String last, AssertionError broken) {
    return new AssertionError(
        "%s%n  %s%n  %s".formatted(broken.getMessage(), String.join("\n  ", path), last), broken);
  }
}
