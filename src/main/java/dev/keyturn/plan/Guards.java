package dev.keyturn.plan;

import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.LedgerInstants;
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
 * and to no other (P6).
 */
final class Guards {
  static final int LARGEST_SECRET = 65_536;
  private static final Duration READ_AGAIN = Duration.ofMinutes(1);

  private Guards() {}

  /** The secret, its tags or its value are not such that a rotation could go on. */
  static Optional<Step> secretUnusable(PlanInput input) {
    if (input.seen().secret().deletion().isPresent()) {
      return PlanInput.halt(Reason.SECRET_DELETED);
    }
    if (input.seen().secret().replica()) {
      return PlanInput.halt(Reason.SECRET_IS_REPLICA);
    }
    if (!input.seen().problems().isEmpty()) {
      return refuse(Reason.TAGS_INVALID, String.join("; ", input.seen().problems()));
    }
    List<String> ahead = LedgerInstants.problems(input.ledger(), input.now());
    if (!ahead.isEmpty()) {
      return refuse(Reason.TAGS_INVALID, String.join("; ", ahead));
    }
    if (Restoration.asked(input).isPresent()) {
      // What is current now is what is left.
      return Optional.empty();
    }
    if (input.currentVersion().isEmpty()) {
      return isFirstRotation(input) ? Optional.empty() : PlanInput.halt(Reason.NO_CURRENT_VERSION);
    }
    return switch (input.seen().values().get(input.currentVersion().get())) {
      case null -> input.lookAgain(new ReadPart.Value(input.currentVersion().get()));
      case VersionValue.Absent absent ->
          isFirstRotation(input) && input.ledger().current().isEmpty()
              ? Optional.empty()
              : Optional.of(readLater(input));
      case VersionValue.Unusable bad ->
          refuse(Reason.VALUE_UNUSABLE, bad.problem() + " " + bad.fix());
      case VersionValue.Holds holds ->
          holds.sizeAfterRotation() > LARGEST_SECRET
              ? refuse(Reason.SECRET_TOO_LARGE, holds.sizeAfterRotation() + " bytes after rotation")
              : Optional.empty();
    };
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
    String arn = input.seen().secret().arn();
    Optional<UserId> adopted = input.ledger().userId();
    if (user.boundSecret().isPresent() && !user.boundSecret().get().equals(arn)) {
      return PlanInput.halt(Reason.BOUND_ELSEWHERE);
    }
    if (user.boundSecret().isEmpty() && configured.isEmpty()) {
      return PlanInput.halt(
          adopted
              .map(id -> id.equals(user.id()) ? Reason.NOT_BOUND : Reason.USER_NAME_DIFFERS)
              .orElse(Reason.NOT_ADOPTED));
    }
    if (adopted.isPresent() && !adopted.get().equals(user.id())) {
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
