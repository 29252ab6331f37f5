package dev.keyturn.port;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.UserName;
import java.util.List;

/**
 * IAM users and their access keys. Every call names the user: IAM takes an absent name for the
 * caller.
 */
public interface AccessKeys {
  /** The user; Absent when there is none of that name. */
  ReadResult<IamUser> user(UserName user);

  /** All keys of the user, of any number and status; Absent when there is no such user. */
  ReadResult<List<AccessKey>> list(UserName user);

  /** When the key was last used; a failure comes back as {@link LastUse.Unknown}. */
  LastUse lastUse(AccessKeyId key);

  /**
   * Creates a key. Sent exactly once: a second try could make a second key. QUOTA_REACHED,
   * NO_SUCH_THING.
   */
  WriteResult<MintedKey> create(UserName user);

  /**
   * Switches a key on or off. Sent exactly once: a second try could undo what happened after the
   * first. NO_SUCH_THING when it is gone. {@code status} is ACTIVE or INACTIVE.
   */
  WriteResult<KeyStatus> setStatus(UserName user, AccessKeyId key, KeyStatus status);

  /** Deletes a key. NO_SUCH_THING when it was gone before. */
  WriteResult<AccessKeyId> delete(UserName user, AccessKeyId key);

  /**
   * Writes the user's {@code keyturn:secret} tag. Needs {@code iam:TagUser}, which only the
   * administrator who adopts has.
   */
  WriteResult<String> bind(UserName user, String secretArn);
}
