package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.deploy.Policies;
import dev.keyturn.sim.Call;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.CallObserver;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.World;
import dev.keyturn.sim.core.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The policies against the calls that are made: each command is typed, over a whole life of a key
 * and what goes wrong in it, and every AWS call is written down. A policy that grants what nobody
 * called, or lacks what somebody did, fails.
 */
class PermissionsUsedTest {
  private final World world =
      SandboxWorld.build(Instant.parse("2026-03-01T00:00:00Z"), 1, 3, Duration.ofSeconds(8));
  private final Shell shell = new Shell(world);
  private final Map<String, Set<String>> used = new TreeMap<>();

  @AfterEach
  void close() {
    shell.close();
  }

  @Test
  @DisplayName("The rotator may do exactly what the commands do over a whole life of a key")
  void rotator() {
    type("status", "status");
    type("plan", "plan prod/web/iam");
    type("rotate", "rotate prod/web/iam");
    type("rollback", "rollback prod/web/iam");
    type("rotate", "rotate prod/web/iam --overlap 0s --quiet 0s --recovery 0s");
    for (int week = 0; week < 16; week++) {
      shell.world().advance(Duration.ofDays(7));
      type("run", "run");
    }
    storingFails(() -> type("rotate", "rotate prod/mail/iam"));
    shell.world().advance(Duration.ofHours(1));
    type("run", "run prod/mail/iam");
    passOverMany();

    used.forEach((command, actions) -> System.out.printf("%-8s %s%n", command, actions));
    Set<String> all = new TreeSet<>();
    used.values().forEach(all::addAll);
    assertThat(all).isEqualTo(Policies.allowed("rotator"));
  }

  /** Of a few secrets no lists are asked for. */
  private void passOverMany() {
    try (Shell many = new Shell(AdoptedFleet.of(60, 0))) {
      many.gateway()
          .observe((call, result, here) ->
              used.computeIfAbsent("run", command -> new TreeSet<>()).add(call.action()));
      assertThat(many.env("KEYTURN_PASS_EVERY", "1s").type("run").exit()).isZero();
    }
  }

  @Test
  @DisplayName(
      "The administrator may do exactly what adopt does, besides the rotation of --new-key")
  void administrator() {
    type("adopt", "adopt backup --secret prod/backup/iam");
    assertThat(Policies.allowed("administrator")).containsAll(used.getOrDefault("adopt", Set.of()));

    world.iam().addUser("fresh", "/", Tags.NONE, world.now());
    type("adopt", "adopt fresh --secret prod/fresh/iam --new-key");
    type("adopt", "adopt --path / --secret prod/{user}/iam --dry-run");
    Set<String> called = used.getOrDefault("adopt", Set.of());
    System.out.printf("%-8s %s%n", "adopt", called);
    Set<String> both = new TreeSet<>(Policies.allowed("administrator"));
    both.addAll(Policies.allowed("rotator"));
    assertThat(both).containsAll(called);
    assertThat(called).containsAll(Policies.allowed("administrator"));
  }

  @Test
  @DisplayName("The retirer may do exactly what retire does over the end of a key")
  void retirer() {
    world.iam().addUser("idle", "/", Tags.NONE, world.now());
    String idle = IdleKeys.add(world, "idle");
    String foreign = IdleKeys.add(world, "mail");
    IdleKeys.noteByHand(world, "idle", idle, "v1 off since 2020-01-01T00:00:00Z");
    type("retire", "retire %s %s".formatted(idle, foreign));
    world.advance(Duration.ofDays(8));
    type("retire", "retire --delete %s %s".formatted(idle, foreign));

    Set<String> called = new TreeSet<>(used.getOrDefault("retire", Set.of()));
    // Asks for no permission.
    assertThat(called.remove("sts:GetCallerIdentity")).isTrue();
    assertThat(called).isEqualTo(Policies.allowed("retirer"));
  }

  @Test
  @DisplayName("The auditor may do exactly what audit and simulate do, tags denied or not")
  void auditor() {
    type("audit", "audit");
    type("audit", "audit --key-ids");
    world.deny(World.ADMINISTRATOR, "iam:GetAccountAuthorizationDetails");
    type("audit", "audit");
    type("simulate", "simulate --days 1");

    assertThat(used.getOrDefault("audit", Set.of())).isEqualTo(Policies.allowed("auditor"));
    assertThat(Policies.allowed("auditor")).containsAll(used.getOrDefault("simulate", Set.of()));
  }

  private void type(String command, String line) {
    CallObserver writeDown = (call, result, here) -> note(command, call);
    shell.gateway().observe(writeDown);
    shell.type(line);
    shell.gateway().forget(writeDown);
  }

  /** What a rotated key signs itself is its proof, and needs no permission. */
  private void note(String command, Call call) {
    if (call.accessKeyId().equals(world.administrator().accessKeyId())) {
      used.computeIfAbsent(command, c -> new TreeSet<>()).add(call.action());
    }
  }

  private void storingFails(Runnable run) {
    shell
        .gateway()
        .hook((call, here) ->
            call.is("secretsmanager:PutSecretValue") ? Fate.denied() : Fate.proceed());
    try {
      run.run();
    } finally {
      shell.gateway().hook(CallHook.NONE);
    }
  }
}
