package dev.keyturn.sim.core;

import java.time.Duration;

/**
 * What stays the same all through the life of a world and its forks.
 *
 * @param accountId twelve digits
 * @param region the region that Secrets Manager lives in; IAM is always in us-east-1
 * @param lag how slowly news of a key spreads
 * @param paging how unkindly answers are cut
 * @param staleQuota the quota of two keys does not see keys younger than this (eight keys on one
 *     user were seen after quick creations); zero for an exact count
 * @param callTime how much virtual time passes with each call
 * @param reportTime how long the credential report takes to be made
 * @param rotation when rotation functions are called
 */
public record Settings(
    String accountId,
    String region,
    PropagationDelays lag,
    Paging paging,
    Duration staleQuota,
    Duration callTime,
    Duration reportTime,
    RotationTiming rotation) {
  public Settings {
    if (accountId.length() != 12 || !accountId.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("an account ID has twelve digits");
    }
  }
}
