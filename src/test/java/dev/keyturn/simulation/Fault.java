package dev.keyturn.simulation;

import dev.keyturn.sim.Call;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.World;
import dev.keyturn.simulation.Orders.Mishap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A fault that befalls the n-th call of a run. */
enum Fault {
  KILLED_BEFORE,
  KILLED_AFTER,
  REPLY_LOST,
  REPLY_LOST_FOR_A_WHILE,
  CONNECTION_CUT,
  THROTTLED_ONCE,
  THROTTLED_FOR_A_MINUTE,
  SERVER_ERROR,
  DENIED_ONCE,
  DENIED,
  EXPIRED_CREDENTIALS,
  STALE_READ;

  private static final int CALLS_BEHIND = 3;

  /**
   * Each of these is like another one to whoever it befalls: a kill before a call is one after the
   * call before it; what was not done and is asked again at once is a connection that is cut; and
   * expired credentials are a denial of everything.
   */
  private static final Set<Fault> LIKE_ANOTHER =
      EnumSet.of(KILLED_BEFORE, THROTTLED_ONCE, SERVER_ERROR, DENIED_ONCE, EXPIRED_CREDENTIALS);

  /** Lets it happen at the n-th call from now on, counted from 1. */
  CallHook at(int n) {
    return new Hook(this, n);
  }

  /**
   * Those that pairs are made of, by what they are called in a schedule: in the larger search all,
   * else those that are not like another one. To what only reads it is the same why it was sent
   * again: there a connection that is cut stands for a reply that is lost once, too.
   */
  static Map<String, Mishap> mishaps(World past) {
    return Stream.of(values())
        .filter(fault -> Disturbance.ALL || !LIKE_ANOTHER.contains(fault))
        .collect(Collectors.toMap(Fault::words, it -> it.inSearch(past)));
  }

  private Mishap inSearch(World past) {
    Mishap mishap = mishap(past);
    return this == REPLY_LOST && !Disturbance.ALL ? mishap.sparingReads() : mishap;
  }

  /**
   * The same for a search, in which it may befall any call.
   *
   * @param past what a stale read is answered from
   */
  Mishap mishap(World past) {
    return new Mishap(fate(past), lasts(), befallsOneCall());
  }

  /** What it is called in a schedule. */
  String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private Fate fate(World past) {
    return switch (this) {
      case KILLED_BEFORE -> Fate.crashBefore();
      case KILLED_AFTER -> Fate.crashAfter();
      case REPLY_LOST, REPLY_LOST_FOR_A_WHILE -> Fate.replyLost();
      case CONNECTION_CUT -> Fate.cut();
      case THROTTLED_ONCE, THROTTLED_FOR_A_MINUTE -> Fate.throttled();
      case SERVER_ERROR -> Fate.serverError();
      case DENIED_ONCE, DENIED -> Fate.denied();
      case EXPIRED_CREDENTIALS -> Fate.expiredToken();
      case STALE_READ -> Fate.stale(past);
    };
  }

  /**
   * Faults of the caller's permissions and of busy services last longer than one attempt, or the
   * SDK's own retries would hide them. So does a reply that is lost each time: the SDK repeats
   * every write but CreateAccessKey and UpdateAccessKey, and nobody would learn that nobody knows.
   */
  private Duration lasts() {
    return switch (this) {
      case REPLY_LOST_FOR_A_WHILE -> Duration.ofSeconds(1);
      case THROTTLED_FOR_A_MINUTE -> Duration.ofMinutes(1);
      case DENIED, EXPIRED_CREDENTIALS -> Duration.ofSeconds(30);
      case KILLED_BEFORE,
          KILLED_AFTER,
          REPLY_LOST,
          CONNECTION_CUT,
          THROTTLED_ONCE,
          SERVER_ERROR,
          DENIED_ONCE,
          STALE_READ ->
          Duration.ZERO;
    };
  }

  /** Whether, while it lasts, it befalls the attempts of that call only. */
  private boolean befallsOneCall() {
    return this == REPLY_LOST_FOR_A_WHILE;
  }

  private static final class Hook implements CallHook {
    private final Fault fault;
    private final int n;
    private final Deque<World> past = new ArrayDeque<>();
    private int seen;
    private Instant until = Instant.MIN;
    private Predicate<Call> befalls = call -> true;

    Hook(Fault fault, int n) {
      this.fault = fault;
      this.n = n;
    }

    @Override
    public Fate decide(Call call, World world) {
      seen++;
      if (fault == STALE_READ && seen <= n) {
        past.addLast(world.fork());
        if (past.size() > CALLS_BEHIND) {
          past.removeFirst();
        }
      }
      if (seen == n) {
        until = call.at().plus(fault.lasts());
        befalls = fault.befallsOneCall() ? again -> isTheSame(call, again) : again -> true;
        return fault.fate(past.isEmpty() ? world : past.getFirst());
      }
      if (seen > n && (!call.at().isBefore(until) || !befalls.test(call))) {
        until = Instant.MIN;
      }
      return seen > n && call.at().isBefore(until) ? fault.fate(world) : Fate.proceed();
    }

    private static boolean isTheSame(Call call, Call again) {
      return again.is(call.action()) && again.parameters().equals(call.parameters());
    }
  }
}
