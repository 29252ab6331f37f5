package dev.keyturn.fleets;

import dev.keyturn.sim.Call;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.World;
import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.core.SeededLuck;
import dev.keyturn.sim.core.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * How bad the times are: which faults there are at all and how often, when a service is out, when
 * calls are throttled, how long calls take. All of it is drawn from a seed; in each fleet about
 * half of the faults are off, and some of the others are frequent.
 */
final class FaultRates {
  private static final double LEAST_CHANCE = 0.0003;
  private static final double CHANCES = 100;
  private static final Duration QUICKEST = Duration.ofMillis(100);
  private static final int WRITES_BEHIND = 3;
  private static final Duration MOST_BEHIND = Duration.ofSeconds(30);
  private static final List<String> SERVICES = List.of("iam", "sts", "secretsmanager");

  /** A time in which a service does not work, or throttles. */
  private record Spell(String name, String service, Instant from, Instant until, double chance) {
    boolean covers(Call call) {
      return call.service().equals(service)
          && !call.at().isBefore(from)
          && call.at().isBefore(until);
    }
  }

  private record Past(Instant at, World world) {}

  private final SeededLuck luck;
  private final EventScript script;
  private final List<Spell> outages;
  private final List<Spell> storms;
  private final double pauses;
  private final Deque<Past> pasts = new ArrayDeque<>();
  private boolean over;

  /** The times from {@code begin} to {@code end}. */
  FaultRates(SeededLuck luck, EventScript script, Instant begin, Instant end) {
    this.luck = luck;
    this.script = script;
    this.outages = spells("outage", begin, end, Duration.ofHours(6), luck.on("outages"));
    this.storms = spells("storm of throttling", begin, end, Duration.ofHours(2), luck.on("storms"));
    this.pauses = chance(luck.on("pauses")) / 10;
  }

  /** How slowly news travels: from milliseconds to minutes. */
  static PropagationDelays lag(SeededLuck luck) {
    return new PropagationDelays(
        upTo(luck.on("creation"), QUICKEST, Duration.ofMinutes(3)),
        Duration.ofMillis((long) (4_000 * luck.on("flapping").fraction())),
        upTo(luck.on("status"), QUICKEST, Duration.ofMinutes(1)),
        upTo(luck.on("deletion"), QUICKEST, Duration.ofMinutes(1)),
        Duration.ofMinutes((long) (240 * luck.on("last use").fraction())));
  }

  private static Span upTo(SeededLuck luck, Duration least, Duration most) {
    return new Span(Duration.ZERO, between(luck, least, most));
  }

  private static Duration between(SeededLuck luck, Duration least, Duration most) {
    return Duration.ofMillis((long) between(luck, millis(least), millis(most)));
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  /** Every order of magnitude is as likely as any other. */
  private static double between(SeededLuck luck, double least, double most) {
    return least * Math.pow(most / least, luck.fraction());
  }

  private static double chance(SeededLuck luck) {
    return luck.on("at all").chance(0.5)
        ? between(luck.on("how often"), LEAST_CHANCE, LEAST_CHANCE * CHANCES)
        : 0;
  }

  private static List<Spell> spells(
      String what, Instant begin, Instant end, Duration longest, SeededLuck luck) {
    List<Spell> spells = new ArrayList<>();
    int howMany = (int) (5 * luck.fraction());
    for (int i = 0; i < howMany; i++) {
      SeededLuck its = luck.on(i);
      Instant from =
          begin.plus(its.on("from").within(new Span(Duration.ZERO, Duration.between(begin, end))));
      Duration length = between(its.on("length"), Duration.ofMinutes(1), longest);
      String service = SERVICES.get((int) (SERVICES.size() * its.on("service").fraction()));
      spells.add(
          new Spell(
              "%s %d of %s".formatted(what, i + 1, service),
              service,
              from,
              from.plus(length),
              0.3 + 0.7 * its.on("chance").fraction()));
    }
    return spells;
  }

  /** From now on nothing goes wrong. */
  void clears() {
    over = true;
  }

  /** What becomes of a call that is the n-th of a process. */
  Optional<CallTrouble> trouble(String process, int n) {
    if (over) {
      return Optional.empty();
    }
    SeededLuck here = luck.on(process).on(n);
    for (CallTrouble trouble : CallTrouble.values()) {
      if (here.on(trouble.name()).chance(chance(luck.on("chance").on(trouble.name())))
          && script.happens("%s, call %d: %s".formatted(process, n, trouble.words()))) {
        return Optional.of(trouble);
      }
    }
    return Optional.empty();
  }

  /** What happens to a call because of the state of the service that it is for. */
  Optional<Fate> service(Call call, String process, int n) {
    if (over) {
      return Optional.empty();
    }
    for (Spell outage : outages) {
      if (outage.covers(call) && script.happens(outage.name())) {
        return Optional.of(Fate.serverError());
      }
    }
    for (Spell storm : storms) {
      if (storm.covers(call)
          && luck.on("storm").on(process).on(n).chance(storm.chance())
          && script.happens(storm.name())) {
        return Optional.of(Fate.throttled());
      }
    }
    return Optional.empty();
  }

  /**
   * How long it takes until a process goes on: milliseconds, or hours when it is held up.
   *
   * @param where on the way to AWS, or on the way back
   */
  Duration time(String process, int n, String where) {
    SeededLuck here = luck.on(where).on(process).on(n);
    if (!over
        && here.on("held up").chance(pauses)
        && script.happens("%s, call %d: held up %s".formatted(process, n, where))) {
      return between(here.on("how long"), Duration.ofSeconds(10), Duration.ofHours(4));
    }
    return between(here, Duration.ofMillis(3), Duration.ofMillis(300));
  }

  /** Keeps the state before a write, for reads that are answered from it. */
  void remember(World world) {
    pasts.addLast(new Past(world.now(), world.fork()));
    if (pasts.size() > WRITES_BEHIND) {
      pasts.removeFirst();
    }
  }

  /** A state from up to three writes and half a minute ago. */
  World past(World now) {
    return pasts.stream()
        .filter(past -> !past.at().isBefore(now.now().minus(MOST_BEHIND)))
        .map(Past::world)
        .findFirst()
        .orElse(now);
  }
}
