package dev.keyturn.app.cli;

import java.util.List;
import java.util.Optional;

/** {@code help}: the same as {@code --help}, as a word. */
final class HelpCommand implements InfoCommand {
  private static final CommandHelp HELP =
      new CommandHelp(
          "help [COMMAND]",
          "Show this help, or that of a command.",
          List.of(),
          List.of("keyturn help", "keyturn help rotate"));

  @Override
  public String name() {
    return "help";
  }

  @Override
  public CommandHelp help() {
    return HELP;
  }

  @Override
  public Optional<Operand> operand() {
    List<String> commands = CommandTable.ALL.stream().map(Command::name).toList();
    return Operand.atMostOne("COMMAND", new OptionFormat.OneOf(commands), "The command's name.");
  }

  @Override
  public void print(CliEnvironment environment, Arguments arguments) {
    Optional<Command> command = arguments.names().stream().findFirst().flatMap(CommandTable::named);
    PicocliGrammar.printHelp(command, environment.out(), environment.outStyle());
  }
}
