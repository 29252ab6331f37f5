package dev.keyturn.sim.sts;

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
  private final Table<String> roleIds;
  private final Table<Session> sessions;
  private long made;

  /** An account without roles. */
  public StsState(Settings settings, SeededLuck draws) {
    this(settings, draws, new Table<>(), new Table<>());
  }

  private StsState(
      Settings settings, SeededLuck draws, Table<String> roleIds, Table<Session> sessions) {
    this.settings = settings;
    this.draws = draws;
    this.roleIds = roleIds;
    this.sessions = sessions;
  }

  /** An independent copy. */
  public StsState fork() {
    StsState copy = new StsState(settings, draws, roleIds.fork(), sessions.fork());
    copy.made = made;
    return copy;
  }

  /** Adds a role that any permitted caller may assume. */
  public void addRole(String name) {
    roleIds.put(name, KeyIds.unique("AROA", settings.accountId(), draws.on("role").on(name)));
  }

  /** A role's ARN. */
  public String roleArn(String name) {
    return "arn:aws:iam::" + settings.accountId() + ":role/" + name;
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
    return List.of(roleIds.fork(), sessions.fork());
  }

  Optional<String> roleId(String name) {
    return roleIds.get(name);
  }

  Session open(String roleName, String roleId, String sessionName, Instant expires) {
    SeededLuck luck = draws.on("session").on(made++);
    String arn =
        "arn:aws:sts::" + settings.accountId() + ":assumed-role/" + roleName + "/" + sessionName;
    Session session =
        new Session(
            KeyIds.make("ASIA", settings.accountId(), luck),
            luck.on("secret").base64(30),
            luck.on("token").base64(240),
            roleName,
            arn,
            roleId + ":" + sessionName,
            expires);
    sessions.put(session.accessKeyId(), session);
    return session;
  }

  Settings settings() {
    return settings;
  }
}
