package dev.keyturn.sim;

import dev.keyturn.sim.core.Paging;
import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.core.Rate;
import dev.keyturn.sim.core.RotationTiming;
import dev.keyturn.sim.core.SeededLuck;
import dev.keyturn.sim.core.Settings;
import dev.keyturn.sim.core.Throttles;
import dev.keyturn.sim.sts.RoleTrust;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Makes worlds. What is not said is as AWS is, or was seen to be. */
public final class WorldBuilder {
  private final long seed;
  private final List<Consumer<World>> contents = new ArrayList<>();
  private final Map<String, Rate> rates = new HashMap<>();
  private Instant start = Instant.parse("2026-01-15T12:00:00Z");
  private String account = "123456789012";
  private String region = "us-east-1";
  private PropagationDelays lag = PropagationDelays.typical();
  private Paging paging = Paging.FULL;
  private Duration staleQuota = Duration.ZERO;
  private Duration callTime = Duration.ZERO;
  private Duration reportTime = Duration.ofSeconds(2);
  private RotationTiming rotation = RotationTiming.typical();

  private WorldBuilder(long seed) {
    this.seed = seed;
  }

  /** Begins a world whose luck is decided by {@code seed}. */
  public static WorldBuilder seeded(long seed) {
    return new WorldBuilder(seed);
  }

  /** The world's time at the beginning. */
  public WorldBuilder at(Instant instant) {
    start = instant;
    return this;
  }

  /** The account, twelve digits. */
  public WorldBuilder account(String id) {
    account = id;
    return this;
  }

  /** The region that secrets live in. */
  public WorldBuilder region(String name) {
    region = name;
    return this;
  }

  /** How slowly news of a key spreads. */
  public WorldBuilder lag(PropagationDelays newLag) {
    lag = newLag;
    return this;
  }

  /** How unkindly answers are cut into pages. */
  public WorldBuilder paging(Paging newPaging) {
    paging = newPaging;
    return this;
  }

  /** The quota of two keys overlooks keys younger than this. */
  public WorldBuilder staleQuota(Duration age) {
    staleQuota = age;
    return this;
  }

  /** Each call takes this much of the world's time. */
  public WorldBuilder callTime(Duration duration) {
    callTime = duration;
    return this;
  }

  /** The credential report takes this long to be made. */
  public WorldBuilder reportTime(Duration duration) {
    reportTime = duration;
    return this;
  }

  /** When rotation functions are called, and how often again. */
  public WorldBuilder rotation(RotationTiming timing) {
    rotation = timing;
    return this;
  }

  /** Limits an API ({@code iam:CreateAccessKey}); {@code *} is for every API without a rate. */
  public WorldBuilder throttle(String api, Rate rate) {
    rates.put(api, rate);
    return this;
  }

  /** Adds a role that may be assumed. */
  public WorldBuilder role(String name) {
    contents.add(world -> world.sts().addRole(name));
    return this;
  }

  /** Adds a role that those may assume whom it trusts. */
  public WorldBuilder role(String name, RoleTrust trust) {
    contents.add(world -> world.sts().addRole(name, trust));
    return this;
  }

  /** Adds a user without keys. */
  public WorldBuilder user(String name) {
    return user(name, user -> {});
  }

  /** Adds a user and what it has. */
  public WorldBuilder user(String name, Consumer<UserSeed> details) {
    contents.add(world -> details.accept(new UserSeed(world, name)));
    return this;
  }

  /** Adds a secret and what it holds; after the users whose keys it holds. */
  public WorldBuilder secret(String name, Consumer<SecretSeed> details) {
    contents.add(world -> details.accept(new SecretSeed(world, name)));
    return this;
  }

  /** Adds anything else. */
  public WorldBuilder with(Consumer<World> change) {
    contents.add(change);
    return this;
  }

  /** The world. Each call makes another one, just the same. */
  public World build() {
    return build(new ReentrantLock());
  }

  /** The same behind a lock that it shares with other accounts. */
  World build(ReentrantLock lock) {
    Settings settings =
        new Settings(account, region, lag, paging, staleQuota, callTime, reportTime, rotation);
    World world = new World(settings, new SeededLuck(seed), new Throttles(rates), start, lock);
    contents.forEach(content -> content.accept(world));
    return world;
  }
}
