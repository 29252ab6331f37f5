package dev.keyturn.process;

import static dev.keyturn.model.StagingLabel.AWSCURRENT;
import static dev.keyturn.model.StagingLabel.AWSPENDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.AwsSettings.Keys;
import dev.keyturn.contract.Difference;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.model.AccessKey;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.port.DecisionTime;
import dev.keyturn.port.Failure;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WriteResult;
import dev.keyturn.port.WriteResult.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * Finds out whether an emulator, by itself or through a proxy, lets something through that AWS
 * would not. Anything but that or AWS's own refusal is an error.
 */
final class Laxness implements AutoCloseable {
  private static final VersionId FIRST = new VersionId("11111111-1111-1111-1111-111111111111");
  private static final VersionId SECOND = new VersionId("22222222-2222-2222-2222-222222222222");
  private static final VersionId THIRD = new VersionId("33333333-3333-3333-3333-333333333333");

  /** More than a signature's quarter of an hour. */
  private static final Duration LONG_AGO = Duration.ofMinutes(16);

  private final Emulator emulator;
  private final AwsConnection aws;

  Laxness(Emulator emulator) {
    this.emulator = emulator;
    this.aws = emulator.connect();
  }

  boolean lets(Difference difference) {
    return switch (difference) {
      case OLD_SIGNATURE_WORKS -> oldSignature();
      case INACTIVE_KEY_WORKS -> inactiveKey();
      case NO_KEY_QUOTA -> thirdKey();
      case OTHERS_KEY_TAKEN -> othersKeyDeleted();
      case UNKNOWN_USER_LISTS_EMPTY -> unknownUserListed();
      case TOKEN_REUSED -> tokenReused();
      case REPEATED_PUT_TAKES_LABELS -> repeatedPutTakesLabels();
      case ATTACH_NOT_COMPARED -> labelAttachedBlindly();
      case LABEL_ON_TWO_VERSIONS -> labelOnTwoVersions();
      case REFUSED_MOVE_TAKES_LABEL -> labelLost();
      case LAST_USE_NOT_TRACKED,
          LAST_USE_OF_UNKNOWN_KEY,
          EMPTY_SECRET_HAS_VERSION,
          TOKEN_IS_NOT_VERSION_ID,
          TAG_FILTER_COMPARES ->
          throw new AssertionError(difference + " is not made up for");
    };
  }

  @Override
  public void close() {
    aws.close();
  }

  private boolean oldSignature() {
    UserName user = user();
    MintedKey key = key(user);
    WriteResult<KeyStatus> write =
        ScopedValue.where(DecisionTime.MADE_AT, Instant.now().minus(LONG_AGO))
            .call(() -> aws.accessKeys().setStatus(user, key.id(), KeyStatus.INACTIVE));
    if (write instanceof WriteResult.Failed<KeyStatus>(Failure failure)) {
      assertThat(failure).isInstanceOf(Failure.ClockSkewed.class);
      return false;
    }
    done(write);
    return true;
  }

  /** On all three services, each in its own words. */
  private boolean inactiveKey() {
    UserName user = user();
    Credential credential = key(user).credential();
    IamUser expected = got(aws.accessKeys().user(user));
    done(aws.accessKeys().setStatus(user, credential.id(), KeyStatus.INACTIVE));
    IdentityProbe.Result result = aws.probe().probe(credential, expected);
    boolean works = result.equals(new IdentityProbe.Result.Works());
    if (!works) {
      assertThat(result).isEqualTo(new IdentityProbe.Result.NotKnown("STS"));
    }
    Class<? extends Failure> answer = works ? Failure.Denied.class : Failure.BadCredentials.class;
    Keys keys = new Keys(credential.id().value(), credential.secretAccessKey(), Optional.empty());
    try (AwsConnection as = emulator.connect(keys)) {
      assertThat(failure(as.accessKeys().user(user))).isInstanceOf(answer);
      assertThat(failure(as.secrets().describe("none"))).isInstanceOf(answer);
    }
    return works;
  }

  private boolean thirdKey() {
    UserName user = user();
    key(user);
    MintedKey second = key(user);
    done(aws.accessKeys().setStatus(user, second.id(), KeyStatus.INACTIVE));
    return isDone(aws.accessKeys().create(user), Refusal.QUOTA_REACHED);
  }

  private boolean othersKeyDeleted() {
    MintedKey key = key(user());
    return isDone(aws.accessKeys().delete(user(), key.id()), Refusal.NO_SUCH_THING);
  }

  private boolean unknownUserListed() {
    ReadResult<List<AccessKey>> keys =
        aws.accessKeys().list(new UserName(emulator.fresh("nobody")));
    return !(keys instanceof ReadResult.Absent<?>);
  }

  private boolean tokenReused() {
    String secret = secretWithTwoVersions();
    done(aws.secrets().put(secret, SECOND, SecretText.of("second"), AWSPENDING));
    return isDone(
        aws.secrets().put(secret, SECOND, SecretText.of("other"), AWSPENDING), Refusal.TOKEN_TAKEN);
  }

  private boolean repeatedPutTakesLabels() {
    String secret = secretWithTwoVersions();
    done(aws.secrets().move(secret, AWSCURRENT, Optional.of(current(secret)), Optional.of(SECOND)));
    Map<StagingLabel, VersionId> before = labels(secret);
    done(aws.secrets().put(secret, SECOND, SecretText.of("second"), AWSPENDING));
    return !labels(secret).equals(before);
  }

  private boolean labelAttachedBlindly() {
    String secret = secretWithTwoVersions();
    return isDone(
        aws.secrets().move(secret, AWSPENDING, Optional.empty(), Optional.of(current(secret))),
        Refusal.LABEL_ELSEWHERE);
  }

  /** Labels on two versions are what our adapter refuses to read. */
  private boolean labelOnTwoVersions() {
    String secret = secretWithTwoVersions();
    VersionId first = current(secret);
    done(aws.secrets().put(secret, THIRD, SecretText.of("third"), AWSPENDING));
    if (aws.secrets().describe(secret) instanceof ReadResult.Failed<SecretDescription>) {
      return true;
    }
    assertThat(labels(secret)).isEqualTo(Map.of(AWSCURRENT, first, AWSPENDING, THIRD));
    return false;
  }

  private boolean labelLost() {
    String secret = secretWithTwoVersions();
    WriteResult<StagingLabel> move =
        aws.secrets().move(secret, AWSCURRENT, Optional.of(current(secret)), Optional.of(THIRD));
    assertThat(move)
        .isIn(
            new WriteResult.Refused<>(Refusal.NO_SUCH_THING),
            new WriteResult.Refused<>(Refusal.LABEL_ELSEWHERE));
    return !labels(secret).containsKey(AWSCURRENT);
  }

  private UserName user() {
    UserName user = new UserName(emulator.fresh("strict"));
    try (IamClient iam = emulator.iam()) {
      iam.createUser(r -> r.userName(user.value()));
    }
    return user;
  }

  private MintedKey key(UserName user) {
    return done(aws.accessKeys().create(user));
  }

  /** One with a first version, and a second one that is pending. */
  private String secretWithTwoVersions() {
    String name = emulator.fresh("strict");
    done(aws.secrets().create(name, Map.of(), FIRST, Optional.of(SecretText.of("first"))));
    done(aws.secrets().put(name, SECOND, SecretText.of("second"), AWSPENDING));
    return name;
  }

  private VersionId current(String secret) {
    return got(aws.secrets().describe(secret)).at(AWSCURRENT).orElseThrow();
  }

  private Map<StagingLabel, VersionId> labels(String secret) {
    return got(aws.secrets().describe(secret)).labels();
  }

  private static boolean isDone(WriteResult<?> write, Refusal otherwise) {
    if (write instanceof WriteResult.Done<?>) {
      return true;
    }
    assertThat(write).isEqualTo(new WriteResult.Refused<>(otherwise));
    return false;
  }

  private static <T> T done(WriteResult<T> write) {
    if (write instanceof WriteResult.Done<T>(T value)) {
      return value;
    }
    throw new AssertionError("expected it done and got " + write);
  }

  private static <T> T got(ReadResult<T> read) {
    if (read instanceof ReadResult.Got<T>(T value)) {
      return value;
    }
    throw new AssertionError("expected a value and got " + read);
  }

  private static Failure failure(ReadResult<?> read) {
    if (read instanceof ReadResult.Failed<?>(Failure failure)) {
      return failure;
    }
    throw new AssertionError("expected a failure and got " + read);
  }
}
