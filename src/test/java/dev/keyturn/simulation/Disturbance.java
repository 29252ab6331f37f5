package dev.keyturn.simulation;

import dev.keyturn.sim.World;
import dev.keyturn.simulation.Orders.Mishap;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What may go wrong once, at every place, while two are at work. */
sealed interface Disturbance {
  /** Nothing. */
  record None() implements Disturbance {
    @Override
    public String toString() {
      return "undisturbed";
    }
  }

  /** A fault at any call. */
  record Befalls(Fault fault) implements Disturbance {
    @Override
    public String toString() {
      return "one " + fault.words();
    }
  }

  /**
   * Everything stands still once, each process before its next request or with it on the wire.
   *
   * @param anywhere also while both are at work; else only when one of them is over
   */
  record Pause(Duration pause, boolean anywhere) implements Disturbance {
    @Override
    public String toString() {
      return "%s for %s".formatted(anywhere ? "all stopped" : "one paused", pause);
    }
  }

  /**
   * A fault at any call, and everything stands still once, at any time before or after it.
   *
   * @param fault which
   */
  record HeldUp(Fault fault) implements Disturbance {
    @Override
    public String toString() {
      return "one %s, and all stopped for %s".formatted(fault.words(), HOURS);
    }
  }

  /**
   * The larger search, which an ordinary build has no time for. It spares nothing that one fault
   * alone may befall.
   */
  boolean ALL = Boolean.getBoolean("keyturn.orders.all");

  /** As long as no signature is good for. */
  Duration HOURS = Duration.ofHours(3);

  /** Past the window in which a run may write, and within the life of its signatures. */
  Duration MINUTES = Duration.ofMinutes(10);

  /** The faults in an ordinary build: the others are like one of these, or are retried. */
  Set<Fault> FEW = EnumSet.of(Fault.KILLED_AFTER, Fault.REPLY_LOST, Fault.REPLY_LOST_FOR_A_WHILE);

  /** Those that an ordinary build has time for, or all. */
  static List<Disturbance> some() {
    Stream<Disturbance> faults =
        Stream.of(Fault.values()).filter(fault -> ALL || FEW.contains(fault)).map(Befalls::new);
    List<Disturbance> pauses =
        List.of(
            new Pause(HOURS, false),
            new Pause(MINUTES, false),
            new Pause(HOURS, true),
            new Pause(MINUTES, true));
    Stream<Disturbance> both = FEW.stream().filter(fault -> ALL).map(HeldUp::new);
    return Stream.<Stream<? extends Disturbance>>of(
            Stream.of(new None()), faults, pauses.stream().limit(ALL ? 4 : 1), both)
        .<Disturbance>flatMap(it -> it)
        .toList();
  }

  /**
   * What only reads has no effect: that its reply is lost once makes it a later reading, as the SDK
   * repeats it, and that it is lost each time is any failure of it. A write that the SDK repeats
   * loses each reply, or it would be known what came of it.
   */
  private static Mishap sparing(Fault fault, World beginning) {
    Mishap mishap = fault.mishap(beginning.fork());
    boolean spares = fault == Fault.REPLY_LOST || fault == Fault.REPLY_LOST_FOR_A_WHILE;
    return spares ? mishap.ofAllAttempts() : mishap;
  }

  /** Whether two that overwrite each other's announcement may then leave a key to a person. */
  default boolean mayAsk() {
    return switch (this) {
      case None none -> false;
      case Befalls befalls -> true;
      case Pause pause -> pause.anywhere();
      case HeldUp heldUp -> true;
    };
  }

  /**
   * The same for a search.
   *
   * @param beginning what a stale read is answered from
   */
  default FaultBudget after(World beginning) {
    return switch (this) {
      case None none -> FaultBudget.NONE;
      case Befalls(Fault fault) ->
          new FaultBudget(
              Map.of(
                  fault.words(), ALL ? fault.mishap(beginning.fork()) : sparing(fault, beginning)),
              1,
              List.of(),
              false);
      case Pause(Duration pause, boolean anywhere) ->
          new FaultBudget(Map.of(), 0, List.of(pause), anywhere);
      case HeldUp(Fault fault) ->
          new FaultBudget(
              Map.of(fault.words(), sparing(fault, beginning)), 1, List.of(HOURS), true);
    };
  }
}
