package dev.keyturn.sim.secrets;

import dev.keyturn.sim.core.SeededLuck;
import dev.keyturn.sim.core.Settings;
import dev.keyturn.sim.core.Table;
import dev.keyturn.sim.core.Tags;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that Secrets Manager knows. Forks in constant time. */
public final class SecretsState {
  private static final int SUFFIX = 7;

  private final Settings settings;
  private final SeededLuck draws;
  private final Table<Secret> secrets;
  private final RotationRuns runs;
  private long made;

  /** A region without secrets. */
  public SecretsState(Settings settings, SeededLuck draws) {
    this(settings, draws, new Table<>(), new RotationRuns(settings.rotation(), draws));
  }

  private SecretsState(
      Settings settings, SeededLuck draws, Table<Secret> secrets, RotationRuns runs) {
    this.settings = settings;
    this.draws = draws;
    this.secrets = secrets;
    this.runs = runs;
  }

  /** An independent copy. */
  public SecretsState fork() {
    SecretsState copy = new SecretsState(settings, draws, secrets.fork(), runs.fork());
    copy.made = made;
    return copy;
  }

  /** A secret by its name, its ARN, or its ARN without the six letters at the end. */
  public Optional<Secret> secret(String id) {
    String prefix = arnPrefix();
    if (!id.startsWith(prefix)) {
      return secrets.get(id);
    }
    String rest = id.substring(prefix.length());
    if (rest.length() > SUFFIX) {
      Optional<Secret> exact =
          secrets
              .get(rest.substring(0, rest.length() - SUFFIX))
              .filter(secret -> secret.arn().equals(id));
      if (exact.isPresent()) {
        return exact;
      }
    }
    return secrets.get(rest);
  }

  /** All secrets, also those that wait for their deletion, in the order of their names. */
  public Collection<Secret> secrets() {
    return secrets.rows();
  }

  /** Whether a secret has a pending version that is not its current one, whoever made it. */
  public boolean isAnyRotating() {
    return secrets.rows().stream().anyMatch(RotationOperations::isUnfinished);
  }

  /** The rotations under way, and what became of earlier ones. */
  public RotationRuns runs() {
    return runs;
  }

  /** Adds a secret without a version under a name that is free. */
  public Secret addSecret(String name, Tags tags, Instant now) {
    String arn = arnPrefix() + name + "-" + draws.on("secret").on(made++).base32(6);
    Secret secret =
        new Secret(
            name,
            arn,
            null,
            null,
            now,
            now,
            null,
            null,
            tags,
            Map.of(),
            Map.of(),
            Rotation.NEVER,
            null,
            Map.of());
    secrets.put(name, secret);
    return secret;
  }

  /** Adds a version to a secret, as an operation would, or refuses. */
  public Secret addVersion(
      Secret secret, String token, Payload payload, Collection<String> labels, Instant now) {
    Secret after = new Versions(this, now).store(secret, token, payload, labels);
    replace(after);
    return after;
  }

  /** Attaches a tag to a secret. */
  public void tag(Secret secret, String key, String value) {
    Tags tags = secret.tags().with(key, value, String::equals);
    replace(secret.edit().tags(tags).done(secret.changed()));
  }

  /** Everything as a value, to compare two worlds by. */
  public Object contents() {
    return List.of(secrets.fork(), runs.contents());
  }

  Secret find(@Nullable String id, Instant now) {
    Secret secret = id == null ? null : secret(id).orElse(null);
    if (secret == null) {
      throw SecretErrors.noSuchSecret();
    }
    Instant deletion = secret.deletion();
    if (deletion != null && !now.isBefore(deletion)) {
      secrets.remove(secret.name());
      throw SecretErrors.noSuchSecret();
    }
    return secret;
  }

  /** A secret that is not waiting for its deletion. */
  Secret alive(@Nullable String id, Instant now) {
    Secret secret = find(id, now);
    if (secret.isDeleted()) {
      throw SecretErrors.deleted();
    }
    return secret;
  }

  void replace(Secret secret) {
    secrets.put(secret.name(), secret);
    runs.schedule(secret);
  }

  void remove(Secret secret) {
    secrets.remove(secret.name());
    runs.forget(secret);
  }

  Table<Secret> table() {
    return secrets;
  }

  Settings settings() {
    return settings;
  }

  SeededLuck draws() {
    return draws;
  }

  private String arnPrefix() {
    return "arn:aws:secretsmanager:" + settings.region() + ":" + settings.accountId() + ":secret:";
  }
}
