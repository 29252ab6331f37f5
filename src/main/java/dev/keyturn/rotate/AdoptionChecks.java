package dev.keyturn.rotate;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.Intent;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.PolicyReader;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.Setting;
import dev.keyturn.model.VersionValue;
import dev.keyturn.plan.Cause;
import dev.keyturn.plan.Guards;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.ReasonText;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.rotate.Adoption.Request;
import dev.keyturn.rotate.Adoption.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must hold before a user and a secret are bound to each other. Each check says why not, or
 * nothing.
 */
final class AdoptionChecks {
  private static final int LONGEST_TAG = 256;

  /** {@code arn:aws-us-gov:secretsmanager:ap-southeast-1:123456789012:secret:} and six letters. */
  private static final int AROUND_A_NAME = 73;

  /** Rotations that have a tag at once, as a rule. */
  private static final int ROTATIONS = 3;

  private AdoptionChecks() {}

  /** The user may not be bound to another secret, and its tag must have room for this one's ARN. */
  static Optional<Result> binding(
      IamUser user, Request request, Optional<SecretDescription> secret) {
    if (Guards.isBoundElsewhere(user, secret.map(SecretDescription::arn))) {
      return refuse(
          Reason.BOUND_ELSEWHERE,
          "IAM user %s is bound to another secret, %s."
              .formatted(user.name(), user.boundSecret().orElseThrow()),
          "To move the binding on purpose, remove the user's tag first: aws iam untag-user --user-name %s --tag-keys keyturn:secret, then run this again."
              .formatted(user.name()));
    }
    int length =
        secret.map(it -> it.arn().length()).orElse(request.secret().length() + AROUND_A_NAME);
    return length > LONGEST_TAG
        ? refuse(
            "The ARN of the secret is longer than a tag may be (%d characters)."
                .formatted(LONGEST_TAG),
            "Use a secret with a shorter name.")
        : Optional.empty();
  }

  /**
   * The secret must be one that a run would not refuse, with the settings that it is to have; and
   * nobody's but this user's, and nobody at work on it.
   */
  static Optional<Result> secret(
      IamUser user,
      Request request,
      SecretDescription secret,
      List<PolicySource> deployment,
      Instant now) {
    String name = request.secret();
    LedgerTags.ParsedTags tags = secret.said();
    List<String> problems = new ArrayList<>(tags.problems());
    problems.addAll(settingProblems(deployment, tags.settings(), request.settings()));
    Optional<Cause> unusable = Guards.ofSecret(secret, tags.ledger(), problems, now);
    if (unusable.isPresent()) {
      return refuse(request, unusable.get());
    }
    Optional<Intent> intent = tags.ledger().intent().filter(it -> it.leasesAt(now));
    if (intent.isPresent()) {
      return refuse(
          Reason.ANOTHER_RUN,
          "Another run has announced that it is working on secret %s (%s, until %s)."
              .formatted(name, intent.get().verb().word(), intent.get().until()),
          "When it is over, run this again.");
    }
    return Guards.isOfAnother(tags.ledger(), user)
        ? refuse(
            Reason.USER_MADE_AGAIN,
            "Secret %s was adopted for another user (%s); %s is %s."
                .formatted(name, tags.ledger().userId().orElseThrow(), user.name(), user.id()),
            "If that user was deleted and made again, remove the old ID: aws secretsmanager untag-resource --secret-id %s --tag-keys keyturn:user-id, then run this again."
                .formatted(name))
        : Optional.empty();
  }

  /** The settings that a secret is created with must make a policy. */
  static Optional<Result> settings(List<PolicySource> deployment, Request request) {
    List<String> problems =
        settingProblems(deployment, LedgerTags.read(Map.of()).settings(), request.settings());
    return problems.isEmpty()
        ? Optional.empty()
        : refuse(
            Reason.TAGS_INVALID,
            String.join("; ", problems) + ".",
            "Correct the settings that are named.");
  }

  /** What would be wrong with the secret's settings, with those added that it is to have. */
  private static List<String> settingProblems(
      List<PolicySource> deployment, PolicySource tags, Map<Setting, String> added) {
    Map<Setting, String> settings = new HashMap<>(tags.values());
    settings.putAll(added);
    return switch (PolicyReader.read(deployment, new PolicySource(tags.place(), settings))) {
      case PolicyReader.Result.Valid valid -> List.of();
      case PolicyReader.Result.Invalid invalid -> invalid.problems();
    };
  }

  /** The value must be one that the next rotation can be made of. */
  static Optional<Result> value(Request request, VersionValue value) {
    return Guards.ofValue(value).flatMap(cause -> refuse(request, cause));
  }

  /** What a run would refuse, in words for somebody who is adopting where there are such. */
  private static Optional<Result> refuse(Request request, Cause cause) {
    String secret = request.secret();
    return switch (cause.reason()) {
      case SECRET_DELETED ->
          refuse(
              cause.reason(),
              "Secret %s is scheduled for deletion.".formatted(secret),
              "Restore it: aws secretsmanager restore-secret --secret-id %s, then run this again. Or choose another name."
                  .formatted(secret));
      case SECRET_IS_REPLICA ->
          refuse(
              cause.reason(),
              "Secret %s is a replica of one in another Region.".formatted(secret),
              "Adopt the user with that one, in its own Region.");
      case TAGS_INVALID ->
          refuse(cause.reason(), cause.detail() + ".", "Correct the secret's tags.");
      default -> {
        ReasonText text = new ReasonText(secret, Optional.of(request.user()), Optional.empty());
        yield refuse(cause.reason(), text.sentence(cause), text.remedy(cause));
      }
    };
  }

  /** The secret must name the user that is being adopted. */
  static Optional<Result> name(IamUser user, String secret, Credential credential) {
    return credential.user().sameAs(user.name())
        ? Optional.empty()
        : refuse(
            Reason.USER_NAME_DIFFERS,
            "Secret %s names IAM user %s, not %s."
                .formatted(secret, credential.user(), user.name()),
            "Find out who wrote to the secret, and correct UserName.");
  }

  /**
   * The key must be an Active one of this very user.
   *
   * @param whatWorks what to do where another key of the user works, and is in the secret
   */
  static Optional<Result> key(
      IamUser user, List<AccessKey> keys, Credential credential, Optional<String> whatWorks) {
    Optional<AccessKey> key =
        keys.stream().filter(existing -> existing.id().equals(credential.id())).findFirst();
    return key.isPresent() && key.get().isActive()
        ? Optional.empty()
        : refuse(
            "Key %s is %s IAM user %s."
                .formatted(
                    credential.id().masked(),
                    key.isPresent() ? "an Inactive key of" : "not a key of",
                    user.name()),
            whatWorks.orElseGet(() -> toHaveAnother(user, keys, credential)));
  }

  /**
   * A key that the secret does not name is foreign to the rotation that follows, and stops it. The
   * only one that works is never to be deleted for that: it is the one to adopt.
   */
  private static String toHaveAnother(IamUser user, List<AccessKey> keys, Credential credential) {
    List<AccessKey> others =
        keys.stream().filter(key -> !key.id().equals(credential.id())).toList();
    List<AccessKey> working = others.stream().filter(AccessKey::isActive).toList();
    return switch (working.size()) {
      case 0 ->
          keys.size() < 2
              ? "Add --new-key to have a working one created."
              : "%s, and then add --new-key to have a working one created."
                  .formatted(deletion(user, others.getFirst()));
      case 1 ->
          "Key %s is the user's only Active one. Adopt it, from a profile that holds it: add --from-profile PROFILE"
              .formatted(working.getFirst().id().masked());
      default ->
          "Keys %s are Active. Adopt one of them, from a profile that holds it: add --from-profile PROFILE"
              .formatted(
                  String.join(" and ", working.stream().map(key -> key.id().masked()).toList()));
    };
  }

  /** How to delete a key that is Inactive. */
  private static String deletion(IamUser user, AccessKey inactive) {
    String masked = inactive.id().masked();
    return "Delete %s, which is Inactive and not in the secret: aws iam delete-access-key --user-name %s --access-key-id KEY-ID (KEY-ID: the whole ID of key %s, in: aws iam list-access-keys --user-name %s)"
        .formatted(masked, user.name(), masked, user.name());
  }

  /** There is room for two keys, and a rotation that is to make a new one needs some. */
  static Optional<Result> roomForAKey(IamUser user, List<AccessKey> keys) {
    if (keys.size() < 2) {
      return Optional.empty();
    }
    Optional<AccessKey> inactive = keys.stream().filter(key -> !key.isActive()).findFirst();
    return refuse(
        "IAM user %s has %d keys already; there is no room for a new one."
            .formatted(user.name(), keys.size()),
        inactive
            .map(key -> deletion(user, key) + ", then run this again.")
            .orElse("Adopt one of them, from a profile that holds it: add --from-profile PROFILE"));
  }

  /** A secret that somebody else has made may have a resource policy of theirs. */
  static Optional<Result> madeBefore(String secret, Optional<Instant> created) {
    return refuse(
        "Secret %s was there before%s, and does not hold a working key of the user. Whoever made it may have given others access to it."
            .formatted(secret, created.map(at -> ", since " + at).orElse("")),
        "Look at its policy: aws secretsmanager get-resource-policy --secret-id %s. If it is as you want it, add --existing to what you typed; if not, choose another name."
            .formatted(secret));
  }

  /** A secret has fifty tags at most, and the life of a key needs some of them. */
  static Optional<Result> room(String secret, Map<String, String> tags, Map<String, String> added) {
    long more = added.keySet().stream().filter(tag -> !tags.containsKey(tag)).count();
    long excess = tags.size() + more + ROTATIONS - SecretDescription.MOST_TAGS;
    return excess <= 0
        ? Optional.empty()
        : refuse(
            Reason.TAGS_FULL,
            "Secret %s has %d tags; a secret has at most %d tags, and Keyturn needs %d more."
                .formatted(secret, tags.size(), SecretDescription.MOST_TAGS, more + ROTATIONS),
            "Remove %d of its tags: aws secretsmanager untag-resource --secret-id %s --tag-keys TAG, then run this again."
                .formatted(excess, secret));
  }

  /** The key must work. */
  static Optional<Result> works(Credential credential, IdentityProbe.Result probed) {
    String key = credential.id().masked();
    return switch (probed) {
      case IdentityProbe.Result.Works works -> Optional.empty();
      case IdentityProbe.Result.NotKnown unknown ->
          refuse(
              Reason.NOT_PROPAGATED,
              "Key %s is not accepted by %s.".formatted(key, unknown.where()),
              "If it was just created or switched on, wait a minute and run this again.");
      case IdentityProbe.Result.WrongSecret wrong ->
          refuse(
              "The secret access key does not belong to key %s.".formatted(key),
              "Correct it, or add --new-key to have a working one created.");
      case IdentityProbe.Result.SomeoneElse other ->
          refuse(
              Reason.SOMEONE_ELSES_KEY,
              "Key %s belongs to %s.".formatted(key, other.arn()),
              "Find out who wrote to the secret, and correct it.");
      case IdentityProbe.Result.NotTried untried ->
          Optional.of(new Result.Failed(untried.failure(), List.of()));
    };
  }

  /** Refuses what a run would refuse by that word as well. */
  private static Optional<Result> refuse(Reason reason, String why, String remedy) {
    return Optional.of(new Result.Refused(Optional.of(reason), why, remedy));
  }

  /** Refuses what only an adoption does. */
  private static Optional<Result> refuse(String why, String remedy) {
    return Optional.of(new Result.Refused(Optional.empty(), why, remedy));
  }
}
