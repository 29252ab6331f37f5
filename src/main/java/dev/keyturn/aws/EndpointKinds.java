package dev.keyturn.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.endpoint.DualstackEnabledProvider;
import software.amazon.awssdk.awscore.endpoint.FipsEnabledProvider;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.EndpointTag;

/**
 * Which kind of AWS's endpoints is asked for, by the settings that the SDK's own clients go by:
 * {@code AWS_USE_FIPS_ENDPOINT} and {@code AWS_USE_DUALSTACK_ENDPOINT}, or the profile's.
 */
final class EndpointKinds {
  private EndpointKinds() {}

  /**
   * The kinds that are on; none for the ordinary endpoints.
   *
   * @param profile whose settings count
   */
  static List<EndpointTag> of(Supplier<ProfileFile> profiles, String profile) {
    List<EndpointTag> kinds = new ArrayList<>();
    boolean fips =
        FipsEnabledProvider.builder()
            .profileFile(profiles)
            .profileName(profile)
            .build()
            .isFipsEnabled()
            .orElse(false);
    boolean dualStack =
        DualstackEnabledProvider.builder()
            .profileFile(profiles)
            .profileName(profile)
            .build()
            .isDualstackEnabled()
            .orElse(false);
    if (fips) {
      kinds.add(EndpointTag.FIPS);
    }
    if (dualStack) {
      kinds.add(EndpointTag.DUALSTACK);
    }
    return kinds;
  }
}
