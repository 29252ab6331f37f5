package dev.keyturn.aws;

import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** Parts of AWS that know nothing of each other: a session of one is nobody in another. */
public final class Partitions {
  private Partitions() {}

  /** The partition of a Region, such as {@code aws} or {@code aws-us-gov}, by the SDK's data. */
  public static String of(String region) {
    return PartitionMetadata.of(Region.of(region)).id();
  }
}
