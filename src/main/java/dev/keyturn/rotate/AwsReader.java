package dev.keyturn.rotate;

import dev.keyturn.model.IamUser;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.plan.ReadPart;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads parts of the world into a {@link RunObservations}. A read that fails leaves the
 * observations as it was, and the run does not go on without it.
 */
final class AwsReader {
  private final Ports ports;
  private final String secret;

  AwsReader(Ports ports, String secret) {
    this.ports = ports;
    this.secret = secret;
  }

  /**
   * What every run begins with, after the secret itself: the current version's value, and the user
   * that it names.
   */
  Optional<Failure> readFirst(RunObservations observations) {
    var description = observations.observation().secret();
    Optional<VersionId> current = description.at(StagingLabel.AWSCURRENT);
    if (description.deletion().isPresent() || !observations.observation().problems().isEmpty()) {
      return Optional.empty();
    }
    return current.isPresent()
        ? read(observations, new ReadPart.Value(current.get()))
        : readUserIfNamed(observations);
  }

  /** Reads the parts in their order, up to the first failure. */
  Optional<Failure> read(RunObservations observations, List<ReadPart> parts) {
    for (ReadPart part : parts) {
      Optional<Failure> failure = read(observations, part);
      if (failure.isPresent()) {
        return failure;
      }
    }
    return Optional.empty();
  }

  private Optional<Failure> read(RunObservations observations, ReadPart part) {
    Optional<Failure> failure =
        switch (part) {
          case ReadPart.Secret s -> {
            Instant asked = ports.clock().instant();
            yield take(
                ports.secrets().describe(secret),
                found -> observations.read(found, asked),
                "secretsmanager:DescribeSecret");
          }
          case ReadPart.Value value ->
              take(
                  ports.secrets().value(secret, value.version(), observations.fields()),
                  found -> observations.read(value.version(), found),
                  "secretsmanager:GetSecretValue");
          case ReadPart.User user -> readUser(observations);
          case ReadPart.Keys keys -> readKeys(observations);
          case ReadPart.LastUseOf use -> {
            observations.read(use.key(), ports.keys().lastUse(use.key()));
            yield Optional.empty();
          }
        };
    if (failure.isPresent()) {
      return failure;
    }
    Optional<VersionId> moved =
        part instanceof ReadPart.Secret ? observations.unreadCurrent() : Optional.empty();
    return moved.isPresent()
        ? read(observations, new ReadPart.Value(moved.get()))
        : readUserIfNamed(observations);
  }

  /** Where there is no user any more, there is nothing to list. */
  private Optional<Failure> readKeys(RunObservations observations) {
    return observations
        .user()
        .flatMap(
            user -> take(ports.keys().list(user.name()), observations::read, "iam:ListAccessKeys"));
  }

  private Optional<Failure> readUserIfNamed(RunObservations observations) {
    return observations.needsUser() ? readUser(observations) : Optional.empty();
  }

  /**
   * Reads the user that the secret names. One that the configuration does not name is not looked
   * at: whatever AWS said of it, the secret is refused.
   */
  private Optional<Failure> readUser(RunObservations observations) {
    Optional<UserName> name = observations.namedUser();
    if (name.isEmpty() || observations.namesAnother()) {
      observations.read(name, Optional.empty());
      return Optional.empty();
    }
    return switch (ports.keys().user(name.get())) {
      case ReadResult.Got<IamUser>(IamUser user) -> {
        observations.read(name, Optional.of(user));
        yield Optional.empty();
      }
      case ReadResult.Absent<IamUser> absent -> {
        observations.read(name, Optional.empty());
        yield Optional.empty();
      }
      case ReadResult.Failed<IamUser>(Failure failure) -> unread(observations, name.get(), failure);
    };
  }

  /**
   * A role is fenced in by a path of users, or kept from those that are marked never to be rotated.
   * So a denial may mean that somebody wrote the name of a user beyond the fence, which is for the
   * planner to judge; unless the configuration names that user as well.
   */
  private static Optional<Failure> unread(
      RunObservations observations, UserName name, Failure failure) {
    boolean configured = observations.observation().target().configuredUser().isPresent();
    if (failure instanceof Failure.Denied denied && !denied.isOfSession() && !configured) {
      observations.denied(name, denied.detail());
      return Optional.empty();
    }
    return Optional.of(failure);
  }

  private static <T> Optional<Failure> take(ReadResult<T> read, Consumer<T> into, String action) {
    return switch (read) {
      case ReadResult.Got<T>(T value) -> {
        into.accept(value);
        yield Optional.empty();
      }
      case ReadResult.Absent<T> absent ->
          Optional.of(new Failure.Rejected(action, "NotFound", "it was there a moment ago"));
      case ReadResult.Failed<T>(Failure failure) -> Optional.of(failure);
    };
  }
}
