package dev.keyturn.sim.sts;

import dev.keyturn.sim.core.Caller;
import dev.keyturn.sim.core.KeyIds;
import dev.keyturn.sim.core.SeededLuck;
import dev.keyturn.sim.core.Settings;
import dev.keyturn.sim.core.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The roles that may be assumed, and their sessions. Forks in constant time. */
public final class StsState {
  private final Settings settings;
  private final SeededLuck draws;
  private final Table<Role> roles;
  private final Table<Session> sessions;
  private long made;

  /** An account without roles. */
  public StsState(Settings settings, SeededLuck draws) {
    this(settings, draws, new Table<>(), new Table<>());
  }

  private StsState(
      Settings settings, SeededLuck draws, Table<Role> roles, Table<Session> sessions) {
    this.settings = settings;
    this.draws = draws;
    this.roles = roles;
    this.sessions = sessions;
  }

  /** An independent copy. */
  public StsState fork() {
    StsState copy = new StsState(settings, draws, roles.fork(), sessions.fork());
    copy.made = made;
    return copy;
  }

  /** Adds a role that any permitted caller of the account may assume. */
  public void addRole(String name) {
    addRole(name, RoleTrust.of("arn:aws:iam::" + settings.accountId() + ":root"));
  }

  /** Adds a role, or gives it another trust policy. */
  public void addRole(String name, RoleTrust trust) {
    String id = KeyIds.unique("AROA", settings.accountId(), draws.on("role").on(name));
    roles.put(name, new Role(id, trust));
  }

  /** Takes a role away; its sessions last. */
  public void removeRole(String name) {
    roles.remove(name);
  }

  /** A role's ARN. */
  public String roleArn(String name) {
    return "arn:aws:iam::" + settings.accountId() + ":role/" + name;
  }

  /** What GetCallerIdentity tells in a role's session. */
  String sessionArn(String roleName, String sessionName) {
    return "arn:aws:sts::" + settings.accountId() + ":assumed-role/" + roleName + "/" + sessionName;
  }

  /** A session by its key. */
  public Optional<Session> session(String accessKeyId) {
    return sessions.get(accessKeyId);
  }

  /** All sessions there ever were. */
  public Collection<Session> sessions() {
    return sessions.rows();
  }

  /** Everything as a value, to compare two worlds by. */
  public Object contents() {
    return List.of(roles.fork(), sessions.fork());
  }

  Optional<Role> role(String name) {
    return roles.get(name);
  }

  /** A role: its ID, and who may assume it. */
  record Role(String id, RoleTrust trust) {}

  /**
   * Whom a session is for.
   *
   * @param principal whose permissions it has
   * @param sourceIdentity who stands behind it, or empty text
   */
  record Identity(
      Caller.Kind kind, String principal, String arn, String userId, String sourceIdentity) {}

  Session open(Identity identity, Instant expires) {
    SeededLuck luck = draws.on("session").on(made++);
    Session session =
        new Session(
            KeyIds.make("ASIA", settings.accountId(), luck),
            luck.on("secret").base64(30),
            luck.on("token").base64(240),
            identity.kind(),
            identity.principal(),
            identity.arn(),
            identity.userId(),
            identity.sourceIdentity(),
            expires);
    sessions.put(session.accessKeyId(), session);
    return session;
  }

  Settings settings() {
    return settings;
  }
}
