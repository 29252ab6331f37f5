package dev.keyturn.process;

import dev.keyturn.emulators.Emulator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** An emulator's state, asked for behind the back of whoever is tested. */
final class Lookup implements AutoCloseable {
  private final IamClient iam;
  private final SecretsManagerClient secrets;

  Lookup(Emulator emulator) {
    iam = emulator.iam();
    secrets = emulator.secrets();
  }

  boolean isUser(String name) {
    try {
      return iam.getUser(r -> r.userName(name)).user() != null;
    } catch (NoSuchEntityException none) {
      return false;
    }
  }

  /** The IDs of a user's keys; none where there is no such user. */
  List<String> keys(String user) {
    return of(user).stream().map(AccessKeyMetadata::accessKeyId).toList();
  }

  boolean isInactive(String accessKeyId) {
    try {
      String user = iam.getAccessKeyLastUsed(r -> r.accessKeyId(accessKeyId)).userName();
      return of(user).stream()
          .anyMatch(
              key -> key.accessKeyId().equals(accessKeyId) && key.status() == StatusType.INACTIVE);
    } catch (NoSuchEntityException none) {
      // The emulator itself refuses a key that does not exist.
      return false;
    }
  }

  /** A version's value; empty where there is no such version, or none with a value. */
  Optional<String> value(String secret, String version) {
    try {
      return Optional.ofNullable(
          secrets.getSecretValue(r -> r.secretId(secret).versionId(version)).secretString());
    } catch (ResourceNotFoundException none) {
      return Optional.empty();
    }
  }

  String arn(String secret) {
    return secrets.describeSecret(r -> r.secretId(secret)).arn();
  }

  /** Each version's labels. */
  Map<String, List<String>> labels(String secret) {
    try {
      return secrets.describeSecret(r -> r.secretId(secret)).versionIdsToStages();
    } catch (ResourceNotFoundException none) {
      return Map.of();
    }
  }

  /** The version that a label is on. */
  Optional<String> holder(String secret, String label) {
    return labels(secret).entrySet().stream()
        .filter(version -> version.getValue().contains(label))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * Takes labels off all other versions, as AWS does when it puts them on one; whether there was
   * any to take off.
   */
  boolean leaveOneVersionWithEachOf(List<String> stages, String secret, String version) {
    boolean any = false;
    Map<String, List<String>> all = labels(secret);
    for (String stage : stages) {
      for (Map.Entry<String, List<String>> other : all.entrySet()) {
        if (!other.getKey().equals(version)
            && other.getValue().contains(stage)
            && all.getOrDefault(version, List.of()).contains(stage)) {
          any = true;
          secrets.updateSecretVersionStage(
              r -> r.secretId(secret).versionStage(stage).removeFromVersionId(other.getKey()));
        }
      }
    }
    return any;
  }

  @Override
  public void close() {
    iam.close();
    secrets.close();
  }

  private List<AccessKeyMetadata> of(String user) {
    try {
      return iam.listAccessKeys(r -> r.userName(user)).accessKeyMetadata();
    } catch (NoSuchEntityException none) {
      return List.of();
    }
  }
}
