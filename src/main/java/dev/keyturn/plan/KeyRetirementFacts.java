package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.RetiringTag;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.TaggedUser;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was read of one key that is to be retired, all of it just now.
 *
 * @param key which
 * @param keys all keys of its user
 * @param lastUse of this key
 * @param caller the ARN that gives the command; empty where nobody could say
 * @param secrets every secret that the user's tag names or that is pinned to the user, as
 *     DescribeSecret has it
 * @param unseen the secret that the user's tag names, where it is not among them: another Region's,
 *     or gone
 */
public record KeyRetirementFacts(
    AccessKeyId key,
    TaggedUser user,
    List<AccessKey> keys,
    LastUse lastUse,
    Optional<String> caller,
    List<SecretDescription> secrets,
    Optional<String> unseen) {
  public KeyRetirementFacts {
    keys = List.copyOf(keys);
    secrets = List.copyOf(secrets);
  }

  /** A key of the user's; empty where IAM lists none of that ID. */
  Optional<AccessKey> listed(AccessKeyId id) {
    return keys.stream().filter(it -> it.id().equals(id)).findFirst();
  }

  /** Whether a tag says since when the key is off, be it believed or not. */
  boolean isNoted() {
    return RetiringTag.since(user.tags(), key).isPresent();
  }

  /**
   * Since when the key is off, as far as its tag can be believed: whoever may tag the user can
   * write one. A time before the key was made, or to come, is none; and after a use that is later
   * the key was on again.
   */
  Optional<Instant> offSince(AccessKey listed, Instant now) {
    return RetiringTag.since(user.tags(), key)
        .filter(since -> !since.isBefore(listed.created()) && !since.isAfter(now))
        .filter(since ->
            switch (lastUse) {
              case LastUse.Used used -> !used.at().isAfter(since);
              case LastUse.Never never -> true;
              case LastUse.Unknown unknown -> false;
            });
  }
}
