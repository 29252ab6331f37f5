package dev.keyturn.app.cli;

import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.Sdk;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The commands of the AWS CLI that Keyturn prints, typed by an administrator. Each is known with
 * its parameters, as {@code aws help} has them: one that is printed otherwise does not exist.
 */
final class AwsCommands {
  private static final Map<String, Set<String>> PARAMETERS =
      Map.of(
          "iam list-access-keys", Set.of("--user-name"),
          "iam update-access-key", Set.of("--user-name", "--access-key-id", "--status"),
          "iam delete-access-key", Set.of("--user-name", "--access-key-id"),
          "iam get-user", Set.of("--user-name"),
          "iam untag-user", Set.of("--user-name", "--tag-keys"),
          "secretsmanager update-secret-version-stage",
              Set.of(
                  "--secret-id",
                  "--version-stage",
                  "--move-to-version-id",
                  "--remove-from-version-id"),
          "secretsmanager untag-resource", Set.of("--secret-id", "--tag-keys"),
          "secretsmanager restore-secret", Set.of("--secret-id"),
          "secretsmanager rotate-secret", Set.of("--secret-id"),
          "secretsmanager get-resource-policy", Set.of("--secret-id"));

  /** What was typed. */
  private record Given(Map<String, String> options) {
    String get(String option) {
      return Optional.ofNullable(options.get(option))
          .orElseThrow(() -> new AssertionError("an option is missing: " + option));
    }

    @Nullable String orNone(String option) {
      return options.get(option);
    }
  }

  private final IamClient iam;
  private final SecretsManagerClient secrets;

  AwsCommands(Gateway gateway) {
    Sdk sdk = Sdk.of(gateway);
    iam = sdk.iam();
    secrets = sdk.secrets();
  }

  /** Whether a command only looks. */
  static boolean looks(List<String> words) {
    return words.get(2).startsWith("get-") || words.get(2).startsWith("list-");
  }

  /** Types a command, {@code aws} included; what AWS refuses is thrown. */
  void type(List<String> words) {
    String operation = words.get(1) + " " + words.get(2);
    Given given = new Given(parameters(operation, words.subList(3, words.size())));
    switch (operation) {
      case "iam update-access-key" ->
          iam.updateAccessKey(it ->
              it.userName(given.get("--user-name"))
                  .accessKeyId(given.get("--access-key-id"))
                  .status(given.get("--status")));
      case "iam delete-access-key" ->
          iam.deleteAccessKey(it ->
              it.userName(given.get("--user-name")).accessKeyId(given.get("--access-key-id")));
      case "iam list-access-keys" ->
          iam.listAccessKeys(it -> it.userName(given.get("--user-name")));
      case "iam get-user" -> iam.getUser(it -> it.userName(given.get("--user-name")));
      case "iam untag-user" ->
          iam.untagUser(it ->
              it.userName(given.get("--user-name")).tagKeys(given.get("--tag-keys").split(" ")));
      case "secretsmanager update-secret-version-stage" ->
          secrets.updateSecretVersionStage(it ->
              it.secretId(given.get("--secret-id"))
                  .versionStage(given.get("--version-stage"))
                  .moveToVersionId(given.orNone("--move-to-version-id"))
                  .removeFromVersionId(given.orNone("--remove-from-version-id")));
      case "secretsmanager untag-resource" ->
          secrets.untagResource(it ->
              it.secretId(given.get("--secret-id")).tagKeys(given.get("--tag-keys").split(" ")));
      case "secretsmanager restore-secret" ->
          secrets.restoreSecret(it -> it.secretId(given.get("--secret-id")));
      case "secretsmanager rotate-secret" ->
          secrets.rotateSecret(it -> it.secretId(given.get("--secret-id")));
      // The simulated account has no resource policies; whoever asks for one needs the secret.
      case "secretsmanager get-resource-policy" ->
          secrets.describeSecret(it -> it.secretId(given.get("--secret-id")));
      default -> throw new AssertionError("no such command: aws " + operation);
    }
  }

  /** Each option once, with one value; {@code --tag-keys} with as many as there are. */
  private static Map<String, String> parameters(String operation, List<String> words) {
    Set<String> known =
        Optional.ofNullable(PARAMETERS.get(operation))
            .orElseThrow(() -> new AssertionError("no such command: aws " + operation));
    Map<String, String> given = new HashMap<>();
    String option = "";
    for (String word : words) {
      if (word.startsWith("--")) {
        option = word;
        if (!known.contains(option)) {
          throw new AssertionError("no such option: aws %s %s".formatted(operation, option));
        }
      } else if (given.containsKey(option) && !option.equals("--tag-keys")) {
        throw new AssertionError("a word too many: aws %s … %s".formatted(operation, word));
      } else {
        given.merge(option, word, (one, more) -> one + " " + more);
      }
    }
    return given;
  }

  void close() {
    iam.close();
    secrets.close();
  }
}
