package dev.keyturn.app.cli;

import java.util.List;
import java.util.Optional;

/**
 * A command: its name, what its help says, what it takes, and what it does. Each is one class, in
 * which its own options stand beside their use; {@link CommandTable} lists them.
 */
sealed interface Command
    permits AwsCommand, QueueCommand, InventoryCommand, SimulationCommand, InfoCommand {
  /** As it is typed. */
  String name();

  /** What its help says. */
  CommandHelp help();

  /** What it takes without a dash before it; empty where nothing. */
  Optional<Operand> operand();

  /** Its own options, and those of {@link SharedOptions} that it takes, as the help lists them. */
  List<Option> options();

  /** Whether it takes the policy's settings as options. */
  default boolean takesPolicy() {
    return false;
  }

  /** What the help says above the policy's settings. */
  default String policyHeading() {
    return "The policy, where the secret's tags say nothing else:";
  }

  /** All options that it takes, as the help lists them; the policy's settings come besides. */
  List<Option> everyOption();

  /**
   * Has its kind of command started, by a call: a switch over the kinds would have the JVM make a
   * class at each start, which no cache holds.
   *
   * @param errors what the parser has found wrong
   * @return the exit code
   */
  int start(Cli cli, Arguments arguments, List<String> errors);

  /** What is wrong with its arguments beyond what each option's format tells, a sentence each. */
  default List<String> problems(Arguments arguments) {
    return List.of();
  }
}
