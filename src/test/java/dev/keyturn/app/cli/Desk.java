package dev.keyturn.app.cli;

import dev.keyturn.app.cli.Advice.Command;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Credentials;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.SimulatedCrash;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.iam.KeyState;
import dev.keyturn.sim.iam.User;
import dev.keyturn.sim.secrets.Payload;
import dev.keyturn.sim.secrets.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An administrator's desk, in an account with the users web and mail, whose keys are in a secret
 * each: Keyturn, the AWS CLI, and the hands that bring all of it into disorder.
 */
final class Desk implements AutoCloseable {
  static final String SECRET = "prod/web/iam";
  static final String OTHER_SECRET = "prod/mail/iam";
  static final String PROFILE = "web";

  private static final String USER = "web";
  private static final Pattern KEY_ID = Pattern.compile("\"AccessKeyId\"\\s*:\\s*\"(\\w+)\"");

  private final Shell shell;
  private final Sdk hands;
  private final AwsCommands aws;
  private final Keeping keeping = new Keeping();
  private long written;
  private String kept = "";

  Desk() {
    shell =
        new Shell(
            WorldBuilder.seeded(11)
                .lag(PropagationDelays.none())
                .user(USER, user -> user.key(Duration.ofDays(40)))
                .user("mail", user -> user.key(Duration.ofDays(40)))
                .secret(SECRET, secret -> secret.keyOf(USER))
                .secret(OTHER_SECRET, secret -> secret.keyOf("mail"))
                .build());
    hands = Sdk.of(shell.gateway());
    aws = new AwsCommands(shell.gateway());
    shell.gateway().observe(keeping);
  }

  World world() {
    return shell.world();
  }

  Shell shell() {
    return shell;
  }

  /** From now on everything happens in another world. */
  Desk in(World world) {
    shell.gateway().use(world);
    keeping.lookAway();
    return this;
  }

  Keeping keeping() {
    return keeping;
  }

  // What is typed

  /** Types a command of Keyturn's, watched: it takes no last key away, and switches none on. */
  Shell.Ran type(String command) {
    keeping.from(world(), command.startsWith("rollback"));
    try {
      return shell.type(command);
    } finally {
      keeping.lookAway();
    }
  }

  /** Types what was printed, with what is left open filled in; empty for a command of AWS's. */
  Optional<Shell.Ran> type(Command command) {
    List<String> words = command.words().stream().map(word -> filled(word, command)).toList();
    if (command.isKeyturn()) {
      return Optional.of(type(String.join(" ", words.subList(1, words.size()))));
    }
    keeping.from(world(), true);
    try {
      aws.type(words);
    } finally {
      keeping.lookAway();
    }
    return Optional.empty();
  }

  private String filled(String word, Command command) {
    return switch (word) {
      case "USER" -> USER;
      case "PROFILE" -> PROFILE;
      case "KEY-ID" -> wholeId(command);
      case "TAG" -> String.join(" ", othersTags());
      default -> word;
    };
  }

  private String wholeId(Command command) {
    String end =
        Advice.maskedKey(command.about())
            .orElseThrow(() -> new AssertionError("KEY-ID of which key? " + command.about()));
    return keys().stream()
        .map(Key::id)
        .filter(id -> id.endsWith(end))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no key ****" + end));
  }

  private List<String> othersTags() {
    return secret().tags().entries().keySet().stream()
        .filter(tag -> !tag.startsWith("keyturn:"))
        .limit(10)
        .toList();
  }

  // What there is

  User user() {
    return world().iam().user(USER).orElseThrow();
  }

  List<Key> keys() {
    return world().iam().keys(user());
  }

  Secret secret() {
    return world().secrets().secret(SECRET).orElseThrow();
  }

  String version(String label) {
    return at(label).orElseThrow();
  }

  private Optional<String> at(String label) {
    return Optional.ofNullable(secret().labels().get(label));
  }

  /** The key that the version with a label names. */
  Key key(String label) {
    Matcher found = KEY_ID.matcher(secret().labelled(label).orElseThrow().text());
    if (!found.find()) {
      throw new AssertionError("no key in " + label);
    }
    return world().iam().key(found.group(1)).orElseThrow();
  }

  Key current() {
    return key("AWSCURRENT");
  }

  /** The user's key that AWSCURRENT does not name. */
  Key other() {
    return keys().stream()
        .filter(key -> !key.id().equals(current().id()))
        .findFirst()
        .orElseThrow();
  }

  String tag(String name) {
    return secret().tags().entries().getOrDefault("keyturn:" + name, "");
  }

  // What brings disorder

  Desk adopted() {
    return done("adopt web --secret " + SECRET);
  }

  Desk rotated() {
    return done("rotate " + SECRET);
  }

  /** Types a command that must succeed. */
  Desk done(String command) {
    Shell.Ran ran = type(command);
    if (ran.exit() != 0) {
      throw new AssertionError(command + ": " + ran.out() + ran.err());
    }
    return this;
  }

  Desk days(int days) {
    world().advance(Duration.ofDays(days));
    return this;
  }

  Desk hours(int hours) {
    world().advance(Duration.ofHours(hours));
    return this;
  }

  /** A command dies right after its first call of an operation. */
  Desk killed(String command, String action) {
    shell.gateway().hook(CallHook.nth(1, action, Fate.crashAfter()));
    try {
      shell.type(command);
      throw new AssertionError("was not killed: " + command);
    } catch (SimulatedCrash expected) {
      shell.gateway().hook(CallHook.NONE);
      return this;
    }
  }

  Desk off(Key key) {
    aws("aws iam update-access-key --user-name web --status Inactive --access-key-id " + key.id());
    return this;
  }

  Desk delete(Key key) {
    aws("aws iam delete-access-key --user-name web --access-key-id " + key.id());
    return this;
  }

  /** Somebody has the key in a profile. */
  Desk inProfile(Key key) {
    shell.profile(PROFILE, new Credentials(key.id(), key.secret()));
    keeping.inProfile(key.id());
    return this;
  }

  /** Somebody makes another key of the user's, and loses its secret. */
  Key unknown() {
    return world().iam().addKey(user(), world().now(), KeyState.ACTIVE, true);
  }

  /** Somebody makes another key of the user's, and keeps it in a profile. */
  Desk another() {
    return inProfile(unknown());
  }

  /** Moves a label to a version. */
  Desk move(String label, String to) {
    Optional<String> from = at(label);
    aws(
        "aws secretsmanager update-secret-version-stage --secret-id %s --version-stage %s --move-to-version-id %s%s"
            .formatted(
                SECRET, label, to, from.map(at -> " --remove-from-version-id " + at).orElse("")));
    return this;
  }

  Desk takeOff(String label) {
    aws(
        "aws secretsmanager update-secret-version-stage --secret-id %s --version-stage %s --remove-from-version-id %s"
            .formatted(SECRET, label, version(label)));
    return this;
  }

  private void aws(String command) {
    aws.type(List.of(command.split(" ")));
  }

  /** Writes a value that names a key, rightly. */
  Desk write(Key key) {
    return write(value("web", key.id(), key.secret()));
  }

  /** Writes a value over the current one. */
  Desk write(String value) {
    return write(value, "AWSCURRENT");
  }

  Desk write(String value, String label) {
    return write(value, label, new UUID(7, ++written).toString());
  }

  Desk write(String value, String label, String version) {
    world()
        .secrets()
        .addVersion(secret(), version, new Payload.Text(value), List.of(label), world().now());
    return this;
  }

  /** Somebody keeps the current value, as a backup does. */
  Desk keepValue() {
    kept = secret().labelled("AWSCURRENT").orElseThrow().text();
    return this;
  }

  Desk writeKept() {
    return write(kept);
  }

  static String value(String user, String key, String secret) {
    return "{\"UserName\":\"%s\",\"AccessKeyId\":\"%s\",\"SecretAccessKey\":\"%s\"}"
        .formatted(user, key, secret);
  }

  Desk tag(String name, String value) {
    world().secrets().tag(secret(), name, value);
    return this;
  }

  Desk tags(Map<String, String> tags) {
    tags.forEach(this::tag);
    return this;
  }

  Desk scheduledForDeletion() {
    hands.secrets().deleteSecret(it -> it.secretId(SECRET));
    return this;
  }

  /** The user is deleted, and made again with a key, which is in a profile. */
  Desk madeAgain() {
    keys().forEach(this::delete);
    hands.iam().deleteUser(it -> it.userName(USER));
    hands.iam().createUser(it -> it.userName(USER));
    return another().write(keys().getFirst());
  }

  /** Whoever made it has tagged it as well. */
  Desk tagUser() {
    world().iam().tag(user(), "keyturn:secret", secret().arn());
    return this;
  }

  Desk untagUser() {
    aws("aws iam untag-user --user-name web --tag-keys keyturn:secret");
    return this;
  }

  Desk untagSecret(String... tags) {
    List<String> words =
        new ArrayList<>(List.of("aws", "secretsmanager", "untag-resource", "--secret-id", SECRET));
    words.add("--tag-keys");
    words.addAll(List.of(tags));
    aws.type(words);
    return this;
  }

  @Override
  public void close() {
    shell.close();
    aws.close();
  }
}
