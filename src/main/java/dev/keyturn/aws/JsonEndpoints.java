package dev.keyturn.aws;

import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.endpoint.AwsClientEndpointProvider;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.PartitionEndpointKey;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Where services are that have no client here, as the SDK has it: its settings for other endpoints,
 * and its data on partitions.
 *
 * @param override one endpoint for all of them
 * @param profile whose settings count
 */
record JsonEndpoints(
    Optional<URI> override,
    Supplier<Region> region,
    Supplier<ProfileFile> profiles,
    String profile) {

  /** Where the environment or the profile says; else where the SDK's data on the Region say. */
  URI of(JsonService service) {
    AwsClientEndpointProvider.Builder said =
        AwsClientEndpointProvider.builder()
            .serviceEndpointOverrideEnvironmentVariable(service.variable())
            .serviceEndpointOverrideSystemProperty(service.systemProperty())
            .serviceProfileProperty(service.profileProperty())
            .profileFile(profiles)
            .profileName(profile);
    override.ifPresent(said::clientEndpointOverride);
    return said.resolveFromOverrides().orElseGet(() -> regional(service));
  }

  /** All of them have an endpoint in each Region, by the pattern of its partition. */
  private URI regional(JsonService service) {
    Region in = region.get();
    PartitionEndpointKey key =
        PartitionEndpointKey.builder().tags(EndpointKinds.of(profiles, profile)).build();
    PartitionMetadata partition = PartitionMetadata.of(in);
    return URI.create(
        "https://"
            + partition
                .hostname(key)
                .replace("{service}", service.prefix())
                .replace("{region}", in.id())
                .replace("{dnsSuffix}", partition.dnsSuffix(key)));
  }
}
