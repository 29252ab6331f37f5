package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.app.cli.Advice.Command;
import dev.keyturn.sim.iam.Key;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The watch over the keys would notice what it is there for, and the reader of advice reads it. */
class KeepingTest {
  private static final String OFF =
      "aws iam update-access-key --user-name web --status Inactive --access-key-id ";

  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  @Test
  @DisplayName("A command that switches off or deletes the last working key is noticed")
  void last() {
    String only = desk.current().id();
    assertThatThrownBy(() -> type(OFF + only)).hasMessageContaining("last working key of user web");
    Desk other = new Desk();
    other.another();
    assertThat(other.type(command(OFF + other.current().id()))).isEmpty();
    other.close();
  }

  @Test
  @DisplayName(
      "An Active key whose secret nobody has is none that works, and the last Active one all the same")
  void nobodyHasItsSecret() {
    Key unknown = desk.unknown();
    assertThatThrownBy(() -> type(OFF + desk.current().id()))
        .hasMessageContaining("last working key of user web");
    desk.delete(desk.current());
    assertThatThrownBy(() -> type(OFF + unknown.id()))
        .hasMessageContaining("last Active key of user web");
  }

  @Test
  @DisplayName("A command of AWS's that does not exist, or not with these options, is noticed")
  void unknown() {
    assertThatThrownBy(() -> type("aws iam remove-access-key --user-name web"))
        .hasMessageContaining("no such command");
    assertThatThrownBy(() -> type("aws iam delete-access-key --name web"))
        .hasMessageContaining("no such option");
    assertThatThrownBy(() -> type(OFF + "A now")).hasMessageContaining("a word too many");
  }

  @Test
  @DisplayName("Commands are read as they are typed: to the punctuation, in their ways and order")
  void read() {
    Advice advice =
        Advice.of(
            "If it leaked: keyturn rotate a/b. If not, delete it: aws iam delete-access-key --user-name u (keyturn plan a/b --output json), then run: keyturn run a/b",
            "run a/b");
    assertThat(advice.looks())
        .map(Command::toString)
        .containsExactly("keyturn plan a/b --output json");
    assertThat(advice.ways())
        .map(way -> way.stream().map(Command::toString).toList())
        .containsExactly(
            List.of("keyturn rotate a/b"),
            List.of("aws iam delete-access-key --user-name u", "keyturn run a/b"));
    assertThat(
            Advice.of(
                    "Add --new-key to have one; or add --from-profile PROFILE.",
                    "adopt u --secret s")
                .ways())
        .map(way -> way.getFirst().toString())
        .containsExactly(
            "keyturn adopt u --secret s --new-key",
            "keyturn adopt u --secret s --from-profile PROFILE");
  }

  private void type(String command) {
    desk.type(command(command));
  }

  private static Command command(String command) {
    return new Command(List.of(command.split(" ")), command, false);
  }
}
