package dev.keyturn.aws;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserDescription;
import dev.keyturn.model.UserId;
import dev.keyturn.model.UserName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AccessKeyLastUsed;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;
import software.amazon.awssdk.services.iam.model.UserDetail;

/** What IAM's replies mean. All of their fields may be absent; those we need must not be. */
final class IamReplies {
  private IamReplies() {}

  static IamUser user(@Nullable User user) {
    User given = present(user, "User");
    Optional<String> bound =
        given.tags().stream()
            .filter(tag -> IamUser.BINDING_TAG.equals(tag.key()))
            .map(Tag::value)
            .findFirst();
    return new IamUser(
        parsed(given.userName(), UserName::isValid, UserName::new, "UserName"),
        id(given.userId()),
        present(given.arn(), "Arn"),
        bound);
  }

  /** A user of GetAccountAuthorizationDetails, which tells the tags of all. */
  static UserDescription described(UserDetail user) {
    return new UserDescription(
        present(user.arn(), "Arn"),
        id(user.userId()),
        Optional.of(tags(user.tags())),
        Optional.ofNullable(user.createDate()));
  }

  /** A user of ListUsers, which leaves tags out whether there are any or not. */
  static UserDescription listed(User user) {
    return new UserDescription(
        present(user.arn(), "Arn"),
        id(user.userId()),
        Optional.empty(),
        Optional.ofNullable(user.createDate()));
  }

  /** A user of GetUser, which tells its tags. */
  static UserDescription tagged(@Nullable User user) {
    User given = present(user, "User");
    return new UserDescription(
        present(given.arn(), "Arn"),
        id(given.userId()),
        Optional.of(tags(given.tags())),
        Optional.ofNullable(given.createDate()));
  }

  private static Map<String, String> tags(List<Tag> given) {
    Map<String, String> tags = new HashMap<>();
    given.forEach(tag -> tags.put(present(tag.key(), "Key"), present(tag.value(), "Value")));
    return tags;
  }

  private static UserId id(@Nullable String text) {
    return parsed(text, UserId::isValid, UserId::new, "UserId");
  }

  static AccessKey key(AccessKeyMetadata key) {
    return new AccessKey(
        keyId(key.accessKeyId()), status(key.status()), present(key.createDate(), "CreateDate"));
  }

  /** IAM has added values before (Expired, 2025); a new one must not look like Active or absent. */
  private static KeyStatus status(@Nullable StatusType status) {
    return switch (present(status, "Status")) {
      case ACTIVE -> KeyStatus.ACTIVE;
      case INACTIVE -> KeyStatus.INACTIVE;
      default -> KeyStatus.OTHER;
    };
  }

  /** The secret half goes straight from the reply into its hiding place. */
  static MintedKey minted(
      UserName user, software.amazon.awssdk.services.iam.model.@Nullable AccessKey key) {
    software.amazon.awssdk.services.iam.model.AccessKey given = present(key, "AccessKey");
    String secret = present(given.secretAccessKey(), "SecretAccessKey");
    if (secret.isEmpty()) {
      throw new UnreadableReplyException("the reply has an empty SecretAccessKey");
    }
    return new MintedKey(
        new Credential(user, keyId(given.accessKeyId()), SecretText.of(secret)),
        present(given.createDate(), "CreateDate"));
  }

  /**
   * A key that was never used has no date, and N/A for the rest. So has, since 2024, one whose use
   * lies before IAM kept track of it (April 2015).
   */
  static LastUse lastUse(@Nullable AccessKeyLastUsed use) {
    AccessKeyLastUsed given = present(use, "AccessKeyLastUsed");
    Instant at = given.lastUsedDate();
    return at == null
        ? new LastUse.Never()
        : new LastUse.Used(
            at, orNotApplicable(given.serviceName()), orNotApplicable(given.region()));
  }

  private static String orNotApplicable(@Nullable String text) {
    return text == null ? "N/A" : text;
  }

  private static AccessKeyId keyId(@Nullable String text) {
    return parsed(text, AccessKeyId::isValid, AccessKeyId::new, "AccessKeyId");
  }

  private static <T> T parsed(
      @Nullable String text, Predicate<String> valid, Function<String, T> parse, String name) {
    String given = present(text, name);
    if (!valid.test(given)) {
      throw new UnreadableReplyException("the reply has no valid " + name);
    }
    return parse.apply(given);
  }

  static <T> T present(@Nullable T value, String name) {
    if (value == null) {
      throw new UnreadableReplyException("the reply has no " + name);
    }
    return value;
  }
}
