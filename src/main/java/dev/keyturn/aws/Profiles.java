package dev.keyturn.aws;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.SecretText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileProperty;

/**
 * The access keys that people keep in AWS's shared files ({@code ~/.aws/credentials} and {@code
 * ~/.aws/config}, or where {@code AWS_SHARED_CREDENTIALS_FILE} and {@code AWS_CONFIG_FILE} point),
 * to be taken into a secret.
 */
public final class Profiles {
  /** What came of looking. */
  public sealed interface Result {
    /** A key that a rotation can take over. */
    record Found(AccessKeyId id, SecretText secretAccessKey) implements Result {}

    /**
     * There is no such profile.
     *
     * @param others the names of those that there are
     */
    record NotFound(List<String> others) implements Result {}

    /**
     * The profile has no access key of an IAM user.
     *
     * @param why in half a sentence, such as "its key is temporary"
     */
    record NotLongTerm(String why) implements Result {}

    /** One of the files cannot be read. What is wrong is not told: it could quote a secret. */
    record Unreadable() implements Result {}
  }

  /** What makes a profile's credentials come from elsewhere, in words. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          ProfileProperty.ROLE_ARN,
          "it takes on a role",
          "sso_session",
          "it signs in with IAM Identity Center (SSO)",
          ProfileProperty.SSO_START_URL,
          "it signs in with IAM Identity Center (SSO)",
          ProfileProperty.WEB_IDENTITY_TOKEN_FILE,
          "it signs in with a web identity",
          ProfileProperty.CREDENTIAL_PROCESS,
          "its credentials come from a program");

  private static final String TEMPORARY = "ASIA";

  private Profiles() {}

  /** Looks for the profile of that name in the shared files, all of which must be readable. */
  public static Result read(SharedFiles files, String profile) {
    return files.problems().isEmpty() ? read(files.profiles(), profile) : new Result.Unreadable();
  }

  static Result read(ProfileFile file, String name) {
    Optional<Profile> profile = file.profile(name);
    return profile
        .map(Profiles::read)
        .orElseGet(() -> new Result.NotFound(List.copyOf(new TreeSet<>(file.profiles().keySet()))));
  }

  private static Result read(Profile profile) {
    Map<String, String> has = profile.properties();
    Optional<String> elsewhere =
        ELSEWHERE.keySet().stream().filter(has::containsKey).sorted().findFirst();
    if (elsewhere.isPresent()) {
      return new Result.NotLongTerm(ELSEWHERE.getOrDefault(elsewhere.get(), "it has no key"));
    }
    String id = has.getOrDefault(ProfileProperty.AWS_ACCESS_KEY_ID, "");
    String secret = has.getOrDefault(ProfileProperty.AWS_SECRET_ACCESS_KEY, "");
    if (has.containsKey(ProfileProperty.AWS_SESSION_TOKEN) || id.startsWith(TEMPORARY)) {
      return new Result.NotLongTerm("its key is temporary");
    }
    return AccessKeyId.isValid(id) && !secret.isEmpty()
        ? new Result.Found(new AccessKeyId(id), SecretText.of(secret))
        : new Result.NotLongTerm("it has no complete access key");
  }
}
