package dev.keyturn.sim;

import dev.keyturn.sim.core.Grants;
import dev.keyturn.sim.core.KeyIds;
import dev.keyturn.sim.core.SeededLuck;
import dev.keyturn.sim.core.Settings;
import dev.keyturn.sim.core.Table;
import dev.keyturn.sim.core.Throttles;
import dev.keyturn.sim.iam.IamState;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.organizations.OrganizationTree;
import dev.keyturn.sim.secrets.SecretsState;
import dev.keyturn.sim.sts.Session;
import dev.keyturn.sim.sts.StsState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One AWS account with everything in it, its time, and its luck. A world can be forked at any call;
 * the same seed and the same calls give the same answers, byte by byte.
 *
 * <p>Made by {@link WorldBuilder}. One lock guards a world: calls through any {@link Gateway} may
 * come from many threads, while the methods that read state here are for when no call is under way,
 * or for observers.
 */
public final class World {
  /** The bootstrap administrator's principal, to be denied things by. */
  public static final String ADMINISTRATOR = "role/Administrator";

  private final Settings settings;
  private final SeededLuck draws;
  private final IamState iam;
  private final StsState sts;
  private final SecretsState secrets;
  private final Table<Grants> grants;
  private final Throttles throttles;
  private final ReentrantLock lock;
  private final RotationDriver driver = new RotationDriver(this);
  private @Nullable RotationFunction rotationFunction;
  private @Nullable SimulatedOrganization organization;
  private volatile Instant now;
  private long calls;

  World(Settings settings, SeededLuck draws, Throttles throttles, Instant now, ReentrantLock lock) {
    this(
        settings,
        draws,
        new IamState(settings, draws.on("iam")),
        new StsState(settings, draws.on("sts")),
        new SecretsState(settings, draws.on("secretsmanager")),
        new Table<>(),
        throttles,
        now,
        lock);
  }

  private World(
      Settings settings,
      SeededLuck draws,
      IamState iam,
      StsState sts,
      SecretsState secrets,
      Table<Grants> grants,
      Throttles throttles,
      Instant now,
      ReentrantLock lock) {
    this.lock = lock;
    this.settings = settings;
    this.draws = draws;
    this.iam = iam;
    this.sts = sts;
    this.secrets = secrets;
    this.grants = grants;
    this.throttles = throttles;
    this.now = now;
  }

  /**
   * An independent copy, in constant time: rows are shared until one side writes. Of one account of
   * an organization it is a copy by itself, in none.
   */
  public World fork() {
    lock.lock();
    try {
      World copy =
          new World(
              settings,
              draws,
              iam.fork(),
              sts.fork(),
              secrets.fork(),
              grants.fork(),
              throttles.fork(),
              now,
              new ReentrantLock());
      copy.calls = calls;
      copy.rotationFunction = rotationFunction;
      return copy;
    } finally {
      lock.unlock();
    }
  }

  /** The world's time. */
  public Instant now() {
    return now;
  }

  /** Lets time pass; rotation functions that are due by then are called on the way. */
  public void advance(Duration duration) {
    advanceTo(now.plus(duration));
  }

  /** Lets time pass until an instant; one in the past changes nothing. */
  public void advanceTo(Instant instant) {
    accounts().forEach(account -> account.driver.advanceTo(instant));
  }

  /** This account and those that share its time. */
  private Collection<World> accounts() {
    return organization == null ? List.of(this) : organization.accounts();
  }

  /** What the world was made with. */
  public Settings settings() {
    return settings;
  }

  /** Users and keys. */
  public IamState iam() {
    return iam;
  }

  /** Roles and sessions. */
  public StsState sts() {
    return sts;
  }

  /** Secrets. */
  public SecretsState secrets() {
    return secrets;
  }

  /** The organization that the account is in. */
  public Optional<SimulatedOrganization> organization() {
    return Optional.ofNullable(organization);
  }

  void join(SimulatedOrganization joined) {
    organization = joined;
  }

  /** The account of a key, where it is in our organization; else this one, which knows no such. */
  World ofKey(String accessKeyId) {
    return organization == null ? this : organization.ofKey(accessKeyId).orElse(this);
  }

  /** Roles and sessions of an account in reach. */
  Optional<StsState> stsOf(String accountId) {
    return accountId.equals(settings.accountId())
        ? Optional.of(sts)
        : organization().flatMap(it -> it.find(accountId)).map(World::sts);
  }

  /** What Organizations knows; empty where the account is in none. */
  Optional<OrganizationTree> organizationTree() {
    return organization().map(SimulatedOrganization::tree);
  }

  /** How many calls there have been, forks' common past included. */
  public long calls() {
    return calls;
  }

  /**
   * The key of the bootstrap administrator, who may do everything and is no IAM user, so that
   * listings hold only what a test put there. It works everywhere from the start.
   */
  public Credentials administrator() {
    SeededLuck luck = draws.on("administrator");
    String id = KeyIds.make("AKIA", settings.accountId(), luck);
    return new Credentials(id, luck.on("secret").base64(30));
  }

  /** The credentials of a user's key, by its place in order of creation, from 0. */
  public Credentials credentials(String userName, int index) {
    Key key = iam.keys(iam.user(userName).orElseThrow()).get(index);
    return new Credentials(key.id(), key.secret());
  }

  /** Gives a principal ({@code user/alice}, {@code role/Rotator}) exactly these permissions. */
  public World permit(String principal, String... actions) {
    grants.put(principal, grants(principal).allowing(Set.of(actions)));
    return this;
  }

  /** Denies a principal these actions, whatever is permitted. */
  public World deny(String principal, String... actions) {
    grants.put(principal, grants(principal).denying(Set.of(actions)));
    return this;
  }

  /** Takes all denials of a principal back. */
  public World pardon(String principal) {
    grants.put(principal, grants(principal).pardoned());
    return this;
  }

  /** Sets the function that rotates secrets, in this world and its later forks. */
  public World rotationFunction(RotationFunction function) {
    rotationFunction = function;
    return this;
  }

  /** Every secret access key there ever was, so that a test can look for them in all output. */
  public List<String> issuedSecrets() {
    List<String> issued = new ArrayList<>();
    issued.add(administrator().secretAccessKey());
    iam.everyKey().stream().map(Key::secret).forEach(issued::add);
    sts.sessions().stream().map(Session::secret).forEach(issued::add);
    return issued;
  }

  /** The whole state and the time as a value: two worlds with equal contents behave alike. */
  public Object contents() {
    return List.of(now, iam.contents(), sts.contents(), secrets.contents(), grants.fork());
  }

  /** Users start without permissions, and federated users; roles with all. */
  Grants grants(String principal) {
    return grants.get(principal).orElse(principal.startsWith("role/") ? Grants.ALL : Grants.NONE);
  }

  /** Gives what one principal may do to another, as a user's that is renamed. */
  void moveGrants(String from, String to) {
    Grants moved = grants(from);
    grants.remove(from);
    grants.put(to, moved);
  }

  SeededLuck draws() {
    return draws;
  }

  Throttles throttles() {
    return throttles;
  }

  ReentrantLock lock() {
    return lock;
  }

  Optional<RotationFunction> rotationFunction() {
    return Optional.ofNullable(rotationFunction);
  }

  long nextCall() {
    return calls++;
  }

  void moveTo(Instant instant) {
    if (instant.isAfter(now)) {
      now = instant;
    }
  }
}
