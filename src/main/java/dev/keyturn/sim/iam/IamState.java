package dev.keyturn.sim.iam;

import dev.keyturn.sim.core.KeyIds;
import dev.keyturn.sim.core.SeededLuck;
import dev.keyturn.sim.core.Settings;
import dev.keyturn.sim.core.Table;
import dev.keyturn.sim.core.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that IAM knows. Forks in constant time. */
public final class IamState {
  private final Settings settings;
  private final SeededLuck draws;
  private final Table<User> users;
  private final Table<Key> keys;
  private final Table<Uses> uses;
  private long made;
  private @Nullable CredentialReport report;

  /** An account without users. */
  public IamState(Settings settings, SeededLuck draws) {
    this(settings, draws, new Table<>(), new Table<>(), new Table<>());
  }

  private IamState(
      Settings settings, SeededLuck draws, Table<User> users, Table<Key> keys, Table<Uses> uses) {
    this.settings = settings;
    this.draws = draws;
    this.users = users;
    this.keys = keys;
    this.uses = uses;
  }

  /** An independent copy. */
  public IamState fork() {
    IamState copy = new IamState(settings, draws, users.fork(), keys.fork(), uses.fork());
    copy.made = made;
    copy.report = report;
    return copy;
  }

  /** A user, whatever the case of the name. */
  public Optional<User> user(String name) {
    return users.get(lower(name));
  }

  /** All users in the order of their names. */
  public Collection<User> users() {
    return users.rows();
  }

  /** A user's keys, oldest first. */
  public List<Key> keys(User user) {
    List<Key> found = new ArrayList<>();
    for (String id : user.keyIds()) {
      keys.get(id).ifPresent(found::add);
    }
    return found;
  }

  /** A key, also a deleted one. */
  public Optional<Key> key(String id) {
    return keys.get(id);
  }

  /** All keys there ever were, deleted ones too. */
  public Collection<Key> everyKey() {
    return keys.rows();
  }

  /** Whether the endpoint of a service in a region accepts the key at this moment. */
  public boolean accepts(Key key, String service, String region, Instant now) {
    return new KeyPropagation(settings.lag(), draws.on("propagation"))
        .accepts(key, service + "/" + region, now);
  }

  /** What was recorded of a key's use. */
  public Uses uses(String keyId) {
    return uses.get(keyId).orElse(Uses.NONE);
  }

  /** Notes that a key was used; IAM keeps only the first use in 15 minutes. */
  public void noteUse(String keyId, String service, String region, Instant now) {
    Uses known = uses(keyId);
    if (known.misses(now)) {
      uses.put(keyId, known.with(new Use(now, service, region), settings.lag().lastUse()));
    }
  }

  /** Adds a user under a name that is free. */
  public User addUser(String name, String path, Tags tags, Instant created) {
    String id = KeyIds.unique("AIDA", settings.accountId(), draws.on("user").on(made++));
    User user = new User(name, path, id, userArn(path, name), created, tags, List.of());
    users.put(lower(name), user);
    return user;
  }

  /**
   * Adds a key to a user.
   *
   * @param settled whether every endpoint knows it already
   */
  public Key addKey(User user, Instant created, KeyState status, boolean settled) {
    String id = KeyIds.make("AKIA", settings.accountId(), draws.on("key").on(made++));
    String secret = draws.on("secret").on(id).base64(30);
    List<StatusChange> history = List.of(new StatusChange(created, status));
    Key key = new Key(id, secret, user.name(), user.id(), created, settled, history, null);
    keys.put(id, key);
    users.put(lower(user.name()), user.withKey(id));
    return key;
  }

  /** Gives a user another name, which is free, or another path. */
  void rename(User user, String name, String path) {
    users.remove(lower(user.name()));
    users.put(lower(name), user.named(name, path, userArn(path, name)));
    // Deleted ones, too, as they are still accepted for a while.
    keys.rows().stream()
        .filter(key -> key.userId().equals(user.id()))
        .toList()
        .forEach(key -> replace(key.of(name)));
  }

  /** Attaches a tag to a user. */
  public void tag(User user, String key, String value) {
    replace(user.tagged(user.tags().with(key, value, String::equalsIgnoreCase)));
  }

  /** Everything as a value, to compare two worlds by. */
  public Object contents() {
    return List.of(users.fork(), keys.fork(), uses.fork(), report().map(CredentialReport::csv));
  }

  Settings settings() {
    return settings;
  }

  Table<User> userTable() {
    return users;
  }

  void replace(User user) {
    users.put(lower(user.name()), user);
  }

  void replace(Key key) {
    keys.put(key.id(), key);
  }

  void remove(User user) {
    users.remove(lower(user.name()));
  }

  void remove(User user, Key key, Instant now) {
    keys.put(key.id(), key.deleted(now));
    uses.remove(key.id());
    replace(user.withoutKey(key.id()));
  }

  Optional<CredentialReport> report() {
    return Optional.ofNullable(report);
  }

  void report(CredentialReport newReport) {
    report = newReport;
  }

  SeededLuck draws() {
    return draws;
  }

  private String userArn(String path, String name) {
    return "arn:aws:iam::" + settings.accountId() + ":user" + path + name;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
