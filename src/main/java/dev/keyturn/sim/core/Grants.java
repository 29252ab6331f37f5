package dev.keyturn.sim.core;

import java.util.HashSet;
import java.util.Set;

/**
 * What one principal may do. An action is written {@code iam:CreateAccessKey}, {@code iam:*} or
 * {@code *}. As in IAM, a denial beats any permission.
 *
 * @param allowed the actions that are allowed
 * @param denied the actions that are denied
 */
public record Grants(Set<String> allowed, Set<String> denied) {
  /** Nothing allowed, nothing denied: what a new IAM user has. */
  public static final Grants NONE = new Grants(Set.of(), Set.of());

  /** Everything allowed. */
  public static final Grants ALL = new Grants(Set.of("*"), Set.of());

  public Grants {
    allowed = Set.copyOf(allowed);
    denied = Set.copyOf(denied);
  }

  /** The same with exactly these permissions. */
  public Grants allowing(Set<String> actions) {
    return new Grants(actions, denied);
  }

  /** The same with these denials added. */
  public Grants denying(Set<String> actions) {
    Set<String> more = new HashSet<>(denied);
    more.addAll(actions);
    return new Grants(allowed, more);
  }

  /** The same without any denial. */
  public Grants pardoned() {
    return new Grants(allowed, Set.of());
  }

  /** Whether the action is denied in so many words. */
  public boolean denies(String action) {
    return covers(denied, action);
  }

  /** Whether the action is allowed and not denied. */
  public boolean allows(String action) {
    return covers(allowed, action) && !denies(action);
  }

  private static boolean covers(Set<String> patterns, String action) {
    return !patterns.isEmpty()
        && (patterns.contains("*")
            || patterns.contains(action)
            || patterns.contains(action.substring(0, action.indexOf(':') + 1) + "*"));
  }
}
