package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.hostile.Echo;
import dev.keyturn.hostile.Echo.Quoting;
import dev.keyturn.hostile.Echo.Refusal;
import dev.keyturn.hostile.PrintedSecrets;
import dev.keyturn.sim.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An AWS that refuses every call from some call on, and quotes everything that it ever heard and
 * said, the caller's secret access key included: nothing of it is printed.
 */
class QuotedBackTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final int MOST_CALLS = 60;
  private static final List<Refusal> REFUSALS = List.of(Refusal.values());
  private static final List<Quoting> WAYS = List.of(Quoting.values());

  @ParameterizedTest(name = "keyturn {0}")
  @ValueSource(
      strings = {
        "status",
        "plan prod/web/iam",
        "run",
        "run --dry-run --output json",
        "rotate prod/web/iam",
        "rollback prod/web/iam",
        "adopt backup --secret prod/backup/iam",
        "adopt backup --secret prod/fresh/iam --new-key"
      })
  @DisplayName("Whatever AWS quotes, at whatever call of a command, no secret is printed")
  void nothingIsPrinted(String command) {
    int from = 0;
    while (from < MOST_CALLS && fails(command, from)) {
      from++;
    }
    assertThat(from).isBetween(1, MOST_CALLS - 1);
  }

  /** Whether the command came as far as that call. */
  private static boolean fails(String command, int from) {
    boolean refused = false;
    for (int turn = 2 * from; turn < 2 * from + 2; turn++) {
      Refusal refusal = REFUSALS.get(turn % REFUSALS.size());
      refused |= fails(command, from, refusal, WAYS.get(turn % WAYS.size()));
    }
    return refused;
  }

  private static boolean fails(String command, int from, Refusal refusal, Quoting quoting) {
    World world = SandboxWorld.build(START, 1, 3, Duration.ofSeconds(2));
    PrintedSecrets.plant(world, "prod/web/iam", "web");
    AtomicReference<Echo> echo = new AtomicReference<>();
    try (Shell shell =
        new Shell(
            world,
            aws -> {
              echo.set(
                  new Echo(aws, from, refusal, quoting)
                      .knows(world.administrator().secretAccessKey()));
              return echo.get();
            })) {
      Shell.Ran ran = shell.env("KEYTURN_VERIFY_TIMEOUT", "10s").type(command);
      assertThat(PrintedSecrets.in(ran.out() + ran.err(), world))
          .as("%s at call %d, %s, %s:%n%s", command, from, refusal, quoting, ran)
          .isEmpty();
      return echo.get().refused();
    }
  }
}
