package dev.keyturn.process;

import dev.keyturn.packaged.BenchProtocol;
import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.SimServer;
import dev.keyturn.sim.SimulatedOrganization;
import dev.keyturn.sim.VirtualTimers;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.organizations.OrganizationTree;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A simulated organization on a socket, for {@code bench/organization.py}; counted are its calls,
 * and the reads of IAM in the account that had most.
 */
final class OrganizationBench {
  private final AtomicLong calls = new AtomicLong();
  private final Map<String, AtomicLong> readsOfIam = new ConcurrentHashMap<>();

  private OrganizationBench() {}

  /**
   * {@code OrganizationBench ACCOUNTS SECRETS}: so many accounts of so many adopted secrets each,
   * of which nothing is due.
   */
  public static void main(String[] args) throws IOException {
    SimulatedOrganization organization =
        SimulatedOrganization.managedBy(WorldBuilder.seeded(1).account("111111111111"));
    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
      organization.account(
          "a" + i, OrganizationTree.ROOT, ManyAccountsIT.member(i, Integer.parseInt(args[1])));
    }
    new OrganizationBench().serve(organization.management());
  }

  private void serve(World hub) throws IOException {
    Gateway gateway =
        new Gateway(hub)
            .signatureClock(InstantSource.system())
            .observe((call, result, world) -> {
              calls.incrementAndGet();
              if (call.action().startsWith("iam:") && call.reads()) {
                readsOfIam
                    .computeIfAbsent(world.settings().accountId(), account -> new AtomicLong())
                    .incrementAndGet();
              }
            });
    VirtualTimers timers = new VirtualTimers(InstantSource.system(), hub.now(), 1);
    try (SimServer server = SimServer.start(gateway, 0, timers)) {
      BenchProtocol.speak(server.endpoint(), hub, this::counts);
    }
  }

  private String counts() {
    long most = readsOfIam.values().stream().mapToLong(AtomicLong::get).max().orElse(0);
    readsOfIam.clear();
    return "%d %d".formatted(calls.getAndSet(0), most);
  }
}
