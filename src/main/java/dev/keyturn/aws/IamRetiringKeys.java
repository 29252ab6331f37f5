package dev.keyturn.aws;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.KeyUse;
import dev.keyturn.model.RetiringTag;
import dev.keyturn.model.TaggedUser;
import dev.keyturn.model.UserName;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.RetiringKeys;
import dev.keyturn.port.WriteResult;
import dev.keyturn.port.WriteResult.Refusal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/** What retiring keys needs of IAM, over the SDK. Tags may be written more than once. */
final class IamRetiringKeys implements RetiringKeys {
  private static final Set<String> NO_SUCH_ENTITY = Set.of("NoSuchEntity");
  private static final Map<String, Refusal> GONE = Map.of("NoSuchEntity", Refusal.NO_SUCH_THING);

  private final Clients clients;
  private final SdkCalls calls;

  IamRetiringKeys(Clients clients, SdkCalls calls) {
    this.clients = clients;
    this.calls = calls;
  }

  @Override
  public ReadResult<KeyUse> use(AccessKeyId key) {
    return calls.read(
        "iam:GetAccessKeyLastUsed",
        NO_SUCH_ENTITY,
        () -> {
          GetAccessKeyLastUsedResponse reply =
              clients.iam().getAccessKeyLastUsed(r -> r.accessKeyId(key.value()));
          return new KeyUse(
              Optional.ofNullable(reply.userName()).filter(UserName::isValid).map(UserName::new),
              IamReplies.lastUse(reply.accessKeyLastUsed()));
        });
  }

  @Override
  public ReadResult<TaggedUser> user(UserName user) {
    return calls.read(
        "iam:GetUser",
        NO_SUCH_ENTITY,
        () -> {
          User reply =
              IamReplies.present(
                  clients.iam().getUser(r -> r.userName(user.value())).user(), "User");
          return new TaggedUser(
              IamReplies.user(reply),
              reply.tags().stream()
                  .collect(
                      Collectors.toMap(
                          tag -> IamReplies.present(tag.key(), "Key of a tag"),
                          tag -> IamReplies.present(tag.value(), "Value of a tag"),
                          (first, second) -> first)));
        });
  }

  @Override
  public WriteResult<Instant> note(UserName user, AccessKeyId key, Instant since) {
    return tag(user, key, RetiringTag.value(since), since);
  }

  @Override
  public WriteResult<AccessKeyId> forget(UserName user, AccessKeyId key) {
    return tag(user, key, RetiringTag.NONE, key);
  }

  private <T> WriteResult<T> tag(UserName user, AccessKeyId key, String value, T written) {
    return calls.write(
        "iam:TagUser",
        GONE,
        () -> {
          Tag tag = Tag.builder().key(RetiringTag.name(key)).value(value).build();
          clients.iam().tagUser(r -> r.userName(user.value()).tags(tag));
          return written;
        });
  }
}
