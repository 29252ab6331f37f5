package dev.keyturn.model;

import java.util.Map;

/**
 * An IAM user with all of its tags, as GetUser shows them.
 *
 * @param tags anybody's, values included
 */
public record TaggedUser(IamUser user, Map<String, String> tags) {
  public TaggedUser {
    tags = Map.copyOf(tags);
  }
}
