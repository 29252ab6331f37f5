package dev.keyturn.app.cli;

import dev.keyturn.report.Account;
import dev.keyturn.report.Adopted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a command came to, for both outputs.
 *
 * @param at the time, as AWS has it
 * @param problems why nothing could be done at all, a sentence each
 * @param text what a person reads, a line each
 */
record Result(
    ExitCode exit,
    Instant at,
    List<Account> accounts,
    Optional<Adopted> adopted,
    List<String> problems,
    List<String> text) {

  static Result of(ExitCode exit, Instant at, List<Account> accounts, List<String> text) {
    return new Result(exit, at, accounts, Optional.empty(), List.of(), text);
  }

  /** Nothing came of it, for these reasons. */
  static Result problems(ExitCode exit, Instant at, List<String> problems) {
    return new Result(exit, at, List.of(), Optional.empty(), problems, List.of());
  }
}
