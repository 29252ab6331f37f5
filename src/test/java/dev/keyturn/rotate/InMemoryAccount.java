package dev.keyturn.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.RecognisedFields;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserId;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.SecretStore;
import dev.keyturn.port.TaggedSecrets;
import dev.keyturn.port.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One user with its keys and one secret, in memory and consistent at once: the ports without AWS
 * behind them. What a call answers instead of that is said in its {@link CallScript}.
 */
final class InMemoryAccount implements AccessKeys, SecretStore, IdentityProbe {
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final UserName ALICE = new UserName("alice");
  static final UserId ALICE_ID = new UserId("AIDAALICEALICEALICE1");
  static final String NAME = "app/alice";
  static final ManagedSecret TARGET = ManagedSecret.of(NAME);
  static final String ARN = "arn:aws:secretsmanager:us-east-1:111122223333:secret:app/alice-AbCdEf";
  static final AccessKeyId A = new AccessKeyId("AKIAAAAAAAAAAAAAAAAA");
  static final AccessKeyId B = new AccessKeyId("AKIABBBBBBBBBBBBBBBB");
  static final VersionId ONE = new VersionId("00000001-0000-0000-0000-000000000000");
  static final VersionId TWO = new VersionId("00000002-0000-0000-0000-000000000000");

  final CallScript script = new CallScript();
  final Map<StagingLabel, VersionId> labels = new HashMap<>();
  final Map<VersionId, VersionValue> values = new HashMap<>();
  final Map<String, String> tags = new HashMap<>();
  final List<AccessKey> keys = new ArrayList<>();
  final Map<AccessKeyId, LastUse> lastUse = new HashMap<>();
  Optional<IamUser> user =
      Optional.of(
          new IamUser(ALICE, ALICE_ID, "arn:aws:iam::111122223333:user/alice", Optional.of(ARN)));
  Optional<Instant> deletion = Optional.empty();
  boolean replica;
  boolean rotationEnabled;
  boolean exists = true;
  Instant now = NOW;
  private int created;
  private int runs;

  /** An adopted secret whose current key A, alone, is as old as that. */
  static InMemoryAccount adopted(Duration age) {
    InMemoryAccount account = new InMemoryAccount().key(A, age).version(ONE, A);
    account.labels.put(StagingLabel.AWSCURRENT, ONE);
    return account.ledger(
        was -> was.adopted(ALICE_ID, Optional.of(new Ledger.Current(A, Optional.of(ONE)))));
  }

  /** A secret that holds alice's one key, and that nobody has adopted. */
  static InMemoryAccount unadopted() {
    InMemoryAccount account = new InMemoryAccount().key(A, Duration.ofDays(1)).version(ONE, A);
    account.labels.put(StagingLabel.AWSCURRENT, ONE);
    return account.unbound();
  }

  /** Alice and her one key, and no secret. */
  static InMemoryAccount withoutSecret() {
    InMemoryAccount account = new InMemoryAccount().key(A, Duration.ofDays(1)).unbound();
    account.exists = false;
    return account;
  }

  /** The same with a key that is due. */
  static InMemoryAccount due() {
    return adopted(Duration.ofDays(84));
  }

  /** A rotation from A to B, as long ago as that. */
  static InMemoryAccount rotated(Duration ago) {
    InMemoryAccount account = adopted(Duration.ofDays(84)).key(B, ago).version(TWO, B);
    account.labels.put(StagingLabel.AWSPREVIOUS, ONE);
    account.labels.put(StagingLabel.AWSCURRENT, TWO);
    return account.ledger(was ->
        was.promoted(
            B,
            TWO,
            Optional.of(
                new Ledger.Previous(A, Ledger.State.ACTIVE, NOW.minus(ago), Optional.of(ONE)))));
  }

  static Credential credential(AccessKeyId key) {
    return new Credential(ALICE, key, SecretText.of("secret of " + key.value()));
  }

  static VersionValue holding(AccessKeyId key) {
    return new VersionValue.Holds(
        credential(key), SecretText.of("document of " + key), SecretText.of("rest"), 200);
  }

  InMemoryAccount key(AccessKeyId id, Duration age) {
    keys.add(new AccessKey(id, KeyStatus.ACTIVE, NOW.minus(age)));
    return this;
  }

  InMemoryAccount unbound() {
    return bound(Optional.empty());
  }

  InMemoryAccount bound(Optional<String> arn) {
    user = user.map(was -> new IamUser(was.name(), was.id(), was.arn(), arn));
    return this;
  }

  InMemoryAccount version(VersionId version, AccessKeyId key) {
    values.put(version, holding(key));
    return this;
  }

  InMemoryAccount ledger(UnaryOperator<Ledger> change) {
    tags.putAll(LedgerTags.changes(Ledger.EMPTY, change.apply(ledger())));
    return this;
  }

  Ledger ledger() {
    return LedgerTags.read(tags).ledger();
  }

  Optional<AccessKey> key(AccessKeyId id) {
    return keys.stream().filter(key -> key.id().equals(id)).findFirst();
  }

  Optional<AccessKeyId> currentKey() {
    return Optional.ofNullable(labels.get(StagingLabel.AWSCURRENT))
        .map(values::get)
        .filter(VersionValue.Holds.class::isInstance)
        .map(value -> ((VersionValue.Holds) value).credential().id());
  }

  /** A name for one more run. */
  String holder() {
    return "run%d".formatted(++runs);
  }

  SecretDescription description() {
    return new SecretDescription(
        ARN,
        NAME,
        labels,
        tags,
        deletion,
        rotationEnabled,
        replica,
        Optional.of(NOW.minus(Duration.ofDays(365))));
  }

  // IAM

  @Override
  public ReadResult<IamUser> user(UserName name) {
    return script.answer(
        "user",
        () ->
            user.filter(found -> found.name().sameAs(name))
                .<ReadResult<IamUser>>map(ReadResult.Got::new)
                .orElseGet(ReadResult.Absent::new));
  }

  /** A call that is about the user's own keys, or tags: nobody else's are touched. */
  private static String hers(String call, UserName name) {
    assertThat(name).as(call).isEqualTo(ALICE);
    return call;
  }

  @Override
  public ReadResult<List<AccessKey>> list(UserName name) {
    return script.answer(hers("list", name), () -> new ReadResult.Got<>(List.copyOf(keys)));
  }

  @Override
  public LastUse lastUse(AccessKeyId key) {
    return script.answer("lastUse", () -> lastUse.getOrDefault(key, new LastUse.Never()));
  }

  @Override
  public WriteResult<MintedKey> create(UserName name) {
    return script.answer(
        hers("create", name),
        () -> {
          if (keys.size() > 1) {
            return new WriteResult.Refused<>(WriteResult.Refusal.QUOTA_REACHED);
          }
          AccessKeyId id = new AccessKeyId("AKIANEW%013d".formatted(++created));
          key(id, Duration.between(now, NOW));
          return new WriteResult.Done<>(new MintedKey(credential(id), now));
        });
  }

  @Override
  public WriteResult<KeyStatus> setStatus(UserName name, AccessKeyId id, KeyStatus status) {
    return script.answer(
        hers("setStatus " + status, name),
        () -> {
          keys.replaceAll(key -> key.id().equals(id) ? key.with(status) : key);
          return key(id).isPresent()
              ? new WriteResult.Done<>(status)
              : new WriteResult.Refused<>(WriteResult.Refusal.NO_SUCH_THING);
        });
  }

  @Override
  public WriteResult<AccessKeyId> delete(UserName name, AccessKeyId id) {
    return script.answer(
        hers("delete", name),
        () ->
            keys.removeIf(key -> key.id().equals(id))
                ? new WriteResult.Done<>(id)
                : new WriteResult.Refused<>(WriteResult.Refusal.NO_SUCH_THING));
  }

  @Override
  public WriteResult<String> bind(UserName name, String arn) {
    return script.answer(
        hers("bind", name),
        () -> {
          user = user.map(was -> new IamUser(was.name(), was.id(), was.arn(), Optional.of(arn)));
          return new WriteResult.Done<>(arn);
        });
  }

  // Secrets Manager

  @Override
  public String region() {
    return "eu-central-1";
  }

  @Override
  public ReadResult<SecretDescription> describe(String secret) {
    return script.answer(
        "describe", () -> exists ? new ReadResult.Got<>(description()) : new ReadResult.Absent<>());
  }

  @Override
  public ReadResult<VersionValue> value(String secret, VersionId version, SecretFields fields) {
    return script.answer(
        "value",
        () -> new ReadResult.Got<>(values.getOrDefault(version, new VersionValue.Absent())));
  }

  @Override
  public ReadResult<VersionValue> value(String secret, StagingLabel label) {
    throw new AssertionError("a run reads versions by their IDs");
  }

  @Override
  public ReadResult<RecognisedFields> recognise(
      String secret, VersionId version, UserName user, Set<AccessKeyId> keys) {
    return new ReadResult.Got<>(new RecognisedFields.Unknown());
  }

  @Override
  public SecretText document(
      Optional<SecretText> base, Credential credential, SecretFields fields) {
    return SecretText.of("document of " + credential.id());
  }

  @Override
  public WriteResult<VersionId> put(
      String secret, VersionId token, SecretText document, StagingLabel label) {
    return script.answer(
        "put",
        () -> {
          AccessKeyId newest = keys.getLast().id();
          if (values.get(token) instanceof VersionValue.Holds held
              && !held.document().equals(document)) {
            return new WriteResult.Refused<>(WriteResult.Refusal.TOKEN_TAKEN);
          }
          version(token, newest);
          labels.put(label, token);
          labels.putIfAbsent(StagingLabel.AWSCURRENT, token);
          return new WriteResult.Done<>(token);
        });
  }

  @Override
  public WriteResult<StagingLabel> move(
      String secret, StagingLabel label, Optional<VersionId> from, Optional<VersionId> to) {
    return script.answer(
        "move " + label.value(),
        () -> {
          if (!Optional.ofNullable(labels.get(label)).equals(from)) {
            return new WriteResult.Refused<>(WriteResult.Refusal.LABEL_ELSEWHERE);
          }
          labels.remove(label);
          to.ifPresent(version -> labels.put(label, version));
          if (label.equals(StagingLabel.AWSCURRENT)) {
            from.ifPresent(version -> labels.put(StagingLabel.AWSPREVIOUS, version));
          }
          return new WriteResult.Done<>(label);
        });
  }

  @Override
  public WriteResult<Integer> tag(String secret, Map<String, String> more) {
    return script.answer(
        "tag",
        () -> {
          tags.putAll(more);
          return new WriteResult.Done<>(more.size());
        });
  }

  @Override
  public WriteResult<Integer> untag(String secret, Set<String> keys) {
    return script.answer(
        "untag",
        () -> {
          tags.keySet().removeAll(keys);
          return new WriteResult.Done<>(keys.size());
        });
  }

  @Override
  public WriteResult<String> create(
      String name, Map<String, String> first, VersionId token, Optional<SecretText> document) {
    return script.answer(
        "createSecret",
        () -> {
          exists = true;
          tags.putAll(first);
          document.ifPresent(text -> labels.put(StagingLabel.AWSCURRENT, token));
          return new WriteResult.Done<>(ARN);
        });
  }

  @Override
  public ReadResult<Integer> eachTagged(Set<String> beginnings, Consumer<TaggedSecrets> page) {
    throw new AssertionError("a run for one secret lists none");
  }

  // STS

  @Override
  public Result probe(Credential credential, IamUser expected) {
    return script.answer(
        "probe",
        () ->
            key(credential.id()).filter(AccessKey::isActive).isPresent()
                ? new Result.Works()
                : new Result.NotKnown("sts"));
  }
}
