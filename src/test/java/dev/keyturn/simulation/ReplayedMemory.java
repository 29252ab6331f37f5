package dev.keyturn.simulation;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import dev.keyturn.port.WriteResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one process has read first, with its own writes since then folded in. */
final class ReplayedMemory {
  private Optional<SecretDescription> secret = Optional.empty();
  private Optional<List<AccessKey>> keys = Optional.empty();
  private Optional<String> intent = Optional.empty();

  Optional<SecretDescription> secret() {
    return secret;
  }

  void secret(SecretDescription read) {
    secret = Optional.of(read);
  }

  Optional<List<AccessKey>> keys() {
    return keys;
  }

  void keys(List<AccessKey> read) {
    keys = Optional.of(read);
  }

  /** The intent that this process wrote last. */
  Optional<String> intent() {
    return intent;
  }

  /** Folds a write that was made into what is remembered. */
  void wrote(String method, Object[] arguments, WriteResult.Done<?> done) {
    switch (method) {
      case "tag" -> {
        Map<String, String> tags = tags(arguments);
        intent = Optional.ofNullable(tags.get("keyturn:intent")).or(() -> intent);
        secret = secret.map(was -> tagged(was, tags));
      }
      case "untag" -> secret = secret.map(was -> untagged(was, (Set<?>) arguments[1]));
      case "move" -> {
        Optional<?> to = (Optional<?>) arguments[3];
        secret =
            secret.map(
                was -> labelled(was, (StagingLabel) arguments[1], to.map(VersionId.class::cast)));
      }
      case "put" ->
          secret =
              secret.map(was ->
                  labelled(
                      was, (StagingLabel) arguments[3], Optional.of((VersionId) arguments[1])));
      case "create" ->
          keys =
              keys.map(was -> {
                MintedKey minted = (MintedKey) done.value();
                List<AccessKey> more = new ArrayList<>(was);
                more.add(new AccessKey(minted.id(), KeyStatus.ACTIVE, minted.created()));
                return more;
              });
      case "setStatus" ->
          keys =
              keys.map(was ->
                  was.stream()
                      .map(key ->
                          key.id().equals(arguments[1]) ? key.with((KeyStatus) arguments[2]) : key)
                      .toList());
      case "delete" ->
          keys =
              keys.map(was ->
                  was.stream().filter(key -> !isOf(key, (AccessKeyId) arguments[1])).toList());
      default -> {}
    }
  }

  private static boolean isOf(AccessKey key, AccessKeyId id) {
    return key.id().equals(id);
  }

  /** The tags that a call of {@code tag} writes. */
  static Map<String, String> tags(Object[] arguments) {
    Map<String, String> tags = new HashMap<>();
    ((Map<?, ?>) arguments[1])
        .forEach((tag, value) -> tags.put(String.valueOf(tag), String.valueOf(value)));
    return tags;
  }

  static SecretDescription tagged(SecretDescription secret, Map<String, String> more) {
    Map<String, String> tags = new HashMap<>(secret.tags());
    tags.putAll(more);
    return read(secret, tags);
  }

  private static SecretDescription untagged(SecretDescription secret, Set<?> fewer) {
    Map<String, String> tags = new HashMap<>(secret.tags());
    tags.keySet().removeAll(fewer);
    return read(secret, tags);
  }

  /** The secret with these tags, read as if AWS had said them. */
  private static SecretDescription read(SecretDescription secret, Map<String, String> tags) {
    return new SecretDescription(
        secret.arn(),
        secret.name(),
        secret.labels(),
        tags,
        secret.deletion(),
        secret.rotationEnabled(),
        secret.replica(),
        secret.created());
  }

  private static SecretDescription labelled(
      SecretDescription secret, StagingLabel label, Optional<VersionId> on) {
    Map<StagingLabel, VersionId> labels = new HashMap<>(secret.labels());
    labels.remove(label);
    on.ifPresent(version -> labels.put(label, version));
    return secret.with(labels);
  }
}
