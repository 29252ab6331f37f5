package dev.keyturn.app.cli;

import dev.keyturn.port.WorkQueue;
import dev.keyturn.sim.SimulatedOrganization;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.organizations.OrganizationTree;
import java.time.Duration;
import java.util.List;

/** A member account of several adopted secrets whose keys are due, and a shell at its hub's. */
final class LargeAccount implements AutoCloseable {
  private static final List<String> USERS = List.of("a", "b", "c", "d", "e");

  /** How many secrets it has. */
  static final int SIZE = USERS.size();

  private final SimulatedOrganization organization;
  private final Shell shell;

  LargeAccount(WorkQueue queue) {
    WorldBuilder member =
        WorldBuilder.seeded(7)
            .account(Members.WEB)
            .lag(PropagationDelays.none())
            .role("keyturn", Members.HUB_ALONE);
    for (String user : USERS) {
      member
          .user(user, it -> it.key(Duration.ofDays(100)))
          .secret("prod/" + user, it -> it.keyOf(user));
    }
    organization =
        SimulatedOrganization.managedBy(
                WorldBuilder.seeded(1).account(Members.HUB).lag(PropagationDelays.none()))
            .account("large", OrganizationTree.ROOT, member);
    shell = new Shell(organization.management()).queue(queue).env("KEYTURN_SPREAD", "0s");
    try (Shell there = new Shell(world())) {
      for (String user : USERS) {
        if (there.type("adopt %s --secret prod/%s".formatted(user, user)).exit() != 0) {
          throw new AssertionError(there.everything());
        }
      }
    }
  }

  private World world() {
    return organization.account(Members.WEB);
  }

  Shell shell() {
    return shell;
  }

  /** Whose secrets have the keys that they began with. */
  List<String> notRotated() {
    return USERS.stream()
        .filter(user ->
            world()
                .secrets()
                .secret("prod/" + user)
                .orElseThrow()
                .labelled("AWSCURRENT")
                .orElseThrow()
                .text()
                .contains(world().credentials(user, 0).accessKeyId()))
        .toList();
  }

  @Override
  public void close() {
    shell.close();
  }
}
