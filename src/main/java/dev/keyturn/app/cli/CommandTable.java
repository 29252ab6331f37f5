package dev.keyturn.app.cli;

import java.util.List;
import java.util.Optional;

/** All commands, as the help lists them. What each takes, it says itself. */
final class CommandTable {
  static final List<Command> ALL =
      List.of(
          new StatusCommand(),
          new PlanCommand(),
          new AdoptCommand(),
          new RotateCommand(),
          new RunCommand(),
          new EnqueueCommand(),
          new WorkCommand(),
          new RollbackCommand(),
          new RetireCommand(),
          new DoctorCommand(),
          new AuditCommand(),
          new SimulateCommand(),
          new EvidenceCommand(),
          new SandboxCommand(),
          new DemoCommand(),
          new HelpCommand(),
          new VersionCommand());

  private CommandTable() {}

  /** The command of that name, if there is one. */
  static Optional<Command> named(String word) {
    return ALL.stream().filter(command -> command.name().equals(word)).findFirst();
  }
}
