package dev.keyturn.app.cli;

import dev.keyturn.fleet.Found;
import dev.keyturn.port.Failure;
import dev.keyturn.report.Account;
import dev.keyturn.report.Asked;
import dev.keyturn.report.Outcome;
import dev.keyturn.rotate.Ending;
import dev.keyturn.rotate.Report;
import java.util.List;

/** Translates what a run came to into what is told of it. */
final class Accounts {
  private Accounts() {}

  static Account of(Report report, Asked asked) {
    return new Account(
        report.target(),
        asked,
        outcome(report.ending()),
        report.policy(),
        report.seen(),
        report.taken());
  }

  /** What is told of secrets that nobody may touch, whatever was asked for. */
  static List<Account> unpinned(Found found) {
    return found.unpinned().stream().map(report -> of(report, Asked.WHATEVER_IS_DUE)).toList();
  }

  private static Outcome outcome(Ending ending) {
    return switch (ending) {
      case Ending.Reached reached -> new Outcome.At(reached.step());
      case Ending.Waits waits -> new Outcome.At(waits.step());
      case Ending.Halted halted -> new Outcome.At(halted.step());
      case Ending.Planned planned -> new Outcome.At(planned.step());
      case Ending.Failed failed -> failed(failed.failure());
      case Ending.Interrupted interrupted -> new Outcome.Interrupted();
    };
  }

  static Outcome.Failed failed(Failure failure) {
    return new Outcome.Failed(failure.word(), failure.action(), failure.sentence());
  }
}
