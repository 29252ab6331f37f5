package dev.keyturn.sim.sts;

import dev.keyturn.sim.core.Caller;
import java.util.List;
import java.util.Optional;

/**
 * Whom a role trusts, as far as it is simulated: a statement that allows {@code sts:AssumeRole}.
 *
 * @param principals ARNs of users and roles, and of accounts ({@code arn:aws:iam::1:root}), any of
 *     whose permitted callers are meant
 * @param externalId the condition on {@code sts:ExternalId}; empty for none
 * @param takesSourceIdentity whether {@code sts:SetSourceIdentity} is allowed besides
 */
public record RoleTrust(
    List<String> principals, Optional<String> externalId, boolean takesSourceIdentity) {
  public RoleTrust {
    principals = List.copyOf(principals);
  }

  /** These, with any source identity and without an external ID. */
  public static RoleTrust of(String... principals) {
    return new RoleTrust(List.of(principals), Optional.empty(), true);
  }

  /** The same, for whoever names this external ID. */
  public RoleTrust withExternalId(String id) {
    return new RoleTrust(principals, Optional.of(id), takesSourceIdentity);
  }

  /** The same, for whoever sets no source identity. */
  public RoleTrust withoutSourceIdentity() {
    return new RoleTrust(principals, externalId, false);
  }

  /**
   * Whether somebody may assume the role.
   *
   * @param namedId the external ID in the request, or empty text
   */
  boolean admits(Caller caller, String namedId) {
    return principals.stream().anyMatch(principal -> isMeant(principal, caller))
        && externalId.map(id -> id.equals(namedId)).orElse(true);
  }

  /** A role that is trusted by its ARN is trusted in each of its sessions. */
  private static boolean isMeant(String principal, Caller caller) {
    String account = "arn:aws:iam::" + caller.account() + ":";
    return principal.equals(caller.arn())
        || principal.equals(account + "root")
        || principal.equals(account + caller.principal());
  }
}
