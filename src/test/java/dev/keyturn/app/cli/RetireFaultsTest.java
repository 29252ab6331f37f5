package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.SimulatedCrash;
import dev.keyturn.sim.World;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.iam.KeyState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code retire} where calls fail, replies are lost, or the process dies; and beside rotations. */
class RetireFaultsTest {
  private static final List<String> CALLS =
      List.of(
          "sts:GetCallerIdentity",
          "iam:GetAccessKeyLastUsed",
          "iam:GetUser",
          "iam:ListAccessKeys",
          "secretsmanager:ListSecrets",
          "iam:UpdateAccessKey",
          "iam:TagUser",
          "iam:DeleteAccessKey");

  private final World world = IdleKeys.world();
  private final Shell shell = new Shell(world);
  private final String idle = IdleKeys.key(world, "idle").id();

  @AfterEach
  void close() {
    shell.close();
  }

  static Stream<Arguments> faults() {
    Map<String, Fate> fates =
        Map.of(
            "throttled", Fate.throttled(),
            "denied", Fate.denied(),
            "reply lost", Fate.replyLost(),
            "killed before", Fate.crashBefore(),
            "killed after", Fate.crashAfter());
    return CALLS.stream()
        .flatMap(call ->
            fates.entrySet().stream()
                .map(fate -> Arguments.of(call, fate.getKey(), fate.getValue())));
  }

  @ParameterizedTest(name = "{1}: {0}")
  @MethodSource("faults")
  @DisplayName(
      "After a fault at any call the same command does what is left, and no window is cut short")
  void singleFault(String call, String name, Fate fate) {
    // A note of an earlier time, which must not count once the key is off.
    IdleKeys.noteByHand(world, "idle", idle, "v1 off since 2026-01-01T00:00:00Z");
    struck(call, fate, "retire " + idle);
    shell.type("retire --delete " + idle);
    assertThat(IdleKeys.has(world, "idle")).as("before its window is over").isTrue();

    world.advance(Duration.ofDays(1));
    shell.type("retire " + idle);
    assertThat(IdleKeys.key(world, "idle").status()).isEqualTo(KeyState.INACTIVE);
    world.advance(Duration.ofDays(5));
    shell.type("retire --delete " + idle);
    assertThat(IdleKeys.has(world, "idle")).as("before its window is over").isTrue();

    world.advance(Duration.ofDays(3));
    struck(call, fate, "retire --delete " + idle);
    shell.type("retire --delete " + idle);
    assertThat(IdleKeys.has(world, "idle")).isFalse();
    assertThat(shell.type("retire --delete " + idle).exit()).isEqualTo(5);
  }

  private void struck(String call, Fate fate, String command) {
    shell.gateway().hook(CallHook.nth(1, call, fate));
    try {
      shell.type(command);
    } catch (SimulatedCrash expected) {
      assertThat(expected.call().is(call)).isTrue();
    } finally {
      shell.gateway().hook(CallHook.NONE);
    }
  }

  @Test
  @DisplayName("Where the key turns up in use, it is not deleted")
  void usedMeanwhile() {
    shell.type("retire " + idle);
    world.advance(Duration.ofDays(8));
    world.iam().noteUse(idle, "s3", "us-east-1", world.now().minus(Duration.ofDays(9)));
    Shell.Ran ran = shell.type("retire --delete " + idle);
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out()).contains("refused: used");
    assertThat(IdleKeys.has(world, "idle")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  @DisplayName("No order of retire, run, rotate and rollback takes a bound user's current key")
  void orders(long seed) {
    Random luck = new Random(seed);
    IdleKeys.add(world, "mail");
    List<String> commands =
        List.of(
            "run",
            "run --overlap 5m --quiet 1m --recovery 5m",
            "rotate prod/web/iam",
            "rollback prod/web/iam",
            "rotate prod/mail/iam",
            "retire %s --unused 1d",
            "retire %s --unused 1d",
            "retire --delete %s --unused 1d --recovery 5m");
    for (int turn = 0; turn < 30; turn++) {
      struckAtRandom(luck, commands.get(luck.nextInt(commands.size())));
      world.advance(Duration.ofHours(luck.nextInt(60)));
      assertThat(worksFor("web") && worksFor("mail")).as("seed %d, turn %d", seed, turn).isTrue();
    }
  }

  /** Now and then the process dies at one of its calls. */
  private void struckAtRandom(Random luck, String command) {
    if (luck.nextInt(3) == 0) {
      shell
          .gateway()
          .hook(
              CallHook.nth(
                  1 + luck.nextInt(12),
                  "*",
                  luck.nextBoolean() ? Fate.crashAfter() : Fate.replyLost()));
    }
    try {
      shell.type(command.formatted(everyKey()));
    } catch (SimulatedCrash dead) {
      assertThat(dead.call().index()).isPositive();
    } finally {
      shell.gateway().hook(CallHook.NONE);
    }
  }

  private String everyKey() {
    return String.join(
        " ",
        Stream.of("web", "mail")
            .flatMap(user -> world.iam().keys(IdleKeys.user(world, user)).stream())
            .map(Key::id)
            .toList());
  }

  /** Whether the key that consumers of the user's secret read is Active. */
  private boolean worksFor(String user) {
    String value =
        world
            .secrets()
            .secret("prod/" + user + "/iam")
            .flatMap(secret -> secret.labelled("AWSCURRENT"))
            .orElseThrow()
            .text();
    return world.iam().keys(IdleKeys.user(world, user)).stream()
        .anyMatch(key -> key.status() == KeyState.ACTIVE && value.contains(key.id()));
  }
}
