package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that is known about one secret and its user at one moment.
 *
 * @param target how we were told of the secret
 * @param secret what DescribeSecret said, with our own writes since then folded in
 * @param secretRead when that was asked
 * @param ledger our bookkeeping in the secret's tags
 * @param problems what is wrong with our tags or the settings among them
 * @param values the versions' values that were read
 * @param user the user that the secret names; empty when there is none of that name, or the secret
 *     names none, or it was not read
 * @param denied AWS's own words, where it denied a look at that user
 * @param keys the user's access keys; empty until they are listed, which no one but a bound user's
 *     are
 * @param lastUse when keys were last used, where it was asked
 * @param fresh the parts that were read since our last write
 * @param secretIsLatest whether the secret was read after the keys, so that a key that the
 *     bookkeeping does not explain is no news that is still under way
 * @param memory what only this run knows
 */
public record Observation(
    ManagedSecret target,
    SecretDescription secret,
    Instant secretRead,
    Ledger ledger,
    List<String> problems,
    Map<VersionId, VersionValue> values,
    Optional<IamUser> user,
    Optional<String> denied,
    Optional<List<AccessKey>> keys,
    Map<AccessKeyId, LastUse> lastUse,
    Set<ReadPart> fresh,
    boolean secretIsLatest,
    RunMemory memory) {
  public Observation {
    problems = List.copyOf(problems);
    values = Map.copyOf(values);
    keys = keys.map(List::copyOf);
    lastUse = Map.copyOf(lastUse);
    fresh = Set.copyOf(fresh);
  }

  /**
   * Whom the secret is about: the user as IAM has it, or else as the current version names it, or
   * else as the configuration does.
   */
  public Optional<UserName> userName() {
    return user.map(IamUser::name)
        .or(() -> current().map(holds -> holds.credential().user()))
        .or(target::configuredUser);
  }

  /** The value in AWSCURRENT, if it was read and holds a credential. */
  public Optional<VersionValue.Holds> current() {
    return secret.at(StagingLabel.AWSCURRENT).map(values::get).flatMap(VersionValue::held);
  }

  /** The key that AWSCURRENT names, if that could be read. */
  public Optional<AccessKeyId> currentKey() {
    return current().map(holds -> holds.credential().id());
  }
}
