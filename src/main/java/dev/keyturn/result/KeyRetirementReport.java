package dev.keyturn.result;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.UserName;
import dev.keyturn.port.AwsWrite;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of one key that an administrator wanted to retire.
 *
 * @param asked what was asked for: the key's ID, or the row that names none
 * @param key the key; empty for such a row
 * @param user whose it is, as far as that is known
 * @param state what came of it, or would come of it in a dry run
 * @param reason why it was refused or failed, in a word for machines; empty otherwise
 * @param sentence for people
 * @param deletable from when on it may be deleted, where it is off
 * @param writes what AWS was asked to change
 */
public record KeyRetirementReport(
    String asked,
    Optional<AccessKeyId> key,
    Optional<UserName> user,
    State state,
    String reason,
    String sentence,
    Optional<Instant> deletable,
    List<AwsWrite> writes) {
  public KeyRetirementReport {
    writes = List.copyOf(writes);
  }

  /** What came of a key. */
  public enum State {
    /** It was Active, and is Inactive. */
    SWITCHED_OFF,
    /** It was off before; since when is noted from now on. */
    NOTED,
    /** It was off before, and that was known. */
    OFF,
    /** Its recovery window is not over. */
    WAITING,
    /** It is gone, by us. */
    DELETED,
    /** It was left alone. */
    REFUSED,
    /** AWS did not do or not answer something; the same command again does what is left. */
    FAILED;

    /** In lower case, with dashes. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The same with what AWS was asked to change. */
  public KeyRetirementReport with(List<AwsWrite> made) {
    return new KeyRetirementReport(asked, key, user, state, reason, sentence, deletable, made);
  }
}
