package dev.keyturn.rotate;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.Intent;
import dev.keyturn.model.LedgerInstants;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.UserId;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.rotate.Adoption.Request;
import dev.keyturn.rotate.Adoption.Result;
import java.time.Instant;
import java.util.ArrayList;
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

  /** AWS's quota of a secret's tags. */
  private static final int QUOTA = 50;

  /** Rotations that have a tag at once, as a rule. */
  private static final int ROTATIONS = 3;

  private AdoptionChecks() {}

  /** Neither of the two may be bound elsewhere, or be busy, or be on its way out. */
  static Optional<Result> binding(
      IamUser user, Request request, Optional<SecretDescription> secret, Instant now) {
    Optional<String> bound = user.boundSecret();
    if (bound.isPresent() && !bound.equals(secret.map(SecretDescription::arn))) {
      return refuse(
          "IAM user %s is bound to another secret, %s.".formatted(user.name(), bound.get()),
          "To move the binding on purpose, remove the user's tag first: aws iam untag-user --user-name %s --tag-keys keyturn:secret, then run this again."
              .formatted(user.name()));
    }
    int length =
        secret.map(it -> it.arn().length()).orElse(request.secret().length() + AROUND_A_NAME);
    if (length > LONGEST_TAG) {
      return refuse(
          "The ARN of the secret is longer than a tag may be (%d characters)."
              .formatted(LONGEST_TAG),
          "Use a secret with a shorter name.");
    }
    return secret.flatMap(it -> secret(user, request.secret(), it, now));
  }

  private static Optional<Result> secret(
      IamUser user, String name, SecretDescription secret, Instant now) {
    if (secret.deletion().isPresent()) {
      return refuse(
          "Secret %s is scheduled for deletion.".formatted(name),
          "Restore it: aws secretsmanager restore-secret --secret-id %s, then run this again. Or choose another name."
              .formatted(name));
    }
    if (secret.replica()) {
      return refuse(
          "Secret %s is a replica of one in another Region.".formatted(name),
          "Adopt the user with that one, in its own Region.");
    }
    LedgerTags.ParsedTags tags = LedgerTags.read(secret.tags());
    List<String> problems = new ArrayList<>(tags.problems());
    problems.addAll(LedgerInstants.problems(tags.ledger(), now));
    if (!problems.isEmpty()) {
      return refuse(String.join("; ", problems) + ".", "Correct the secret's tags.");
    }
    Optional<Intent> intent = tags.ledger().intent().filter(it -> it.leasesAt(now));
    if (intent.isPresent()) {
      return refuse(
          "Another run has announced that it is working on secret %s (%s, until %s)."
              .formatted(name, intent.get().verb().word(), intent.get().until()),
          "When it is over, run this again.");
    }
    Optional<UserId> adopted = tags.ledger().userId();
    return adopted.isPresent() && !adopted.get().equals(user.id())
        ? refuse(
            "Secret %s was adopted for another user (%s); %s is %s."
                .formatted(name, adopted.get(), user.name(), user.id()),
            "If that user was deleted and made again, remove the old ID: aws secretsmanager untag-resource --secret-id %s --tag-keys keyturn:user-id, then run this again."
                .formatted(name))
        : Optional.empty();
  }

  /** The secret must name the user that is being adopted. */
  static Optional<Result> name(IamUser user, String secret, Credential credential) {
    return credential.user().sameAs(user.name())
        ? Optional.empty()
        : refuse(
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
    long excess = tags.size() + more + ROTATIONS - QUOTA;
    return excess <= 0
        ? Optional.empty()
        : refuse(
            "Secret %s has %d tags; a secret has at most %d tags, and Keyturn needs %d more."
                .formatted(secret, tags.size(), QUOTA, more + ROTATIONS),
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
              "Key %s is not accepted by %s.".formatted(key, unknown.where()),
              "If it was just created or switched on, wait a minute and run this again.");
      case IdentityProbe.Result.WrongSecret wrong ->
          refuse(
              "The secret access key does not belong to key %s.".formatted(key),
              "Correct it, or add --new-key to have a working one created.");
      case IdentityProbe.Result.SomeoneElse other ->
          refuse(
              "Key %s belongs to %s.".formatted(key, other.arn()),
              "Find out who wrote to the secret, and correct it.");
      case IdentityProbe.Result.NotTried untried ->
          Optional.of(new Result.Failed(untried.failure(), List.of()));
    };
  }

  private static Optional<Result> refuse(String why, String remedy) {
    return Optional.of(new Result.Refused(why, remedy));
  }
}
