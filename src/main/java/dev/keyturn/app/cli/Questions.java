package dev.keyturn.app.cli;

import java.util.Optional;

/** Asks the person at the terminal. */
@FunctionalInterface
interface Questions {
  /** Nobody is there. */
  Questions NOBODY = question -> Optional.empty();

  /**
   * Asks.
   *
   * @param question as it is shown; the answer is typed behind it
   * @return the line that was typed; empty where nobody is there, or hangs up
   */
  Optional<String> ask(String question);
}
