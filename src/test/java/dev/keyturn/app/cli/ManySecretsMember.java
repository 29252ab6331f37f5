package dev.keyturn.app.cli;

import dev.keyturn.port.WorkQueue;
import dev.keyturn.sim.CallLog;
import dev.keyturn.sim.SimulatedOrganization;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.organizations.OrganizationTree;
import java.time.Duration;
import java.time.Instant;

/** A member account of an {@link AdoptedFleet}, a shell at its hub's, and the calls it makes. */
final class ManySecretsMember implements AutoCloseable {
  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

  private final SimulatedOrganization organization;
  private final Shell shell;
  private final CallLog calls = new CallLog();

  /**
   * An hour after the last adoption.
   *
   * @param due how many of them are to be rotated
   */
  ManySecretsMember(int secrets, int due, WorkQueue queue) {
    PropagationDelays lag = PropagationDelays.none();
    organization =
        SimulatedOrganization.managedBy(
                WorldBuilder.seeded(1)
                    .at(NOW.minus(Duration.ofHours(1)))
                    .account(Members.HUB)
                    .lag(lag))
            .account(
                "many",
                OrganizationTree.ROOT,
                AdoptedFleet.builder(secrets, due, NOW, lag)
                    .account(Members.WEB)
                    .role("keyturn", Members.HUB_ALONE));
    shell = new Shell(organization.management()).queue(queue);
    shell.world().advance(Duration.ofHours(1));
    shell.gateway().observe(calls);
  }

  Shell shell() {
    return shell;
  }

  CallLog calls() {
    return calls;
  }

  World world() {
    return organization.account(Members.WEB);
  }

  /** How many secrets were looked at closely so far. */
  int looks() {
    return calls.count("secretsmanager:GetSecretValue");
  }

  @Override
  public void close() {
    shell.close();
  }
}
