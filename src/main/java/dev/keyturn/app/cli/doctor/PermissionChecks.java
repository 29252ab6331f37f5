package dev.keyturn.app.cli.doctor;

import dev.keyturn.aws.PolicyQuestion.Decision;
import dev.keyturn.result.SetupCheck;
import dev.keyturn.result.SetupCheck.Area;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one may do, of all that a rotation needs. What was just done, or denied, is known best; the
 * rest is as IAM's policy simulator says, which has to be given the tags that policies look at.
 *
 * @param done reads that were made: whether AWS let them be
 * @param decisions the simulator's, as far as it could be asked
 * @param about the secret that both are about; empty where there is none yet
 * @param grant how the missing ones are granted
 * @param unasked why the simulator was not asked, or did not answer; empty where it did
 */
public record PermissionChecks(
    Map<String, Boolean> done,
    Map<String, Decision> decisions,
    Optional<String> about,
    String grant,
    String unasked) {
  private static final String SIMULATE = "iam:SimulatePrincipalPolicy";

  public PermissionChecks {
    done = Map.copyOf(done);
    decisions = Map.copyOf(decisions);
  }

  /** A check for each action. */
  public List<SetupCheck> checks() {
    List<SetupCheck> checks = new ArrayList<>();
    for (NeededAction needed : NeededAction.values()) {
      checks.add(check(needed));
    }
    return checks;
  }

  private SetupCheck check(NeededAction needed) {
    Boolean was = done.get(needed.action());
    if (was != null) {
      return was
          ? SetupCheck.ok(Area.AWS, needed.action(), "allowed: it was done")
          : SetupCheck.failed(Area.AWS, needed.action(), "denied: it was tried", grant);
    }
    Decision decision = decisions.get(needed.action());
    if (decision == null) {
      return SetupCheck.notChecked(
          Area.AWS,
          needed.action(),
          "nothing but IAM's policy simulator could tell: " + unasked,
          "Grant " + SIMULATE + " to whoever runs doctor.");
    }
    return switch (decision) {
      case ALLOWED -> SetupCheck.ok(Area.AWS, needed.action(), "allowed, by " + SIMULATE);
      case DENIED ->
          SetupCheck.failed(
              Area.AWS,
              needed.action(),
              "denied explicitly, by " + SIMULATE + " on " + about.orElse("*"),
              "A policy denies it, which no grant outweighs: have that policy changed.");
      case NOT_ALLOWED -> notAllowed(needed);
    };
  }

  /** Where there is no secret yet, a policy for some secrets and users looks like none. */
  private SetupCheck notAllowed(NeededAction needed) {
    return about.isPresent() || needed.about() == NeededAction.About.NOTHING
        ? SetupCheck.failed(
            Area.AWS,
            needed.action(),
            "not allowed, by %s on %s".formatted(SIMULATE, about.orElse("*")),
            grant)
        : SetupCheck.notChecked(
            Area.AWS,
            needed.action(),
            "not allowed for all, and no secret is adopted yet that could be asked about",
            "keyturn doctor SECRET");
  }
}
