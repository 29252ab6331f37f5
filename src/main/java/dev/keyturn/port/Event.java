package dev.keyturn.port;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.UserName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened to one secret, for people and machines to follow.
 *
 * @param secret the secret as it was named to us
 * @param user whom it belongs to, as soon as that is known
 * @param kind what sort of thing
 * @param name the step or reason, in lower case with dashes: stable, for machines
 * @param reason why a write was made: stable, for machines; empty for other events
 * @param key the key that it is about
 * @param sentence for people; constant text and named fields, never a secret
 * @param writes what AWS was asked to change since the event before, with AWS's request IDs
 */
public record Event(
    Instant at,
    String secret,
    Optional<UserName> user,
    Kind kind,
    String name,
    String reason,
    Optional<AccessKeyId> key,
    String sentence,
    List<AwsWrite> writes) {
  public Event {
    writes = List.copyOf(writes);
  }

  /** Sorts of events. */
  public enum Kind {
    /** A write was made. */
    ACTED,
    /** A write was made that changes no key's life: for machines, as people are told otherwise. */
    HOUSEKEEPING,
    /** A wait goes on, such as a verification. */
    PROGRESS,
    /** Something failed, and will be tried again or told. */
    FAILED,
    /** Refused for what may be an attack: the secret names a user that it is not bound to. */
    SUSPICIOUS
  }
}
