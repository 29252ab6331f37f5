package dev.keyturn.aws;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFileSystemSetting;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/**
 * Whom requests are signed as, found where any AWS tool finds it. Where a profile is meant, its
 * provider is asked by itself: the SDK's chain drops the cause of what a profile failed for, and
 * lists every other way instead.
 */
final class Login {
  private static final int LONGEST = 400;
  private static final int DEEPEST = 10;

  private final AwsSettings settings;
  private final SharedFiles files;
  private final KnownSecrets known;

  Login(AwsSettings settings, SharedFiles files, KnownSecrets known) {
    this.settings = settings;
    this.files = files;
    this.known = known;
  }

  /** The Region of the connection. */
  Region region() {
    if (settings.region().isPresent()) {
      return Region.of(settings.region().get());
    }
    if (isNamed() && files.profiles().profile(profile()).isEmpty()) {
      throw noSuchProfile(profile());
    }
    try {
      return DefaultAwsRegionProviderChain.builder()
          .profileFile(files::profiles)
          .profileName(profile())
          .build()
          .getRegion();
    } catch (SdkException e) {
      if (!files.problems().isEmpty()) {
        throw unreadable(files.problems());
      }
      throw new UnconfiguredException(
          "No Region is configured.",
          "Set AWS_REGION (or AWS_DEFAULT_REGION), type --region, or write region into the profile %s."
              .formatted(profile()),
          e);
    }
  }

  /** The profile that is meant: by its name, by {@code AWS_PROFILE}, or else {@code default}. */
  String profile() {
    return SharedFiles.meant(settings.profile());
  }

  /** Whether somebody has named the profile, and no keys of the environment stand before it. */
  private boolean isNamed() {
    return settings.profile().isPresent()
        || (ProfileFileSystemSetting.AWS_PROFILE.getNonDefaultStringValue().isPresent()
            && !isInEnvironment());
  }

  private static boolean isInEnvironment() {
    return SdkSystemSetting.AWS_ACCESS_KEY_ID.getStringValue().isPresent()
        || SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE.getStringValue().isPresent();
  }

  /** How it is found whom requests are signed as, in words; nobody is asked. */
  String way() {
    if (settings.profile().isEmpty() && isInEnvironment()) {
      return SdkSystemSetting.AWS_ACCESS_KEY_ID.getStringValue().isPresent()
          ? "the environment: AWS_ACCESS_KEY_ID"
          : "the environment: AWS_WEB_IDENTITY_TOKEN_FILE";
    }
    Optional<LoginWay> way = files.profiles().profile(profile()).map(LoginWay::of);
    return isNamed() || way.filter(it -> it != LoginWay.NOTHING).isPresent()
        ? "profile %s%s".formatted(profile(), way.map(it -> ", by " + it.words()).orElse(""))
        : "the role of the container or the instance, where there is one";
  }

  /** Whoever the settings and the environment say; what is wrong with them shows at first use. */
  AwsCredentialsProvider provider() {
    if (settings.profile().isPresent()) {
      return ofProfile(settings.profile().get());
    }
    if (SdkSystemSetting.AWS_ACCESS_KEY_ID.getStringValue().isPresent()) {
      return chain();
    }
    if (SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE.getStringValue().isPresent()) {
      AwsCredentialsProvider web = WebIdentityTokenFileCredentialsProvider.create();
      return () -> resolve(web, Optional.empty(), LoginWay.WEB_IDENTITY);
    }
    Optional<String> named = ProfileFileSystemSetting.AWS_PROFILE.getNonDefaultStringValue();
    boolean hasDefault =
        files.profiles().profile(SharedFiles.DEFAULT).filter(LoginWay::hasAny).isPresent();
    if (named.isPresent() || hasDefault || !files.problems().isEmpty()) {
      return ofProfile(profile());
    }
    if (isInContainer()) {
      AwsCredentialsProvider container = ContainerCredentialsProvider.create();
      return () -> resolve(container, Optional.empty(), LoginWay.CONTAINER);
    }
    return chain();
  }

  /** ECS and EKS Pod Identity set one of these, and nobody else does. */
  private static boolean isInContainer() {
    return SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.getStringValue().isPresent()
        || SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI.getStringValue().isPresent();
  }

  private AwsCredentialsProvider chain() {
    AwsCredentialsProvider chain =
        DefaultCredentialsProvider.builder().profileFile(files::profiles).build();
    return () -> {
      try {
        return chain.resolveCredentials();
      } catch (RuntimeException e) {
        throw new UnconfiguredException(
            "No AWS credentials were found: none in the environment, no profile default in the shared files, and no role of a container or an instance.",
            "Log in (aws login, or aws sso login --profile NAME), then name the profile: --profile NAME or AWS_PROFILE. Or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.",
            e);
      }
    };
  }

  private AwsCredentialsProvider ofProfile(String name) {
    Optional<Profile> profile = files.profiles().profile(name);
    if (profile.isEmpty()) {
      return () -> {
        throw noSuchProfile(name);
      };
    }
    LoginWay way = LoginWay.of(profile.get());
    AwsCredentialsProvider found =
        MfaRole.isNeeded(files, profile.get())
            ? new MfaRole(settings, files, known, this, profile.get())
            : keysOf(files, name);
    return () -> resolve(found, Optional.of(name), way);
  }

  /** Made at first use, as some providers look for their module when they are made. */
  static AwsCredentialsProvider keysOf(SharedFiles files, String profile) {
    Lazy<AwsCredentialsProvider> made =
        new Lazy<>(() ->
            ProfileCredentialsProvider.builder()
                .profileFile(files::profiles)
                .profileName(profile)
                .build());
    return () -> made.get().resolveCredentials();
  }

  private UnconfiguredException noSuchProfile(String name) {
    if (!files.problems().isEmpty()) {
      return unreadable(files.problems());
    }
    Set<String> others = new TreeSet<>(files.profiles().profiles().keySet());
    return new UnconfiguredException(
        "There is no profile %s in AWS's shared files%s."
            .formatted(name, others.isEmpty() ? "" : "; there are: " + String.join(", ", others)),
        "Name one of them by --profile or AWS_PROFILE, or make it: aws configure --profile %s."
            .formatted(name),
        null);
  }

  private static UnconfiguredException unreadable(List<String> problems) {
    return new UnconfiguredException(
        String.join(". ", problems) + ".",
        "Correct that line. The AWS CLI takes some that Keyturn does not: properties that are indented, or written NAME: VALUE. Keys in the environment need no file.",
        null);
  }

  /**
   * Asks a provider.
   *
   * @param profile whose it is; empty where the environment says how
   */
  private AwsCredentials resolve(
      AwsCredentialsProvider provider, Optional<String> profile, LoginWay way) {
    try {
      return provider.resolveCredentials();
    } catch (UnconfiguredException told) {
      throw told;
    } catch (RuntimeException e) {
      throw new UnconfiguredException(
          "%s gives no credentials (by %s): %s"
              .formatted(
                  profile.map("Profile %s"::formatted).orElse("The environment"),
                  way.words(),
                  causes(e)),
          way.remedy(profile),
          e);
    }
  }

  /** What the exception and its causes say, the service's own words first where it spoke. */
  private String causes(Throwable e) {
    Set<String> said = new LinkedHashSet<>();
    List<Throwable> chain = new ArrayList<>();
    for (Throwable at = e; at != null && chain.size() < DEEPEST; at = at.getCause()) {
      chain.add(at);
    }
    for (Throwable at : chain.reversed()) {
      String words =
          at instanceof AwsServiceException refused && refused.awsErrorDetails() != null
              ? refused.awsErrorDetails().errorCode()
                  + ": "
                  + refused.awsErrorDetails().errorMessage()
              : String.valueOf(at.getMessage());
      String line = known.hiddenIn(words.lines().findFirst().orElse(""));
      if (!line.isBlank() && !line.equals("null") && said.stream().noneMatch(line::contains)) {
        said.add(line.strip());
      }
      if (at instanceof AwsServiceException) {
        break;
      }
    }
    String all = String.join(" / ", said);
    return all.length() <= LONGEST ? all : all.substring(0, LONGEST) + "…";
  }
}
