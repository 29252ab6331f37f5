package dev.keyturn.rotate;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.FieldsSetting;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.Policy;
import dev.keyturn.model.PolicyReader;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import dev.keyturn.plan.Observation;
import dev.keyturn.plan.ReadPart;
import dev.keyturn.plan.RunMemory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What one run has read, with the writes whose outcome is known folded in, so that a whole rotation
 * needs no reading twice but where the planner asks for it. Not thread-safe: one run, one
 * observations.
 */
final class RunObservations {
  private final ManagedSecret target;
  private final List<PolicySource> sources;
  private final Map<VersionId, VersionValue> values = new HashMap<>();
  private final Map<AccessKeyId, LastUse> lastUse = new HashMap<>();
  private final Set<ReadPart> fresh = new HashSet<>();
  private SecretDescription secret;
  private Instant secretRead;
  private List<String> problems = List.of();
  private Policy policy = Policy.DEFAULT;
  private SecretFields fields = SecretFields.DEFAULT;
  private Optional<UserName> userName = Optional.empty();
  private Optional<IamUser> user = Optional.empty();
  private Optional<String> denied = Optional.empty();
  private Optional<List<AccessKey>> keys = Optional.empty();
  private Optional<VersionId> namedBy = Optional.empty();
  private boolean secretIsLatest;
  private RunMemory memory;

  /**
   * Begins with the secret.
   *
   * @param secretRead when it was asked for
   */
  RunObservations(
      ManagedSecret target,
      List<PolicySource> sources,
      SecretDescription secret,
      Instant secretRead,
      RunMemory memory) {
    this.target = target;
    this.sources = List.copyOf(sources);
    if (PolicyReader.read(this.sources) instanceof PolicyReader.Result.Valid valid) {
      policy = valid.policy();
    }
    this.memory = memory;
    this.secret = secret;
    this.secretRead = secretRead;
    read(secret, secretRead);
  }

  Observation observation() {
    return new Observation(
        target,
        secret,
        secretRead,
        ledger(),
        problems,
        values,
        user,
        denied,
        keys,
        lastUse,
        fresh,
        secretIsLatest,
        memory);
  }

  private Ledger ledger() {
    return secret.said().ledger();
  }

  Policy policy() {
    return policy;
  }

  /** Which fields of the secret's values hold the key; to be asked only where nothing is wrong. */
  SecretFields fields() {
    return fields;
  }

  RunMemory memory() {
    return memory;
  }

  Optional<IamUser> user() {
    return user;
  }

  /** From now on the user is the one that this version names, which is to be gone back to. */
  void goesBackTo(VersionId version) {
    namedBy = Optional.of(version);
  }

  /**
   * Whom the secret is said to belong to: what its current version names, or the one that is gone
   * back to; or, where it has none, the configuration.
   */
  Optional<UserName> namedUser() {
    Optional<VersionId> current = namedBy.or(() -> secret.at(StagingLabel.AWSCURRENT));
    return switch (current.map(values::get).orElseGet(VersionValue.Absent::new)) {
      case VersionValue.Holds holds -> Optional.of(holds.credential().user());
      case VersionValue.Absent absent -> target.configuredUser();
      case VersionValue.Unusable unusable -> Optional.empty();
    };
  }

  /** Whether the secret names another user than the configuration binds it to. */
  boolean namesAnother() {
    Optional<UserName> configured = target.configuredUser();
    return configured.isPresent()
        && namedUser().filter(name -> !name.sameAs(configured.get())).isPresent();
  }

  /** The key that the current version names, if that was read. */
  Optional<AccessKeyId> currentKey() {
    return currentHolds().map(holds -> holds.credential().id());
  }

  private Optional<VersionValue.Holds> currentHolds() {
    return secret.at(StagingLabel.AWSCURRENT).map(values::get).flatMap(VersionValue::held);
  }

  /**
   * The current version, if its value was not read yet, as after somebody moved the label, or was
   * read before there was one.
   */
  Optional<VersionId> unreadCurrent() {
    return secret
        .at(StagingLabel.AWSCURRENT)
        .filter(version ->
            values.getOrDefault(version, new VersionValue.Absent()) instanceof VersionValue.Absent);
  }

  /**
   * Whether the user that the secret names is another than the one that was read, as after somebody
   * wrote to it.
   */
  boolean needsUser() {
    return !namedUser().equals(userName);
  }

  // What was read

  final void read(SecretDescription description, Instant asked) {
    secret = description;
    secretRead = asked;
    LedgerTags.ParsedTags tags = description.said();
    List<String> wrong = new ArrayList<>(tags.problems());
    switch (PolicyReader.read(sources, tags.settings())) {
      case PolicyReader.Result.Valid valid -> policy = valid.policy();
      case PolicyReader.Result.Invalid invalid -> wrong.addAll(invalid.problems());
    }
    FieldsSetting setting = FieldsSetting.of(sources, description.tags());
    wrong.addAll(setting.problems());
    setting.fields().ifPresent(this::goBy);
    problems = List.copyOf(wrong);
    fresh.add(new ReadPart.Secret());
    secretIsLatest = true;
  }

  /** What was read by way of other fields is read again. */
  private void goBy(SecretFields said) {
    SecretFields now = target.configuredUser().map(said::orOf).orElse(said);
    if (!now.equals(fields)) {
      values.clear();
    }
    fields = now;
  }

  void read(VersionId version, VersionValue value) {
    values.put(version, value);
    fresh.add(new ReadPart.Value(version));
    if (value instanceof VersionValue.Holds holds && isNews(holds.credential().id())) {
      fresh.remove(new ReadPart.Keys());
      secretIsLatest = false;
    }
    boolean stored =
        value instanceof VersionValue.Holds holds
            && memory.minted().filter(key -> key.id().equals(holds.credential().id())).isPresent();
    if (stored) {
      memory = memory.settled();
    }
  }

  /** A version that names a key which was not listed may have been written since the listing. */
  private boolean isNews(AccessKeyId named) {
    return keys.filter(listed -> listed.stream().noneMatch(key -> key.id().equals(named)))
        .isPresent();
  }

  /** A user that was read. Of another than before no keys are known. */
  void read(Optional<UserName> name, Optional<IamUser> found) {
    boolean same = found.isPresent() && found.map(IamUser::id).equals(user.map(IamUser::id));
    userName = name;
    user = found;
    denied = Optional.empty();
    keys = same ? keys : Optional.empty();
    fresh.add(new ReadPart.User());
  }

  /** What AWS said where it denied a look at the user. */
  void denied(UserName name, String words) {
    read(Optional.of(name), Optional.empty());
    denied = Optional.of(words);
  }

  void read(List<AccessKey> listed) {
    keys = Optional.of(listed);
    fresh.add(new ReadPart.Keys());
    secretIsLatest = false;
  }

  void read(AccessKeyId key, LastUse use) {
    lastUse.put(key, use);
    fresh.add(new ReadPart.LastUseOf(key));
  }

  // What was written

  /** The tags to write so that the secret says {@code after}. */
  Map<String, String> changes(Ledger after) {
    return LedgerTags.changes(secret.tags(), ledger(), after);
  }

  void wrote(Ledger after) {
    Map<String, String> tags = new HashMap<>(secret.tags());
    tags.putAll(changes(after));
    tags.keySet().removeAll(LedgerTags.removals(ledger(), after));
    secret = secret.with(tags, after);
    timePassed();
  }

  /** A version was stored that was made of the current one, if there is one. */
  void stored(VersionId version, Credential credential, SecretText document) {
    SecretText rest = currentHolds().map(VersionValue.Holds::rest).orElse(document);
    values.put(version, new VersionValue.Holds(credential, document, rest, 0));
    timePassed();
  }

  void moved(StagingLabel label, Optional<VersionId> to) {
    Map<StagingLabel, VersionId> labels = new HashMap<>(secret.labels());
    VersionId from = labels.remove(label);
    to.ifPresent(version -> labels.put(label, version));
    if (label.equals(StagingLabel.AWSCURRENT) && from != null) {
      labels.put(StagingLabel.AWSPREVIOUS, from);
    }
    secret = secret.with(labels);
    timePassed();
  }

  void added(AccessKey key) {
    List<AccessKey> more = new ArrayList<>(keys.orElse(List.of()));
    more.add(key);
    keys = Optional.of(more);
    timePassed();
  }

  void switched(AccessKeyId id, KeyStatus status) {
    keys =
        keys.map(list ->
            list.stream().map(key -> key.id().equals(id) ? key.with(status) : key).toList());
    timePassed();
  }

  void deleted(AccessKeyId id) {
    keys = keys.map(list -> list.stream().filter(key -> !key.id().equals(id)).toList());
    timePassed();
  }

  void remember(UnaryOperator<RunMemory> change) {
    memory = change.apply(memory);
  }

  /** After a write or a wait nothing that was read before is fresh. */
  void timePassed() {
    fresh.clear();
  }
}
