package dev.keyturn.app.cli;

import dev.keyturn.sim.SimulatedOrganization;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.Paging;
import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.organizations.OrganizationTree;
import dev.keyturn.sim.sts.RoleTrust;
import java.time.Duration;
import java.util.List;

/**
 * An organization of a hub and some members, in each of which a secret is adopted whose key is
 * overdue, and a role stands that trusts the hub. A shell at the hub's is given.
 */
final class Members implements AutoCloseable {
  static final String HUB = "111111111111";
  static final String WEB = "222222222222";
  static final String SHOP = "333333333333";
  static final String BLOG = "444444444444";
  static final String SECRET = "prod/web/iam";
  static final String UNIT = "ou-ab12-11111111";
  static final String INNER_UNIT = "ou-ab12-22222222";
  static final RoleTrust HUB_ALONE = RoleTrust.of("arn:aws:iam::111111111111:role/Administrator");

  private final SimulatedOrganization organization;
  private final Shell shell;

  Members() {
    organization =
        SimulatedOrganization.managedBy(
                WorldBuilder.seeded(1)
                    .account(HUB)
                    .lag(PropagationDelays.none())
                    .paging(new Paging(0.5, 0.5)))
            .unit(UNIT, "Workloads", OrganizationTree.ROOT)
            .unit(INNER_UNIT, "Inner", UNIT)
            .account("web", UNIT, member(WEB))
            .account("shop", INNER_UNIT, member(SHOP))
            .account("blog", OrganizationTree.ROOT, member(BLOG));
    shell = new Shell(organization.management());
    // Its keys are overdue when they are adopted, and to be rotated by the next run.
    shell.env("KEYTURN_SPREAD", "0s");
    List.of(WEB, SHOP, BLOG).forEach(this::adopt);
  }

  private static WorldBuilder member(String id) {
    return WorldBuilder.seeded(Long.parseLong(id))
        .account(id)
        .lag(PropagationDelays.none())
        .role("keyturn", HUB_ALONE)
        .user("web", user -> user.key(Duration.ofDays(100)))
        .secret(SECRET, secret -> secret.keyOf("web"));
  }

  private void adopt(String id) {
    try (Shell there = new Shell(account(id))) {
      if (there.type("adopt web --secret " + SECRET).exit() != 0) {
        throw new AssertionError(there.everything());
      }
    }
  }

  SimulatedOrganization organization() {
    return organization;
  }

  Shell shell() {
    return shell;
  }

  World account(String id) {
    return organization.account(id);
  }

  /** Whether the account's secret has another key than the one it began with. */
  boolean isRotated(String id) {
    World world = account(id);
    String current =
        world.secrets().secret(SECRET).orElseThrow().labelled("AWSCURRENT").orElseThrow().text();
    return !current.contains(world.credentials("web", 0).accessKeyId());
  }

  @Override
  public void close() {
    shell.close();
  }
}
