package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.env.RandomNames;
import dev.keyturn.aws.AwsConnection;
import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.Intent;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.Setting;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.ReadResult;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.rotate.Ports;
import dev.keyturn.rotate.Reconciler;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A user of an emulator and its secret, both of the same name. What comes before and after a
 * process is done by the same engine in this JVM, on the emulator itself.
 */
final class Subject {
  private static final Pattern SECRET_KEY =
      Pattern.compile("<SecretAccessKey>([^<]+)</SecretAccessKey>");

  /** Writes that may leave AWSCURRENT with a key that does not work. */
  private static final Set<String> DECISIVE =
      Set.of("UpdateSecretVersionStage", "UpdateAccessKey", "DeleteAccessKey", "PutSecretValue");

  /** The windows of {@link CliProcess}; and one proof is enough, where nothing takes time. */
  private static final Map<Setting, String> QUICK =
      Map.of(
          Setting.OVERLAP, "0s",
          Setting.QUIET, "0s",
          Setting.RECOVERY, "0s",
          Setting.VERIFY_SUCCESSES, "1",
          Setting.VERIFY_SPAN, "0s");

  /** Far more than any repair needs. */
  private static final int MOST_RUNS = 6;

  private final EmulatorGround ground;
  private final AwsConnection aws;
  private final UserName name;
  private final Set<String> secrets = ConcurrentHashMap.newKeySet();
  private final Queue<String> broken = new ConcurrentLinkedQueue<>();
  private volatile boolean adopted;

  Subject(EmulatorGround ground) {
    this.ground = ground;
    aws = ground.aws();
    name = new UserName(ground.emulator().fresh("life"));
    ground.iam().createUser(r -> r.userName(name.value()));
  }

  String name() {
    return name.value();
  }

  /** A secret as people have it, with the user's first key in it. */
  Subject withKeyInSecret() {
    var key = ground.iam().createAccessKey(r -> r.userName(name.value())).accessKey();
    secrets.add(key.secretAccessKey());
    ground
        .secrets()
        .createSecret(r ->
            r.name(name.value())
                .secretString(
                    """
                    {"UserName": "%s", "AccessKeyId": "%s", "SecretAccessKey": "%s", "note": "kept"}
                    """
                        .formatted(name, key.accessKeyId(), key.secretAccessKey())));
    adopted = true;
    return this;
  }

  /** … which is adopted. */
  Subject adopted() {
    withKeyInSecret();
    var request =
        new Adoption.Request(name, name.value(), new Adoption.Source.InSecret(), false, Map.of());
    assertThat(Adoption.adopt(ports(), List.of(), request, false))
        .isInstanceOf(Adoption.Result.Adopted.class);
    return this;
  }

  /** … and was rotated once, so that there is a previous key. */
  Subject rotated() {
    adopted();
    RunReport report = reconciler().run(ManagedSecret.of(name.value()), new RunRequest.Rotate());
    assertThat(report.outcome()).isInstanceOf(RunOutcome.Reached.class);
    assertThat(keys()).hasSize(2);
    return this;
  }

  /**
   * A way to the emulator on which each write is followed by a look at what was promised: that the
   * current key works, and that there are two keys at most. What IAM gives out on it is remembered,
   * so that it can be looked for in what is printed.
   */
  CallProxy watchedProxy() {
    return ground
        .proxy()
        .answered((request, reply) -> {
          if (request.operation().equals("CreateAccessKey")) {
            Matcher secret = SECRET_KEY.matcher(new String(reply, StandardCharsets.UTF_8));
            if (secret.find()) {
              secrets.add(secret.group(1));
            }
            if (keys().size() > 2) {
              broken.add("P2: there are more than two keys");
            }
          }
          if (DECISIVE.contains(request.operation()) && !works()) {
            broken.add("P1: the current key does not work after " + request.operation());
          }
        });
  }

  /** The credential in AWSCURRENT; empty where there is none yet. */
  Optional<Credential> current() {
    if (aws.secrets().value(name.value(), StagingLabel.AWSCURRENT)
        instanceof ReadResult.Got<VersionValue>(VersionValue.Holds holds)) {
      secrets.add(holds.credential().secretAccessKey().reveal());
      return Optional.of(holds.credential());
    }
    return Optional.empty();
  }

  Optional<AccessKeyId> currentKey() {
    return current().map(Credential::id);
  }

  List<AccessKey> keys() {
    if (aws.accessKeys().list(name)
        instanceof ReadResult.Got<List<AccessKey>>(List<AccessKey> keys)) {
      return keys;
    }
    throw new AssertionError("the keys of %s cannot be listed".formatted(name));
  }

  /**
   * P1: whether the key of AWSCURRENT is Active and works; if AWSCURRENT moved meanwhile, whether
   * the key that it names now does. Before there ever was one, nothing can be broken.
   */
  boolean works() {
    Optional<Credential> credential = current();
    if (credential.isEmpty()) {
      return !adopted;
    }
    adopted = true;
    while (!isUsable(credential.get())) {
      Optional<Credential> now = current();
      if (now.isEmpty() || now.get().id().equals(credential.get().id())) {
        return false;
      }
      credential = now;
    }
    return true;
  }

  private boolean isUsable(Credential credential) {
    return keys().stream().anyMatch(key -> key.id().equals(credential.id()) && key.isActive())
        && aws.accessKeys().user(name) instanceof ReadResult.Got<IamUser>(IamUser user)
        && aws.probe().probe(credential, user) instanceof IdentityProbe.Result.Works;
  }

  /** When the lease is over that is still held; now where none is. */
  Instant leaseEnd() {
    Instant now = Instant.now();
    return description()
        .flatMap(secret -> secret.said().ledger().intent())
        .filter(Intent::open)
        .map(Intent::until)
        .filter(now::isBefore)
        .orElse(now);
  }

  /**
   * Runs again and again, as a schedule would, until a run changes nothing; then the user has the
   * current key and no other, and AWSPENDING is gone.
   */
  void comesToRest(String where) {
    RunReport report = reconciler().run(ManagedSecret.of(name.value()), new RunRequest.Advance());
    for (int run = 1; run < MOST_RUNS && !report.taken().isEmpty(); run++) {
      report = reconciler().run(ManagedSecret.of(name.value()), new RunRequest.Advance());
    }
    assertThat(report.taken()).as("%s: does not come to rest", where).isEmpty();
    assertThat(report.outcome()).as(where).isInstanceOf(RunOutcome.Reached.class);
    assertThat(works()).as("%s: at rest the current key works", where).isTrue();
    assertThat(keys())
        .as("%s: keys at rest", where)
        .extracting(AccessKey::id)
        .containsExactly(currentKey().orElseThrow());
    assertThat(description().orElseThrow().labels())
        .as("%s: labels at rest", where)
        .doesNotContainKey(StagingLabel.AWSPENDING);
    assertThat(secrets).as("%s: secrets that were looked for", where).isNotEmpty();
  }

  /** Whether all was kept so far, and a process that has ended printed no secret. */
  void assertKept(String where, CliProcess.Finished process) {
    assertNoSecretIn(where, process.out() + process.err());
    assertThat(works()).as("%s: the current key works", where).isTrue();
    assertThat(broken).as(where).isEmpty();
  }

  void assertNoSecretIn(String where, String output) {
    secrets.forEach(secret ->
        assertThat(output.contains(secret)).as("%s: a secret was printed", where).isFalse());
  }

  private Optional<SecretDescription> description() {
    return aws.secrets().describe(name.value()) instanceof ReadResult.Got<SecretDescription> got
        ? Optional.of(got.value())
        : Optional.empty();
  }

  private Reconciler reconciler() {
    return new Reconciler(
        ports(), List.of(new PolicySource("the tests", ground.lease().with(QUICK))));
  }

  private Ports ports() {
    return new Ports(
        aws.accessKeys(),
        aws.secrets(),
        aws.probe(),
        aws.clock(),
        duration -> {},
        new RandomNames(),
        event -> {},
        () -> false);
  }
}
