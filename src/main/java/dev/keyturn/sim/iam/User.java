package dev.keyturn.sim.iam;

import dev.keyturn.sim.core.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An IAM user.
 *
 * @param name unique without regard to case
 * @param path begins and ends with a slash
 * @param id immutable, {@code AIDA…}; a user made again under the same name has another
 * @param arn the Amazon Resource Name
 * @param created when it was created
 * @param tags its tags
 * @param keyIds its access keys, oldest first; a list, as more than two have been seen
 */
public record User(
    String name,
    String path,
    String id,
    String arn,
    Instant created,
    Tags tags,
    List<String> keyIds) {
  public User {
    keyIds = List.copyOf(keyIds);
  }

  User named(String newName, String newPath, String newArn) {
    return new User(newName, newPath, id, newArn, created, tags, keyIds);
  }

  User tagged(Tags newTags) {
    return new User(name, path, id, arn, created, newTags, keyIds);
  }

  User withKey(String keyId) {
    List<String> more = new ArrayList<>(keyIds);
    more.add(keyId);
    return new User(name, path, id, arn, created, tags, more);
  }

  User withoutKey(String keyId) {
    List<String> fewer = new ArrayList<>(keyIds);
    fewer.remove(keyId);
    return new User(name, path, id, arn, created, tags, fewer);
  }
}
