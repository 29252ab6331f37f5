package dev.keyturn.rotate;

import dev.keyturn.model.IamUser;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.Setting;
import dev.keyturn.model.UserId;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.SecretStore;
import dev.keyturn.port.TaggedSecrets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which secrets hold a user's key: the one that the user's tag names, and those that are pinned to
 * the user, as a configured binding leaves no tag on the user. The list of secrets is read once, as
 * it is long and late; each secret that matters is read again when it does.
 */
final class BoundSecrets {
  /** What is known of a user's secrets. */
  sealed interface Result {
    /**
     * All of them.
     *
     * @param unseen the one that the user's tag names, where this Region has none of that ARN
     */
    record Known(List<SecretDescription> secrets, Optional<String> unseen) implements Result {}

    /** A read failed, so that nothing is known. */
    record Unknown(Failure failure) implements Result {}
  }

  private final SecretStore store;
  private @Nullable ReadResult<TaggedSecrets> listed;

  BoundSecrets(SecretStore store) {
    this.store = store;
  }

  /** The user's. */
  Result of(IamUser user) {
    return switch (list()) {
      case ReadResult.Failed<TaggedSecrets>(Failure failure) -> new Result.Unknown(failure);
      case ReadResult.Absent<TaggedSecrets> none -> described(user, Set.of());
      case ReadResult.Got<TaggedSecrets>(TaggedSecrets all) ->
          all.unreadable().isEmpty()
              ? described(user, pinned(all).getOrDefault(user.id(), Set.of()))
              // It may be pinned to this very user.
              : new Result.Unknown(all.unreadable().getFirst().failure());
    };
  }

  private ReadResult<TaggedSecrets> list() {
    ReadResult<TaggedSecrets> known = listed;
    if (known == null) {
      known = store.listTagged(Set.of(Setting.TAG_PREFIX));
      listed = known;
    }
    return known;
  }

  private static Map<UserId, Set<String>> pinned(TaggedSecrets all) {
    return all.secrets().stream()
        .filter(secret -> secret.said().ledger().userId().isPresent())
        .collect(
            Collectors.groupingBy(
                secret -> secret.said().ledger().userId().orElseThrow(),
                Collectors.mapping(SecretDescription::arn, Collectors.toSet())));
  }

  private Result described(IamUser user, Set<String> pinned) {
    Set<String> arns = new LinkedHashSet<>(pinned);
    user.boundSecret().ifPresent(arns::add);
    List<SecretDescription> found = new ArrayList<>();
    Optional<String> unseen = Optional.empty();
    for (String arn : arns) {
      switch (store.describe(arn)) {
        case ReadResult.Got<SecretDescription>(SecretDescription secret) -> found.add(secret);
        case ReadResult.Absent<SecretDescription> none -> unseen = Optional.of(arn);
        case ReadResult.Failed<SecretDescription>(Failure failure) -> {
          return new Result.Unknown(failure);
        }
      }
    }
    return new Result.Known(found, unseen);
  }
}
