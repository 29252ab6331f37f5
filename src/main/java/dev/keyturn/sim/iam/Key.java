package dev.keyturn.sim.iam;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An access key, also after its deletion: endpoints accept it for a while longer.
 *
 * @param id the access key ID
 * @param secret the secret access key
 * @param userName the owner's name
 * @param userId the owner's immutable ID
 * @param created when it was created, to the nanosecond; AWS tells only the second
 * @param settled whether every endpoint knew it from the start, as keys have that were there before
 *     the simulation began
 * @param changes its status history, the first being its creation
 * @param deleted when it was deleted, or null
 */
public record Key(
    String id,
    String secret,
    String userName,
    String userId,
    Instant created,
    boolean settled,
    List<StatusChange> changes,
    @Nullable Instant deleted) {
  public Key {
    changes = List.copyOf(changes);
  }

  /** The status that IAM tells. */
  public KeyState status() {
    return changes.getLast().status();
  }

  /** The creation time that IAM tells, in whole seconds. */
  public Instant createDate() {
    return created.truncatedTo(ChronoUnit.SECONDS);
  }

  /** Whether it was deleted. */
  public boolean isDeleted() {
    return deleted != null;
  }

  Key of(String newUserName) {
    return new Key(id, secret, newUserName, userId, created, settled, changes, deleted);
  }

  Key changed(Instant at, KeyState status) {
    List<StatusChange> more = new ArrayList<>(changes);
    more.add(new StatusChange(at, status));
    return new Key(id, secret, userName, userId, created, settled, more, deleted);
  }

  Key deleted(Instant at) {
    return new Key(id, secret, userName, userId, created, settled, changes, at);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "Key[" + id + " of " + userName + ", " + status() + (isDeleted() ? ", deleted]" : "]");
  }
}
