package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.Intent;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.Policy;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserId;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import java.time.Duration;
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
 * A situation to plan for, put together in words. It starts as an adopted secret whose current key
 * A is one day old and alone; everything that was given counts as freshly read unless {@link
 * #stale} says otherwise.
 */
final class Scene {
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final AccessKeyId A = new AccessKeyId("AKIAAAAAAAAAAAAAAAAA");
  static final AccessKeyId B = new AccessKeyId("AKIABBBBBBBBBBBBBBBB");
  static final AccessKeyId C = new AccessKeyId("AKIACCCCCCCCCCCCCCCC");
  static final VersionId ONE = version(1);
  static final VersionId TWO = version(2);
  static final VersionId FRESH = version(9);
  static final UserName ALICE = new UserName("alice");
  static final UserId ALICE_ID = new UserId("AIDAALICEALICEALICE1");
  static final String ARN = "arn:aws:secretsmanager:us-east-1:111122223333:secret:alice-AbCdEf";
  static final String ME = "me";
  static final String ANOTHER = "another";

  private final Map<StagingLabel, VersionId> labels = new HashMap<>();
  private final Map<VersionId, VersionValue> values = new HashMap<>();
  private final Map<AccessKeyId, AccessKey> keys = new HashMap<>();
  private final Map<AccessKeyId, LastUse> lastUse = new HashMap<>();
  private final Set<Class<? extends ReadPart>> stale = new HashSet<>();
  private List<String> problems = List.of();
  private Optional<Instant> deletion = Optional.empty();
  private boolean replica;
  private final Map<String, String> ofOwners = new HashMap<>();
  private boolean declared;
  private Optional<UserName> configured = Optional.empty();
  private Optional<IamUser> user =
      Optional.of(
          new IamUser(ALICE, ALICE_ID, "arn:aws:iam::111122223333:user/alice", Optional.of(ARN)));
  private Optional<String> denied = Optional.empty();
  private Ledger ledger =
      Ledger.EMPTY.adopted(ALICE_ID, Optional.of(new Ledger.Current(A, Optional.of(ONE))));
  private RunMemory memory = RunMemory.start(ME, FRESH, NOW.minusSeconds(60));
  private Policy policy = Policy.DEFAULT;
  private Goal goal = new Goal.Advance();
  private boolean secretIsLatest = true;
  private boolean rotationEnabled;
  private Instant secretRead = NOW;

  static Scene adopted() {
    return new Scene()
        .key(A, Duration.ofDays(1))
        .version(ONE, A)
        .label(StagingLabel.AWSCURRENT, ONE);
  }

  /** A rotation of key A is due. */
  static Scene due() {
    return adopted().key(A, Duration.ofDays(83));
  }

  /** A rotation, due and announced so long ago, has stored key B in version TWO. */
  static Scene stored(String holder, Duration ago) {
    return due()
        .intent(rotation(holder, ago))
        .key(B, ago.minusSeconds(1))
        .version(TWO, B)
        .label(StagingLabel.AWSPENDING, TWO);
  }

  /** The day after a rotation from A to B: B current, A previous and Active since a day ago. */
  static Scene dayAfterRotation() {
    return afterRotation(Duration.ofDays(1));
  }

  static Scene afterRotation(Duration ago) {
    return new Scene()
        .key(A, Duration.ofDays(84))
        .key(B, ago)
        .version(ONE, A)
        .version(TWO, B)
        .label(StagingLabel.AWSPREVIOUS, ONE)
        .label(StagingLabel.AWSCURRENT, TWO)
        .ledger(ledger ->
            ledger.promoted(
                B,
                TWO,
                Optional.of(
                    new Ledger.Previous(
                        A, Ledger.State.ACTIVE, NOW.minus(ago), Optional.of(ONE)))));
  }

  static VersionId version(int number) {
    return new VersionId("%08d-0000-0000-0000-000000000000".formatted(number));
  }

  static Intent intent(
      Intent.Verb verb,
      String holder,
      Duration ago,
      Optional<VersionId> token,
      Optional<AccessKeyId> key) {
    Instant since = NOW.minus(ago);
    return new Intent(verb, token, key, holder, since, since.plus(Policy.DEFAULT.lease()), true);
  }

  static Intent rotation(String holder, Duration ago) {
    return intent(Intent.Verb.ROTATE, holder, ago, Optional.of(TWO), Optional.of(A));
  }

  Scene key(AccessKeyId id, Duration age) {
    keys.put(id, new AccessKey(id, KeyStatus.ACTIVE, NOW.minus(age)));
    return this;
  }

  Scene inactive(AccessKeyId id) {
    keys.computeIfPresent(id, (same, key) -> key.with(KeyStatus.INACTIVE));
    return this;
  }

  Scene without(AccessKeyId id) {
    keys.remove(id);
    return this;
  }

  /** The credential that the scene's versions hold of a key. */
  static Credential held(AccessKeyId id) {
    return new Credential(ALICE, id, SecretText.of("secret"));
  }

  Scene version(VersionId version, AccessKeyId id) {
    return version(version, id, ALICE);
  }

  Scene version(VersionId version, AccessKeyId id, UserName owner) {
    return version(version, id, owner, "rest");
  }

  private Scene version(VersionId version, AccessKeyId id, UserName owner, String rest) {
    return value(
        version,
        new VersionValue.Holds(
            new Credential(owner, id, SecretText.of("secret")),
            SecretText.of("document"),
            SecretText.of(rest),
            200));
  }

  Scene value(VersionId version, VersionValue value) {
    values.put(version, value);
    return this;
  }

  Scene label(StagingLabel label, VersionId version) {
    labels.put(label, version);
    return this;
  }

  Scene noLabel(StagingLabel label) {
    labels.remove(label);
    return this;
  }

  Scene ledger(UnaryOperator<Ledger> change) {
    ledger = change.apply(ledger);
    return this;
  }

  /** What was announced last. A rotation has a tag of its own since it was announced. */
  Scene intent(Intent intent) {
    return ledger(before -> before.with(opened(intent)).with(intent));
  }

  private static Intent opened(Intent intent) {
    return new Intent(
        intent.verb(),
        intent.token(),
        intent.key(),
        intent.holder(),
        intent.since(),
        intent.until(),
        true);
  }

  /** This run has proved the key as the scene's versions hold it. */
  Scene proved(AccessKeyId id) {
    return remember(before -> before.proved(held(id), Proof.WORKS));
  }

  Scene previous(Ledger.State state, Duration ago) {
    return ledger(
        before -> before.with(new Ledger.Previous(A, state, NOW.minus(ago), Optional.of(ONE))));
  }

  /** What only this run knows becomes something else. */
  Scene remember(UnaryOperator<RunMemory> change) {
    memory = change.apply(memory);
    return this;
  }

  Scene minted(AccessKeyId id) {
    key(id, Duration.ofSeconds(1));
    return remember(before ->
        before.created(
            new MintedKey(
                new Credential(ALICE, id, SecretText.of("secret")), NOW.minusSeconds(1))));
  }

  Scene lastUse(AccessKeyId id, LastUse use) {
    lastUse.put(id, use);
    return this;
  }

  Scene used(AccessKeyId id, Duration ago) {
    return lastUse(id, new LastUse.Used(NOW.minus(ago), "s3", "eu-west-1"));
  }

  Scene user(Optional<IamUser> changed) {
    user = changed;
    return this;
  }

  /** AWS does not even let us look at the user that the secret names. */
  Scene userDenied(String words) {
    denied = Optional.of(words);
    return user(Optional.empty());
  }

  Scene boundTo(Optional<String> secret) {
    return user(user.map(was -> new IamUser(was.name(), was.id(), was.arn(), secret)));
  }

  Scene configured(UserName name) {
    configured = Optional.of(name);
    return this;
  }

  Scene problems(String... all) {
    problems = List.of(all);
    return this;
  }

  /** Of the bookkeeping only what says something is on the secret, as others have written it. */
  Scene declared() {
    declared = true;
    return this;
  }

  /** The secret's owners have so many tags on it. */
  Scene tagged(int number) {
    for (int n = 0; n < number; n++) {
      ofOwners.put("team-" + n, "a");
    }
    return this;
  }

  Scene replica() {
    replica = true;
    return this;
  }

  Scene deleted() {
    deletion = Optional.of(NOW);
    return this;
  }

  Scene policy(Policy other) {
    policy = other;
    return this;
  }

  Scene goal(Goal other) {
    goal = other;
    return this;
  }

  Scene rotatedByTheService() {
    rotationEnabled = true;
    return this;
  }

  Scene stale(Class<? extends ReadPart> part) {
    stale.add(part);
    return this;
  }

  /** The secret was asked for so long ago. */
  Scene secretRead(Duration ago) {
    secretRead = NOW.minus(ago);
    return this;
  }

  /** The secret's current version, edited since the others were made. */
  Scene edited(VersionId version, AccessKeyId id) {
    return version(version, id, ALICE, "edited rest");
  }

  /** The keys were read after the secret. */
  Scene secretReadFirst() {
    secretIsLatest = false;
    return this;
  }

  Scene mark(Ledger.Act act, Duration ago) {
    return ledger(before -> before.with(new Ledger.Mark(A, act, NOW.minus(ago))));
  }

  Step plan() {
    return planAt(NOW);
  }

  Step planAt(Instant now) {
    return Planner.plan(observation(), policy, goal, now);
  }

  /** What adopt and records write, those tags included that say that there is none. */
  private Map<String, String> tags() {
    Map<String, String> tags =
        new HashMap<>(
            declared
                ? LedgerTags.changes(Ledger.EMPTY, ledger)
                : LedgerTags.changes(Map.of(), Ledger.EMPTY, ledger));
    tags.putAll(ofOwners);
    return tags;
  }

  Observation observation() {
    List<ReadPart> parts =
        new ArrayList<>(List.of(new ReadPart.Secret(), new ReadPart.User(), new ReadPart.Keys()));
    values.keySet().forEach(version -> parts.add(new ReadPart.Value(version)));
    lastUse.keySet().forEach(key -> parts.add(new ReadPart.LastUseOf(key)));
    parts.removeIf(part -> stale.contains(part.getClass()));
    return new Observation(
        new ManagedSecret("alice", configured),
        new SecretDescription(
            ARN, "alice", labels, tags(), deletion, rotationEnabled, replica, Optional.empty()),
        secretRead,
        ledger,
        problems,
        values,
        user,
        denied,
        Optional.of(List.copyOf(keys.values())),
        lastUse,
        Set.copyOf(parts),
        secretIsLatest,
        memory);
  }
}
