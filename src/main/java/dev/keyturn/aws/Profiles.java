package dev.keyturn.aws;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.SecretText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

    /**
     * What is written there cannot be used, by the AWS CLI neither.
     *
     * @param where the file, and the line in it
     * @param what is wrong and what to do, in a sentence without its end; never a value, which
     *     could be a secret
     */
    record Unusable(String where, String what) implements Result {}
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
          "login_session",
          "it signs in with aws login",
          ProfileProperty.WEB_IDENTITY_TOKEN_FILE,
          "it signs in with a web identity",
          ProfileProperty.CREDENTIAL_PROCESS,
          "its credentials come from a program");

  private static final String TEMPORARY = "ASIA";

  private final String name;

  private Profiles(String name) {
    this.name = name;
  }

  /**
   * Looks for the profile of that name as the AWS CLI does: the pair of one file, and that of the
   * credentials file first. A session token beside a user's key is passed over: it is empty, or was
   * left there, as such a key has none.
   */
  public static Result read(SharedFiles files, String profile) {
    return new Profiles(profile).read(files);
  }

  private Result read(SharedFiles files) {
    List<Found> found = new ArrayList<>();
    Set<String> others = new TreeSet<>();
    for (ProfileFile.Type type :
        List.of(ProfileFile.Type.CREDENTIALS, ProfileFile.Type.CONFIGURATION)) {
      Optional<Path> path = files.path(type).filter(Files::isRegularFile);
      if (path.isEmpty()) {
        continue;
      }
      CliProfileFile file;
      try {
        file = CliProfileFile.read(Files.readString(path.get()));
      } catch (IOException e) {
        return new Result.Unusable(
            path.get().toString(), "it cannot be read as text in UTF-8. Correct that");
      }
      if (!file.problems().isEmpty()) {
        CliProfileFile.Problem first = file.problems().getFirst();
        return unusable(path.get(), first.line(), first.what());
      }
      Map<String, Map<String, CliProfileFile.Property>> profiles =
          type == ProfileFile.Type.CREDENTIALS ? file.credentials() : file.configuration();
      others.addAll(profiles.keySet());
      Optional.ofNullable(profiles.get(name))
          .ifPresent(has -> found.add(new Found(path.get(), has)));
    }
    return found.isEmpty() ? new Result.NotFound(List.copyOf(others)) : key(found);
  }

  /** The profile as one file has it. */
  private record Found(Path path, Map<String, CliProfileFile.Property> has) {}

  private static Result key(List<Found> found) {
    Optional<String> elsewhere =
        ELSEWHERE.keySet().stream()
            .filter(way -> found.stream().anyMatch(in -> in.has().containsKey(way)))
            .sorted()
            .findFirst();
    if (elsewhere.isPresent()) {
      return new Result.NotLongTerm(ELSEWHERE.getOrDefault(elsewhere.get(), "it has no key"));
    }
    return found.stream()
        .filter(in -> in.has().containsKey(ProfileProperty.AWS_ACCESS_KEY_ID))
        .findFirst()
        .map(Profiles::key)
        .orElseGet(() -> new Result.NotLongTerm("it has no access key"));
  }

  private static Result key(Found in) {
    CliProfileFile.Property id = in.has().get(ProfileProperty.AWS_ACCESS_KEY_ID);
    CliProfileFile.Property secret = in.has().get(ProfileProperty.AWS_SECRET_ACCESS_KEY);
    if (id == null) {
      return new Result.NotLongTerm("it has no complete access key");
    }
    // First: where its line goes on, the next one is the secret access key's.
    Optional<Result.Unusable> ofId = flawed(in.path(), ProfileProperty.AWS_ACCESS_KEY_ID, id);
    if (ofId.isPresent()) {
      return ofId.get();
    }
    if (secret == null) {
      return new Result.NotLongTerm("it has no complete access key");
    }
    Optional<Result.Unusable> ofSecret =
        flawed(in.path(), ProfileProperty.AWS_SECRET_ACCESS_KEY, secret);
    if (ofSecret.isPresent()) {
      return ofSecret.get();
    }
    if (id.value().startsWith(TEMPORARY)) {
      return new Result.NotLongTerm("its key is temporary");
    }
    return AccessKeyId.isValid(id.value())
        ? new Result.Found(new AccessKeyId(id.value()), SecretText.of(secret.value()))
        : unusable(
            in.path(),
            id.line(),
            "aws_access_key_id is no ID of an access key, which begins with AKIA. Correct it");
  }

  private static Optional<Result.Unusable> flawed(
      Path path, String name, CliProfileFile.Property property) {
    return flaw(property.value())
        .map(what ->
            unusable(
                path,
                property.goesOnAt() == 0 ? property.line() : property.goesOnAt(),
                what.formatted(name)));
  }

  /** What is wrong with a value that is to be one word, with a place for its name. */
  private static Optional<String> flaw(String value) {
    if (value.isEmpty()) {
      return Optional.of("%s is empty. Fill it in");
    }
    if (value.contains("\n")) {
      return Optional.of(
          "the line is indented deeper than the one above, so that it belongs to the value of %s. Take the indent away");
    }
    if (value.startsWith("\"") || value.startsWith("'")) {
      return Optional.of(
          "the value of %s is in quotes, which the AWS CLI takes for a part of it. Take them off");
    }
    return value.matches("\\S+")
        ? Optional.empty()
        : Optional.of(
            "the value of %s has more behind it, such as a comment, which the AWS CLI takes for a part of it. Take it away");
  }

  private static Result.Unusable unusable(Path path, int line, String what) {
    return new Result.Unusable("%s, line %d".formatted(path, line), what);
  }
}
