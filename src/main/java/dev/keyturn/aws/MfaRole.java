package dev.keyturn.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileProperty;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/**
 * A role that wants an MFA device's code, alone or at the end of a chain of profiles. The SDK for
 * Java neither asks for a code nor sends the device (aws-sdk-java-v2, issue 995), so this is done
 * here: the code is asked for once, and the session is kept for as long as it lasts.
 */
final class MfaRole implements AwsCredentialsProvider {
  private static final String MFA_SERIAL = "mfa_serial";

  /** A session is not begun with when it ends within this. */
  private static final Duration MARGIN = Duration.ofMinutes(1);

  private final AwsSettings settings;
  private final SharedFiles files;
  private final KnownSecrets known;
  private final Login login;
  private final Profile profile;
  private @Nullable AwsCredentials session;
  private Instant end = Instant.MIN;

  MfaRole(
      AwsSettings settings, SharedFiles files, KnownSecrets known, Login login, Profile profile) {
    this.settings = settings;
    this.files = files;
    this.known = known;
    this.login = login;
    this.profile = profile;
  }

  /** Whether the profile, or one that it takes its credentials from, names a device. */
  static boolean isNeeded(SharedFiles files, Profile profile) {
    Optional<Profile> at = Optional.of(profile);
    for (int depth = 0; at.isPresent() && depth < 10; depth++) {
      if (at.get().property(MFA_SERIAL).isPresent()
          && at.get().property(ProfileProperty.ROLE_ARN).isPresent()) {
        return true;
      }
      at = source(files, at.get());
    }
    return false;
  }

  private static Optional<Profile> source(SharedFiles files, Profile of) {
    return of.property(ProfileProperty.SOURCE_PROFILE)
        .filter(name -> !name.equals(of.name()))
        .flatMap(files.profiles()::profile);
  }

  @Override
  public synchronized AwsCredentials resolveCredentials() {
    AwsCredentials kept = session;
    if (kept != null && settings.baseClock().instant().isBefore(end.minus(MARGIN))) {
      return kept;
    }
    AssumeRoleResponse assumed = assume(profile);
    AwsCredentials made =
        AwsSessionCredentials.builder()
            .accessKeyId(assumed.credentials().accessKeyId())
            .secretAccessKey(assumed.credentials().secretAccessKey())
            .sessionToken(assumed.credentials().sessionToken())
            .expirationTime(assumed.credentials().expiration())
            .build();
    session = made;
    end = assumed.credentials().expiration();
    return made;
  }

  private AssumeRoleResponse assume(Profile role) {
    Optional<String> serial = role.property(MFA_SERIAL);
    Optional<String> code = serial.map(device -> code(role, device));
    AwsCredentialsProvider from = from(role);
    try (StsClient sts = sts(role, from)) {
      return sts.assumeRole(request -> {
        request
            .roleArn(role.property(ProfileProperty.ROLE_ARN).orElseThrow())
            .roleSessionName(role.property(ProfileProperty.ROLE_SESSION_NAME).orElse("keyturn"))
            .serialNumber(serial.orElse(null))
            .tokenCode(code.orElse(null));
        role.property(ProfileProperty.EXTERNAL_ID).ifPresent(request::externalId);
        role.property("duration_seconds")
            .filter(text -> text.matches("\\d{1,6}"))
            .map(Integer::valueOf)
            .ifPresent(request::durationSeconds);
      });
    }
  }

  private String code(Profile role, String device) {
    return settings
        .mfa()
        .code(role.name(), device)
        .orElseThrow(() ->
            new UnconfiguredException(
                "Profile %s wants a code of the MFA device %s, and there is no terminal to ask on."
                    .formatted(role.name(), device),
                "Type it: --mfa-code CODE. For a schedule, use a role without MFA.",
                null));
  }

  /** Whoever may assume the role. */
  private AwsCredentialsProvider from(Profile role) {
    Optional<Profile> source = source(files, role);
    if (source.isPresent() && isNeeded(files, source.get())) {
      return new MfaRole(settings, files, known, login, source.get());
    }
    String name =
        role.property(ProfileProperty.SOURCE_PROFILE)
            .orElseThrow(() ->
                new UnconfiguredException(
                    "Profile %s names an MFA device and no source_profile, whose device it would be."
                        .formatted(role.name()),
                    "Write source_profile = NAME into it.",
                    null));
    AwsCredentialsProvider keys = Login.keysOf(files, name);
    return () -> known.add(keys.resolveCredentials());
  }

  private StsClient sts(Profile role, AwsCredentialsProvider from) {
    var builder =
        StsClient.builder()
            .region(role.property(ProfileProperty.REGION).map(Region::of).orElseGet(login::region))
            .credentialsProvider(from)
            .httpClient(
                settings
                    .http()
                    .map(made -> made.get())
                    .orElseGet(() -> settings.network().client()))
            .overrideConfiguration(
                o -> o.defaultProfileFile(files.profiles()).defaultProfileName(login.profile()));
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }
}
