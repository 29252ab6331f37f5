package dev.keyturn.app.cli;

import dev.keyturn.plan.Reason;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A state in which Keyturn asks a person for something.
 *
 * @param says what it is told by: a reason's word, or the beginning of what adopt refuses with
 * @param command the command that is typed there
 * @param making brings it about
 * @param mending what somebody does who follows words that no command can say, such as "correct the
 *     value"; nothing where all of it is printed as commands
 */
record Plight(
    String says, String command, Consumer<Desk> making, Optional<Consumer<Desk>> mending) {
  static Plight of(Reason reason, String command, Consumer<Desk> making) {
    return new Plight(reason.word(), command, making, Optional.empty());
  }

  static Plight adopting(String says, String command, Consumer<Desk> making) {
    return new Plight(says, command, making, Optional.empty());
  }

  /** The same, whose remedy wants something done that is no command. */
  Plight mendedBy(Consumer<Desk> hand) {
    return new Plight(says, command, making, Optional.of(hand));
  }

  @Override
  public String toString() {
    return says + ", by keyturn " + command;
  }
}
