package dev.keyturn.port;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.KeyUse;
import dev.keyturn.model.TaggedUser;
import dev.keyturn.model.UserName;
import java.time.Instant;

/**
 * What an administrator who retires unused keys needs of IAM, beside {@link AccessKeys}. The
 * rotator's role may do none of the writes.
 */
public interface RetiringKeys {
  /**
   * Whose a key is, and when it was last used. Absent where IAM says that there is none; AWS itself
   * denies instead, since October 2023.
   */
  ReadResult<KeyUse> use(AccessKeyId key);

  /** The user and its tags; Absent when there is none of that name. */
  ReadResult<TaggedUser> user(UserName user);

  /**
   * Writes onto the user since when a key is known to be switched off. Needs {@code iam:TagUser}.
   * NO_SUCH_THING when the user is gone.
   */
  WriteResult<Instant> note(UserName user, AccessKeyId key, Instant since);

  /**
   * Writes that nothing is known, over what was noted before. No right to take tags away is needed.
   */
  WriteResult<AccessKeyId> forget(UserName user, AccessKeyId key);
}
