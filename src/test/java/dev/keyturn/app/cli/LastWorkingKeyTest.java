package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.Predicament.Previous;
import dev.keyturn.proof.Tally;
import dev.keyturn.sim.World;
import dev.keyturn.sim.iam.Key;
import dev.keyturn.sim.iam.KeyState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * In every state of a small world each command is typed, and then each command that it prints: none
 * takes a user's last working key away, each way that is printed leads out, and what is called done
 * is done.
 */
@Execution(ExecutionMode.CONCURRENT)
class LastWorkingKeyTest {
  /** There are up to three troubles at once, each with a remedy or two of its own. */
  private static final int MOST_STEPS = 6;

  private static final List<String> COMMANDS =
      List.of(
          "plan prod/web/iam",
          "run prod/web/iam",
          "rotate prod/web/iam",
          "rollback prod/web/iam",
          "adopt web --secret prod/web/iam",
          "adopt web --secret prod/web/iam --new-key",
          "adopt web --secret prod/web/iam --from-profile web");

  @Test
  @DisplayName("No command, and none that is printed, takes a user's last working key away")
  void search() {
    List<String> faults = new ArrayList<>();
    Map<Previous, World> lives = new EnumMap<>(Previous.class);
    try (Desk desk = new Desk();
        Tally tally = Tally.of("commands and their advice", "commands")) {
      World beginning = desk.world();
      for (Previous previous : Previous.values()) {
        desk.in(beginning.fork());
        previous.live(desk);
        lives.put(previous, desk.world());
      }
      for (Predicament predicament : Predicament.all()) {
        desk.in(Optional.ofNullable(lives.get(predicament.previous())).orElseThrow().fork());
        predicament.make(desk);
        search(predicament, desk, tally, faults);
      }
    }
    assertThat(faults).isEmpty();
  }

  private static void search(Predicament predicament, Desk desk, Tally tally, List<String> faults) {
    World world = desk.world();
    Following following = new Following(desk, MOST_STEPS);
    long calls = desk.keeping().calls();
    for (String command : COMMANDS) {
      desk.in(world.fork());
      try {
        Following.Printed printed = following.ask(command);
        isAsItSays(desk, printed);
        following.everyWayOut(Plight.adopting("", command, made -> {}), printed);
      } catch (AssertionError broken) {
        tally.broken();
        faults.add("%s, keyturn %s: %s".formatted(predicament, command, broken.getMessage()));
      }
    }
    tally.count(following.typed(), desk.keeping().calls() - calls);
  }

  private static void isAsItSays(Desk desk, Following.Printed printed) {
    String out = printed.ran().out();
    if (out.contains(": rotated.") || out.contains(": rolled back.")) {
      Key key = desk.current();
      assertThat(key.isDeleted()).as("deleted, though: " + out).isFalse();
      assertThat(key.status()).as(out).isEqualTo(KeyState.ACTIVE);
      assertThat(desk.secret().labelled("AWSCURRENT").orElseThrow().text())
          .as("has its own secret")
          .contains(key.secret());
    }
  }
}
