package dev.keyturn.aws;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.UserName;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WriteResult;
import dev.keyturn.port.WriteResult.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * IAM over the SDK. Every request names the user, as IAM takes an absent name for the caller.
 * CreateAccessKey and UpdateAccessKey go through the client that makes one attempt: a second key
 * would be lost, and a status that is set once more may undo what another run, or a person, did
 * after the first attempt. The others may be repeated without harm.
 */
final class IamAccessKeys implements AccessKeys {
  private static final Set<String> NO_SUCH_ENTITY = Set.of("NoSuchEntity");
  private static final Map<String, Refusal> GONE = Map.of("NoSuchEntity", Refusal.NO_SUCH_THING);

  private final Clients clients;
  private final SdkCalls calls;
  private final KnownSecrets known;

  IamAccessKeys(Clients clients, SdkCalls calls, KnownSecrets known) {
    this.clients = clients;
    this.calls = calls;
    this.known = known;
  }

  @Override
  public ReadResult<IamUser> user(UserName user) {
    return calls.read(
        "iam:GetUser",
        NO_SUCH_ENTITY,
        () -> IamReplies.user(clients.iam().getUser(r -> r.userName(user.value())).user()));
  }

  @Override
  public ReadResult<List<AccessKey>> list(UserName user) {
    // IAM may hand out short and even empty pages while there are more.
    return calls.read(
        "iam:ListAccessKeys",
        NO_SUCH_ENTITY,
        () ->
            Pages.all(
                "ListAccessKeys",
                marker -> {
                  ListAccessKeysResponse page =
                      clients.iam().listAccessKeys(r -> r.userName(user.value()).marker(marker));
                  return new Pages.Page<>(
                      page.accessKeyMetadata().stream().map(IamReplies::key).toList(),
                      Boolean.TRUE.equals(page.isTruncated()) ? page.marker() : null);
                }));
  }

  @Override
  public LastUse lastUse(AccessKeyId key) {
    ReadResult<LastUse> read =
        calls.read(
            "iam:GetAccessKeyLastUsed",
            Set.of(),
            () ->
                IamReplies.lastUse(
                    clients
                        .iam()
                        .getAccessKeyLastUsed(r -> r.accessKeyId(key.value()))
                        .accessKeyLastUsed()));
    return switch (read) {
      case ReadResult.Got<LastUse> got -> got.value();
      case ReadResult.Absent<LastUse> absent -> new LastUse.Unknown("IAM does not know the key");
      case ReadResult.Failed<LastUse>(Failure failure) -> new LastUse.Unknown(whyUnknown(failure));
    };
  }

  /** IAM denies, since 2023, what it does not know: a permission may not be what is missing. */
  private static String whyUnknown(Failure failure) {
    return failure instanceof Failure.Denied denied && !denied.explicitly()
        ? "denied: grant iam:GetAccessKeyLastUsed (IAM also answers so for a key that is gone)"
        : failure.sentence();
  }

  @Override
  public WriteResult<MintedKey> create(UserName user) {
    return calls.write(
        "iam:CreateAccessKey",
        Map.of(
            "NoSuchEntity", Refusal.NO_SUCH_THING,
            "LimitExceeded", Refusal.QUOTA_REACHED),
        () -> {
          MintedKey minted =
              IamReplies.minted(
                  user,
                  clients.iamOnce().createAccessKey(r -> r.userName(user.value())).accessKey());
          known.add(minted.credential().secretAccessKey());
          return minted;
        });
  }

  @Override
  public WriteResult<KeyStatus> setStatus(UserName user, AccessKeyId key, KeyStatus status) {
    StatusType type =
        switch (status) {
          case ACTIVE -> StatusType.ACTIVE;
          case INACTIVE -> StatusType.INACTIVE;
          case OTHER -> throw new IllegalArgumentException("a status that is never set");
        };
    return calls.write(
        "iam:UpdateAccessKey",
        GONE,
        () -> {
          clients
              .iamOnce()
              .updateAccessKey(r -> r.userName(user.value()).accessKeyId(key.value()).status(type));
          return status;
        });
  }

  @Override
  public WriteResult<AccessKeyId> delete(UserName user, AccessKeyId key) {
    return calls.write(
        "iam:DeleteAccessKey",
        GONE,
        () -> {
          clients.iam().deleteAccessKey(r -> r.userName(user.value()).accessKeyId(key.value()));
          return key;
        });
  }

  @Override
  public WriteResult<String> bind(UserName user, String secretArn) {
    return calls.write(
        "iam:TagUser",
        GONE,
        () -> {
          Tag tag = Tag.builder().key(IamUser.BINDING_TAG).value(secretArn).build();
          clients.iam().tagUser(r -> r.userName(user.value()).tags(tag));
          return secretArn;
        });
  }
}
