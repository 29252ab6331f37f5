package dev.keyturn.aws;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.profiles.ProfileFileLocation;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;

/**
 * AWS's shared configuration and credentials files, read once. The SDK reads both whenever it makes
 * a client, whoever that acts as, and refuses all of it for one line that it does not like, which
 * the AWS CLI may well take.
 */
public final class SharedFiles {
  /** The profile that is meant where nobody names one. */
  static final String DEFAULT = "default";

  /** Where there are none. */
  public static final SharedFiles NONE =
      new SharedFiles(ProfileFile.aggregator().build(), Map.of(), Map.of());

  private final ProfileFile profiles;
  private final Map<ProfileFile.Type, String> problems;

  private final Map<ProfileFile.Type, Path> paths;

  private SharedFiles(
      ProfileFile profiles,
      Map<ProfileFile.Type, String> problems,
      Map<ProfileFile.Type, Path> paths) {
    this.profiles = profiles;
    this.problems = Map.copyOf(problems);
    this.paths = Map.copyOf(paths);
  }

  /** Reads what there is; a file that is not there has no profiles. */
  public static SharedFiles read() {
    return read(
        ProfileFileLocation.configurationFilePath(), ProfileFileLocation.credentialsFilePath());
  }

  static SharedFiles read(Path configuration, Path credentials) {
    ProfileFile.Aggregator all = ProfileFile.aggregator();
    Map<ProfileFile.Type, String> problems = new EnumMap<>(ProfileFile.Type.class);
    add(all, configuration, ProfileFile.Type.CONFIGURATION, problems);
    add(all, credentials, ProfileFile.Type.CREDENTIALS, problems);
    return new SharedFiles(
        all.build(),
        problems,
        Map.of(
            ProfileFile.Type.CONFIGURATION,
            configuration,
            ProfileFile.Type.CREDENTIALS,
            credentials));
  }

  private static void add(
      ProfileFile.Aggregator all,
      Path path,
      ProfileFile.Type type,
      Map<ProfileFile.Type, String> problems) {
    if (!Files.isRegularFile(path)) {
      return;
    }
    try {
      all.addFile(ProfileFile.builder().content(path).type(type).build());
    } catch (IllegalArgumentException | SdkException | UncheckedIOException e) {
      problems.put(type, "%s cannot be used: %s".formatted(path, firstLine(e)));
    }
  }

  /** The profiles of the files that can be used. */
  ProfileFile profiles() {
    return profiles;
  }

  /** Where a file of that kind was looked for. */
  Optional<Path> path(ProfileFile.Type type) {
    return Optional.ofNullable(paths.get(type));
  }

  /** What is wrong with the others, with file and line, half a sentence each. */
  public List<String> problems() {
    return problems.values().stream().sorted().toList();
  }

  /** Has the SDK pass over the files of this process that it would stumble over. */
  void passOver() {
    problems
        .keySet()
        .forEach(type ->
            System.setProperty(
                type == ProfileFile.Type.CONFIGURATION
                    ? ProfileFileSystemSetting.AWS_CONFIG_FILE.property()
                    : ProfileFileSystemSetting.AWS_SHARED_CREDENTIALS_FILE.property(),
                "/dev/null"));
  }

  /**
   * The name of the profile that is meant.
   *
   * @param typed in place of {@code AWS_PROFILE}; where neither says one, it is {@code default}
   */
  static String meant(Optional<String> typed) {
    return typed.or(ProfileFileSystemSetting.AWS_PROFILE::getNonDefaultStringValue).orElse(DEFAULT);
  }

  /** A property of a profile. */
  Optional<String> property(String profile, String name) {
    return profiles
        .profile(profile)
        .flatMap(it -> it.property(name))
        .filter(text -> !text.isBlank());
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("it cannot be read");
  }
}
