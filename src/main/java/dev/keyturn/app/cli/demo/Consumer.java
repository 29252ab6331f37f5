package dev.keyturn.app.cli.demo;

import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionValue;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.ReadResult;
import dev.keyturn.rotate.Ports;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * An application that uses a user's key: it reads the secret in its own manner, and signs each call
 * with the key that it holds.
 */
public final class Consumer {
  /** When it reads the secret. */
  public enum Kind {
    READS_ON_EACH_USE("web"),
    CACHES_FOR_AN_HOUR("worker"),
    READS_AT_ITS_DAILY_START("batch"),
    READS_AGAIN_WHEN_REFUSED("agent");

    private final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  /** How a call of it ended. */
  public enum Outcome {
    ACCEPTED,
    /** AWS did not take the key. */
    REFUSED,
    /** AWS was not reached, or had a fault of its own: that is not the key's. */
    NO_ANSWER
  }

  private final Kind kind;
  private final IamUser user;
  private final String secret;
  private Optional<Credential> held = Optional.empty();
  private Instant readAt = Instant.MIN;

  /** An application that uses the key of {@code user}, which is in {@code secret}. */
  public Consumer(Kind kind, IamUser user, String secret) {
    this.kind = kind;
    this.user = user;
    this.secret = secret;
  }

  /** What a timeline calls it. */
  public String name() {
    return user.name() + "-" + kind.title;
  }

  String userName() {
    return user.name().value();
  }

  /** Makes one call to AWS. */
  public Outcome call(Ports ports) {
    Instant now = ports.clock().instant();
    if (held.isEmpty() || isOld(Duration.between(readAt, now))) {
      read(ports);
    }
    Outcome outcome = sign(ports);
    if (outcome == Outcome.REFUSED && kind == Kind.READS_AGAIN_WHEN_REFUSED) {
      return read(ports) ? sign(ports) : Outcome.NO_ANSWER;
    }
    return outcome;
  }

  private boolean isOld(Duration age) {
    return switch (kind) {
      case READS_ON_EACH_USE -> true;
      case CACHES_FOR_AN_HOUR -> age.compareTo(Duration.ofHours(1)) >= 0;
      case READS_AT_ITS_DAILY_START -> age.compareTo(Duration.ofDays(1)) >= 0;
      case READS_AGAIN_WHEN_REFUSED -> false;
    };
  }

  private boolean read(Ports ports) {
    if (ports.secrets().value(secret, StagingLabel.AWSCURRENT)
        instanceof ReadResult.Got<VersionValue>(VersionValue.Holds holds)) {
      held = Optional.of(holds.credential());
      readAt = ports.clock().instant();
      return true;
    }
    return false;
  }

  private Outcome sign(Ports ports) {
    if (held.isEmpty()) {
      return Outcome.NO_ANSWER;
    }
    return switch (ports.probe().probe(held.get(), user)) {
      case IdentityProbe.Result.Works works -> Outcome.ACCEPTED;
      case IdentityProbe.Result.NotTried notTried -> Outcome.NO_ANSWER;
      case IdentityProbe.Result.NotKnown notKnown -> Outcome.REFUSED;
      case IdentityProbe.Result.WrongSecret wrong -> Outcome.REFUSED;
      case IdentityProbe.Result.SomeoneElse someoneElse -> Outcome.REFUSED;
    };
  }
}
