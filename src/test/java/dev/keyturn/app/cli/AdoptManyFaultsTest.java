package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.proof.Tally;
import dev.keyturn.sim.CallHook;
import dev.keyturn.sim.Fate;
import dev.keyturn.sim.SimulatedCrash;
import dev.keyturn.sim.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code adopt --from} with three rows, of which one has its first key made, killed at each of its
 * AWS calls; then the same again.
 */
class AdoptManyFaultsTest {
  private static final List<String> USERS = List.of("web", "fresh", "mail");

  /** Longer than a lease, which a killed rotation leaves. */
  private static final Duration LATER = Duration.ofMinutes(30);

  @TempDir private Path folder;

  @Test
  @DisplayName(
      "Whichever call it is killed after, the same at once does the others, later what is left, and then none")
  void killed() throws IOException {
    Path file = folder.resolve("users.csv");
    Files.writeString(
        file,
        "user,secret,new-key\nweb,prod/web/iam,\nfresh,prod/fresh/iam,true\nmail,prod/mail/iam,\n");
    String command = "adopt --concurrency 1 --from " + file;
    World start = ManyUsers.world();
    try (Shell shell = new Shell(start);
        Tally tally = Tally.of("adoptions of three, killed", "schedules")) {
      shell.env("KEYTURN_VERIFY_SUCCESSES", "1").env("KEYTURN_VERIFY_SPAN", "0s");
      int call = 1;
      while (survives(shell, start.fork(), call, command, tally)) {
        call++;
      }
      // Four reads and two writes for two of them, and a rotation's thirteen calls for the third.
      assertThat(call).isGreaterThan(2 * 6 + 13);
    }
  }

  /** Whether the command was killed after that call. */
  private static boolean survives(Shell shell, World world, int call, String command, Tally tally) {
    boolean[] killed = {false};
    shell.gateway().use(world);
    tally.schedule(
        "call " + call,
        world::calls,
        () -> {
          shell.gateway().hook(CallHook.nth(call, "*", Fate.crashAfter()));
          try {
            shell.type(command);
          } catch (SimulatedCrash dead) {
            killed[0] = true;
          } finally {
            shell.gateway().hook(CallHook.NONE);
          }
          // A lease that was left behind keeps its own user waiting, and nobody else.
          shell.type(command);
          assertThat(List.of("web", "mail")).allMatch(user -> ManyUsers.adopted(world, user));
          world.advance(LATER);
          Shell.Ran again = shell.type(command);
          assertThat(again.exit()).as(again.out() + again.err()).isZero();
          assertThat(ManyUsers.adopted(world, "fresh")).isTrue();
          int writes = shell.writes().size();
          assertThat(shell.type(command).out()).contains("3 users: 3 adopted already");
          assertThat(shell.writes()).hasSize(writes);
          assertThat(USERS).allMatch(user -> ManyUsers.keys(world, user) == 1);
        });
    return killed[0];
  }
}
