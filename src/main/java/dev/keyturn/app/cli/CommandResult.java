package dev.keyturn.app.cli;

import dev.keyturn.port.Failure;
import dev.keyturn.report.AdoptedRow;
import dev.keyturn.report.AdoptionReport;
import dev.keyturn.report.EvidenceReport;
import dev.keyturn.report.PassSummary;
import dev.keyturn.result.KeyRetirementReport;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.SetupCheck;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a command came to, for both outputs.
 *
 * @param at the time, as AWS has it
 * @param checks of the set-up, for {@code doctor}
 * @param evidence what a journal says, where it was asked
 * @param keys of {@code retire}
 * @param problems why nothing could be done at all, a sentence each
 * @param text what a person reads, a line each
 * @param failure the failure by which nothing could be done at all, where it was AWS's
 * @param pass what a pass over all secrets rests on, where the command made one
 * @param rows of {@code adopt} with many users
 */
record CommandResult(
    ExitCode exit,
    Instant at,
    List<RunReport> reports,
    Optional<AdoptionReport> adopted,
    List<SetupCheck> checks,
    Optional<EvidenceReport> evidence,
    List<KeyRetirementReport> keys,
    List<String> problems,
    List<String> text,
    Optional<Failure> failure,
    Optional<PassSummary> pass,
    List<AdoptedRow> rows) {

  /** Of a command that makes no pass and does not adopt many. */
  CommandResult(
      ExitCode exit,
      Instant at,
      List<RunReport> reports,
      Optional<AdoptionReport> adopted,
      List<SetupCheck> checks,
      Optional<EvidenceReport> evidence,
      List<KeyRetirementReport> keys,
      List<String> problems,
      List<String> text,
      Optional<Failure> failure) {
    this(
        exit,
        at,
        reports,
        adopted,
        checks,
        evidence,
        keys,
        problems,
        text,
        failure,
        Optional.empty(),
        List.of());
  }

  static CommandResult of(ExitCode exit, Instant at, List<RunReport> reports, List<String> text) {
    return new CommandResult(
        exit,
        at,
        reports,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        text,
        Optional.empty());
  }

  /** What was found of the set-up. */
  static CommandResult ofChecks(
      ExitCode exit, Instant at, List<SetupCheck> checks, List<String> text) {
    return new CommandResult(
        exit,
        at,
        List.of(),
        Optional.empty(),
        checks,
        Optional.empty(),
        List.of(),
        List.of(),
        text,
        Optional.empty());
  }

  /** What came of keys that were to be retired; {@code problems} say why not all were looked at. */
  static CommandResult ofKeys(
      ExitCode exit,
      Instant at,
      List<KeyRetirementReport> keys,
      List<String> problems,
      List<String> text) {
    return new CommandResult(
        exit,
        at,
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        keys,
        problems,
        text,
        Optional.empty());
  }

  /**
   * What came of many adoptions.
   *
   * @param firstKeys of the rotations to first keys
   * @param problems why not all were looked at
   */
  static CommandResult ofAdoptions(
      ExitCode exit,
      Instant at,
      List<AdoptedRow> rows,
      List<RunReport> firstKeys,
      List<String> problems,
      List<String> text) {
    return new CommandResult(
        exit,
        at,
        firstKeys,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        problems,
        text,
        Optional.empty(),
        Optional.empty(),
        rows);
  }

  /** Nothing came of it, for these reasons. */
  static CommandResult problems(ExitCode exit, Instant at, List<String> problems) {
    return new CommandResult(
        exit,
        at,
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        problems,
        List.of(),
        Optional.empty());
  }

  /** Nothing came of it, as AWS did not do or not answer something. */
  static CommandResult failed(Instant at, Failure failure) {
    return new CommandResult(
        ExitCode.AWS,
        at,
        List.of(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        List.of(),
        List.of(failure.sentence()),
        List.of(),
        Optional.of(failure));
  }

  /** The same, which another problem has met after the work. */
  CommandResult with(ExitCode worse, String problem) {
    List<String> all = new ArrayList<>(problems);
    all.add(problem);
    return new CommandResult(
        worse, at, reports, adopted, checks, evidence, keys, all, text, failure, pass, rows);
  }

  /** The same, ending worse. */
  CommandResult with(ExitCode worse) {
    return new CommandResult(
        worse, at, reports, adopted, checks, evidence, keys, problems, text, failure, pass, rows);
  }

  /** The same, which came of a pass over all secrets. */
  CommandResult with(PassSummary made) {
    return new CommandResult(
        exit,
        at,
        reports,
        adopted,
        checks,
        evidence,
        keys,
        problems,
        text,
        failure,
        Optional.of(made),
        rows);
  }
}
