package dev.keyturn.plan;

import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.LedgerInstants;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserId;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What must hold before anything may be touched: a usable secret, and a user that is bound to it
 * and to no other (P6). An adoption asks the same of a secret and a user before it binds them, so
 * that it never binds what the next run refuses; what is public here is for it.
 */
public final class Guards {
  private static final int LARGEST_SECRET = 65_536;
  private static final Duration READ_AGAIN = Duration.ofMinutes(1);

  private Guards() {}

  /**
   * Why a secret may not be rotated whatever it holds; empty when it may.
   *
   * @param ledger what its tags say
   * @param problems what is wrong with these, or with the settings among them
   */
  public static Optional<Cause> ofSecret(
      SecretDescription secret, Ledger ledger, List<String> problems, Instant now) {
    if (secret.deletion().isPresent()) {
      return Optional.of(Cause.of(Reason.SECRET_DELETED));
    }
    if (secret.replica()) {
      return Optional.of(Cause.of(Reason.SECRET_IS_REPLICA));
    }
    List<String> wrong = problems.isEmpty() ? LedgerInstants.problems(ledger, now) : problems;
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(Cause.of(Reason.TAGS_INVALID).saying(String.join("; ", wrong)));
  }

  /** Why no rotation may be made of a value; empty when one may, or there is no value. */
  public static Optional<Cause> ofValue(VersionValue value) {
    return switch (value) {
      case VersionValue.Absent absent -> Optional.empty();
      case VersionValue.Unusable bad ->
          Optional.of(Cause.of(Reason.VALUE_UNUSABLE).saying(bad.problem() + " " + bad.fix()));
      case VersionValue.Holds holds ->
          holds.sizeAfterRotation() > LARGEST_SECRET
              ? Optional.of(
                  Cause.of(Reason.SECRET_TOO_LARGE)
                      .saying(holds.sizeAfterRotation() + " bytes after rotation"))
              : Optional.empty();
    };
  }

  /** Whether a user is bound to another secret than the one of that ARN. */
  public static boolean isBoundElsewhere(IamUser user, Optional<String> arn) {
    return user.boundSecret().isPresent() && !user.boundSecret().equals(arn);
  }

  /** Whether a secret was adopted for another user, of the same name perhaps. */
  public static boolean isOfAnother(Ledger ledger, IamUser user) {
    return ledger.userId().filter(id -> !id.equals(user.id())).isPresent();
  }

  /** The secret, its tags or its value are not such that a rotation could go on. */
  static Optional<Step> secretUnusable(PlanInput input) {
    Optional<Cause> secret =
        ofSecret(input.seen().secret(), input.ledger(), input.seen().problems(), input.now());
    if (secret.isPresent()) {
      return secret.map(Step.Halt::new);
    }
    if (Restoration.asked(input).isPresent()) {
      // What is current now is what is left.
      return Optional.empty();
    }
    if (input.currentVersion().isEmpty()) {
      return isFirstRotation(input) ? Optional.empty() : PlanInput.halt(Reason.NO_CURRENT_VERSION);
    }
    VersionValue value = input.seen().values().get(input.currentVersion().get());
    if (value == null) {
      return input.lookAgain(new ReadPart.Value(input.currentVersion().get()));
    }
    boolean behind =
        value instanceof VersionValue.Absent
            && !(isFirstRotation(input) && input.ledger().current().isEmpty());
    return behind ? Optional.of(readLater(input)) : ofValue(value).map(Step.Halt::new);
  }

  /**
   * No version is current without a value, but one of a secret that was made without any: this one
   * became current just now, and its value was looked for where it is not known yet.
   */
  private static Step readLater(PlanInput input) {
    Instant again = input.now().plus(READ_AGAIN);
    return new Step.Wait(again, Cause.of(Reason.VALUE_BEHIND).due(again));
  }

  /**
   * A secret that an administrator is adopting has no version yet, and its user is named by the
   * command.
   */
  private static boolean isFirstRotation(PlanInput input) {
    return input.goal() instanceof Goal.Rotate
        && input.seen().target().configuredUser().isPresent();
  }

  /**
   * The user's tag must name this very secret, or the deployment's configuration the user; and the
   * user must be the one that the secret was adopted for. What the secret's value says is never
   * enough: whoever may write it could name an administrator. A user that we may not even look at
   * is therefore refused as such a one, and is not a permission that lacks: with the permission,
   * the fence would be open.
   */
  static Optional<Step> userNotBound(PlanInput input) {
    Optional<UserName> named =
        Restoration.asked(input)
            .map(input::credential)
            .orElseGet(input::current)
            .map(Credential::user);
    Optional<UserName> configured = input.seen().target().configuredUser();
    if (named.isPresent() && configured.isPresent() && !named.get().sameAs(configured.get())) {
      return refuse(Reason.USER_NAME_DIFFERS, "It is bound to " + configured.get());
    }
    if (input.seen().denied().isPresent()) {
      return refuse(Reason.USER_OUT_OF_REACH, "AWS says: " + input.seen().denied().get());
    }
    if (input.seen().user().isEmpty()) {
      return PlanInput.halt(Reason.NO_SUCH_USER);
    }
    IamUser user = input.user();
    Optional<UserId> adopted = input.ledger().userId();
    if (isBoundElsewhere(user, Optional.of(input.seen().secret().arn()))) {
      return PlanInput.halt(Reason.BOUND_ELSEWHERE);
    }
    if (user.boundSecret().isEmpty() && configured.isEmpty()) {
      return PlanInput.halt(
          adopted
              .map(id -> id.equals(user.id()) ? Reason.NOT_BOUND : Reason.USER_NAME_DIFFERS)
              .orElse(Reason.NOT_ADOPTED));
    }
    if (isOfAnother(input.ledger(), user)) {
      return PlanInput.halt(Reason.USER_MADE_AGAIN);
    }
    return adopted.isEmpty() && configured.isEmpty()
        ? PlanInput.halt(Reason.NOT_ADOPTED)
        : Optional.empty();
  }

  /** The document that the next version is written from; empty for a secret without a version. */
  static Optional<SecretText> base(PlanInput input) {
    return input.seen().current().map(VersionValue.Holds::document);
  }

  private static Optional<Step> refuse(Reason reason, String detail) {
    return Optional.of(new Step.Halt(Cause.of(reason).saying(detail)));
  }
}
