package dev.keyturn.model;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A user as a list of a whole account's tells it.
 *
 * @param arn such as {@code arn:aws:iam::111122223333:user/service/shop}
 * @param tags all of them; empty where the list tells none, which says nothing of what they are
 * @param created when the user was made, as far as the list says
 */
public record UserDescription(
    String arn, UserId id, Optional<Map<String, String>> tags, Optional<Instant> created) {
  public UserDescription {
    tags = tags.map(Map::copyOf);
  }
}
