package dev.keyturn.app.cli;

import java.util.List;
import java.util.Optional;

/** {@code version}: the same as {@code --version}, as a word. */
final class VersionCommand implements InfoCommand {
  private static final CommandHelp HELP =
      new CommandHelp(
          "version",
          "Print version, commit and Java runtime.",
          List.of(),
          List.of("keyturn version"));

  @Override
  public String name() {
    return "version";
  }

  @Override
  public CommandHelp help() {
    return HELP;
  }

  @Override
  public Optional<Operand> operand() {
    return Optional.empty();
  }

  @Override
  public void print(CliEnvironment environment, Arguments arguments) {
    environment.out().println(Version.line());
  }
}
