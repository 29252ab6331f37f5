package dev.keyturn.app.cli.demo;

import java.util.List;

/**
 * What a simulation came to.
 *
 * @param consumerCalls calls that consumers made
 * @param failedCalls those that were refused
 * @param created keys that were created
 * @param promoted times that AWSCURRENT moved to another key
 * @param deactivated keys that were switched off
 * @param deleted keys that were deleted after they had been current
 * @param orphans keys that were created, never stored, and deleted again
 * @param lockedOut users whose secret names, at the end, no key that works
 * @param callsPerRotation AWS calls of the runs that moved AWSCURRENT, proofs of the new key aside
 */
public record Scoreboard(
    int consumerCalls,
    int failedCalls,
    int created,
    int promoted,
    int deactivated,
    int deleted,
    int orphans,
    List<String> lockedOut,
    List<Integer> callsPerRotation) {
  public Scoreboard {
    lockedOut = List.copyOf(lockedOut);
    callsPerRotation = List.copyOf(callsPerRotation);
  }
}
