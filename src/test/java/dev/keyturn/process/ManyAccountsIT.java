package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.Gateway;
import dev.keyturn.sim.SimServer;
import dev.keyturn.sim.SimulatedOrganization;
import dev.keyturn.sim.VirtualTimers;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.iam.User;
import dev.keyturn.sim.organizations.OrganizationTree;
import dev.keyturn.sim.secrets.Secret;
import dev.keyturn.sim.sts.RoleTrust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program in every account of an organization, over HTTP. How many accounts of twenty
 * secrets is said by {@code -Dkeyturn.accounts}; what it took is printed.
 */
class ManyAccountsIT {
  private static final int ACCOUNTS = Integer.getInteger("keyturn.accounts", 10);
  private static final int SECRETS = 20;
  private static final long PATIENCE_MINUTES = 15;

  @TempDir Path folder;
  private final AtomicLong calls = new AtomicLong();

  @Test
  @DisplayName("An organization of adopted secrets, of which nothing is due, is passed over")
  void pass() throws IOException, InterruptedException {
    SimulatedOrganization organization =
        SimulatedOrganization.managedBy(WorldBuilder.seeded(1).account("111111111111"));
    for (int i = 0; i < ACCOUNTS; i++) {
      organization.account("a" + i, OrganizationTree.ROOT, member(i, SECRETS));
    }
    Gateway gateway = new Gateway(organization.management()).signatureClock(InstantSource.system());
    gateway.observe((call, result, world) -> calls.incrementAndGet());
    VirtualTimers time =
        new VirtualTimers(InstantSource.system(), organization.management().now(), 1);
    try (SimServer server = SimServer.start(gateway, 0, time)) {
      Process process = start(server, organization.management());
      long begun = System.nanoTime();
      long peak = peakOf(process);

      String out = Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
      String err = Files.readString(folder.resolve("err"), StandardCharsets.UTF_8);
      assertThat(process.exitValue()).as(out + err).isZero();
      assertThat(out)
          .contains(
              "%d worked. %d secrets: %d fine."
                  .formatted(ACCOUNTS, ACCOUNTS * SECRETS, ACCOUNTS * SECRETS));
      System.out.printf(
          Locale.ROOT,
          "%d accounts of %d secrets: %d calls in %d s, %d MiB at most%n",
          ACCOUNTS,
          SECRETS,
          calls.get(),
          Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
          peak / 1024);
      // A leak of what is done shows in thousands of accounts.
      assertThat(peak / 1024).isLessThan(300);
    }
  }

  private Process start(SimServer server, World hub) throws IOException {
    return HubCommand.of(
            server,
            hub,
            List.of("run", "--organization", "--role", "keyturn", "--exclude", "111111111111"))
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
  }

  /** The most memory that the process had, in KiB, as Linux counts it; 0 elsewhere. */
  private static long peakOf(Process process) throws IOException, InterruptedException {
    Path status = Path.of("/proc/%d/status".formatted(process.pid()));
    long deadline = System.nanoTime() + Duration.ofMinutes(PATIENCE_MINUTES).toNanos();
    long peak = 0;
    while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new AssertionError("did not end");
      }
      peak = Math.max(peak, highWater(status));
    }
    return peak;
  }

  private static long highWater(Path status) throws IOException {
    if (!Files.exists(status)) {
      return 0;
    }
    try (var lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | UncheckedIOException endedMeanwhile) {
      return 0;
    }
  }

  /**
   * An account of so many adopted secrets, whose keys are ten days old, and of a role that trusts
   * account 111111111111.
   */
  static WorldBuilder member(int number, int secrets) {
    WorldBuilder builder =
        WorldBuilder.seeded(number)
            .account(String.format(Locale.ROOT, "2%011d", number))
            .lag(PropagationDelays.none())
            .role("keyturn", RoleTrust.of("arn:aws:iam::111111111111:root"));
    for (int i = 0; i < secrets; i++) {
      String user = "web" + i;
      builder
          .user(user, it -> it.key(Duration.ofDays(10)))
          .secret("prod/%s/iam".formatted(user), it -> it.keyOf(user))
          .with(world -> adopt(world, user));
    }
    return builder;
  }

  /** The tags that adoption leaves, without the calls that it takes. */
  private static void adopt(World world, String name) {
    User user = world.iam().user(name).orElseThrow();
    Key key = world.iam().keys(user).getFirst();
    Secret secret = world.secrets().secret("prod/%s/iam".formatted(name)).orElseThrow();
    world.iam().tag(user, "keyturn:secret", secret.arn());
    String version = secret.labels().get("AWSCURRENT");
    Map.of(
            "keyturn:user-id", user.id(),
            "keyturn:current", "v1 %s version=%s".formatted(key.id(), version),
            "keyturn:previous", "v1 none",
            "keyturn:mark", "v1 none",
            "keyturn:rollback", "v1 none",
            "keyturn:retired", "v1")
        .forEach((tag, value) -> {
          Secret now = world.secrets().secret(secret.name()).orElseThrow();
          world.secrets().tag(now, tag, value);
        });
  }
}
