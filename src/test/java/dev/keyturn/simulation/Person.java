package dev.keyturn.simulation;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WriteResult;
import dev.keyturn.rotate.Ports;
import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.World;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.iam.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Somebody with an administrator's permissions and connections of their own, who remembers which
 * keys they made and which they switched off.
 */
final class Person implements AutoCloseable {
  static final String BOB = "bob";
  static final String UNKNOWN_KEY = "AKIAIOSFODNN7EXAMPLE";

  private static final UserName ALICE = new UserName(KeyLife.USER);
  private static final String ELSEWHERE =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:other-AbCdEf";

  private final SimulatedAws aws;
  private final Ports ports;
  private final IamClient iam;
  private final SecretsManagerClient secrets;
  private Belongings belongings = new Belongings(new LongAdder());

  Person(World world) {
    aws = new SimulatedAws(world);
    ports = aws.ports(event -> {});
    Sdk sdk = Sdk.of(aws.gateway());
    iam = sdk.iam();
    secrets = sdk.secrets();
  }

  /** Begins anew in another world. */
  Person in(World world) {
    aws.gateway().use(world);
    belongings = new Belongings(new LongAdder());
    return this;
  }

  Belongings belongings() {
    return belongings;
  }

  List<String> keys() {
    return aws.world().iam().keys(user(KeyLife.USER)).stream().map(Key::id).toList();
  }

  Optional<String> oldestKey() {
    return keys().stream().findFirst();
  }

  Optional<String> newestKey() {
    return keys().reversed().stream().findFirst();
  }

  Optional<String> currentKey() {
    return PersonsBelongings.currentKey(aws.world());
  }

  /** The key that is not the current one. */
  Optional<String> otherKey() {
    return keys().stream().filter(key -> !Optional.of(key).equals(currentKey())).findFirst();
  }

  /** Those of the user's keys that this person has switched off. */
  List<String> keysSwitchedOff() {
    return keys().stream().filter(belongings::hasSwitchedOff).toList();
  }

  /** Empty when the user has two keys already. */
  Optional<Credential> create() {
    if (ports.keys().create(ALICE) instanceof WriteResult.Done<MintedKey>(MintedKey key)) {
      belongings.made(key.id().value());
      return Optional.of(key.credential());
    }
    return Optional.empty();
  }

  void deactivate(String key) {
    boolean wasActive = aws.world().iam().key(key).filter(PersonsBelongings::isUsable).isPresent();
    if (ports.keys().setStatus(ALICE, new AccessKeyId(key), KeyStatus.INACTIVE)
            instanceof WriteResult.Done<?>
        && wasActive) {
      belongings.switchedOff(key);
    }
  }

  void activate(String key) {
    boolean wasOff =
        aws.world()
            .iam()
            .key(key)
            .filter(it -> !it.isDeleted() && !PersonsBelongings.isUsable(it))
            .isPresent();
    if (ports.keys().setStatus(ALICE, new AccessKeyId(key), KeyStatus.ACTIVE)
            instanceof WriteResult.Done<?>
        && wasOff) {
      belongings.switchedOn(key);
    }
  }

  void delete(String key) {
    ports.keys().delete(ALICE, new AccessKeyId(key));
    belongings.deleted(key);
  }

  /** Where the other label is on nothing, nothing happens. */
  void move(String label, String to) {
    at(to)
        .ifPresent(version ->
            ports
                .secrets()
                .move(KeyLife.SECRET, new StagingLabel(label), at(label), Optional.of(version)));
  }

  void takeOff(String label) {
    at(label)
        .ifPresent(version ->
            ports
                .secrets()
                .move(
                    KeyLife.SECRET,
                    new StagingLabel(label),
                    Optional.of(version),
                    Optional.empty()));
  }

  void write(Credential credential, String label) {
    ports
        .secrets()
        .put(
            KeyLife.SECRET,
            new VersionId(new UUID(7, aws.world().calls()).toString()),
            ports.secrets().document(Optional.empty(), credential),
            new StagingLabel(label));
  }

  /** Any text as a value. */
  void writeText(String text, String label) {
    ports
        .secrets()
        .put(
            KeyLife.SECRET,
            new VersionId(new UUID(8, aws.world().calls()).toString()),
            SecretText.of(text),
            new StagingLabel(label));
  }

  /** The version that carries a label. */
  Optional<VersionId> version(String label) {
    return label.isEmpty() ? Optional.empty() : at(label);
  }

  /** Where they are. */
  World world() {
    return aws.world();
  }

  /** What the time is. */
  Instant now() {
    return aws.world().now();
  }

  /** The secret's current value. */
  String value() {
    return secrets.getSecretValue(it -> it.secretId(KeyLife.SECRET)).secretString();
  }

  /** Adds a field to it. */
  void addToTheValue(String field) {
    String edited = value().replaceFirst("\\{", "{" + field + ",");
    secrets.putSecretValue(it -> it.secretId(KeyLife.SECRET).secretString(edited));
  }

  Credential bobsKey() {
    Key key = aws.world().iam().keys(user(BOB)).getFirst();
    return new Credential(
        new UserName(BOB), new AccessKeyId(key.id()), SecretText.of(key.secret()));
  }

  String bobsId() {
    return user(BOB).id();
  }

  static Credential madeUp(String key) {
    return new Credential(ALICE, new AccessKeyId(key), SecretText.of("x".repeat(40)));
  }

  void tag(String key, String value) {
    ports.secrets().tag(KeyLife.SECRET, Map.of(key, value));
  }

  void untag(String... keys) {
    ports.secrets().untag(KeyLife.SECRET, Set.of(keys));
  }

  void untagAll() {
    ports.secrets().untag(KeyLife.SECRET, secret().map(it -> it.tags().keySet()).orElse(Set.of()));
  }

  void bindElsewhere() {
    ports.keys().bind(ALICE, ELSEWHERE);
  }

  void unbind() {
    iam.untagUser(it -> it.userName(KeyLife.USER).tagKeys("keyturn:secret"));
  }

  /** Deletes the secret for good, and makes another one of the same name, with the same value. */
  void makeTheSecretAgain() {
    String text = value();
    secrets.deleteSecret(it -> it.secretId(KeyLife.SECRET).forceDeleteWithoutRecovery(true));
    secrets.createSecret(it -> it.name(KeyLife.SECRET).secretString(text));
  }

  /** Deletes the user, and makes another one of the same name, bound as before, with a key. */
  void makeTheUserAgain() {
    var tags = iam.getUser(it -> it.userName(KeyLife.USER)).user().tags();
    keys().forEach(this::delete);
    iam.deleteUser(it -> it.userName(KeyLife.USER));
    iam.createUser(it -> it.userName(KeyLife.USER).tags(tags));
    iam.createAccessKey(it -> it.userName(KeyLife.USER));
  }

  private Optional<VersionId> at(String label) {
    return secret().flatMap(it -> it.at(new StagingLabel(label)));
  }

  private Optional<SecretDescription> secret() {
    return ports.secrets().describe(KeyLife.SECRET)
            instanceof ReadResult.Got<SecretDescription>(SecretDescription secret)
        ? Optional.of(secret)
        : Optional.empty();
  }

  private User user(String name) {
    return aws.world().iam().user(name).orElseThrow();
  }

  @Override
  public void close() {
    iam.close();
    secrets.close();
    aws.close();
  }
}
