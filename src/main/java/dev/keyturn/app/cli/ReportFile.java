package dev.keyturn.app.cli;

import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.inventory.ReportProblem;
import dev.keyturn.inventory.ReportReader;
import dev.keyturn.inventory.ReportReading;
import dev.keyturn.inventory.ReportRow;
import dev.keyturn.report.AuditSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A credential report that is kept whole, as a simulation needs it.
 *
 * @param source of a file, made at the latest date that it tells, so that only its content counts,
 *     and not when it was saved
 * @param users all of one account, with what else is known of each
 */
record ReportFile(AuditSource source, List<InventoryUser> users) {
  /** So many users take about ten minutes; the account of one million is none that anybody has. */
  private static final int MOST = 10_000;

  /** What came of reading one. */
  sealed interface Result {
    record Read(ReportFile file) implements Result {}

    /** What is wrong with it, in a sentence or two. */
    record Refused(String problem) implements Result {}
  }

  /** Reads a file. */
  static Result read(String name) {
    try (InputStream csv = Files.newInputStream(Path.of(name))) {
      return read(name, csv, Optional.empty(), InventoryUser::ofReport);
    } catch (IOException | UncheckedIOException | InvalidPathException unreadable) {
      return new Result.Refused("%s cannot be read: %s".formatted(name, FileWords.of(unreadable)));
    }
  }

  /**
   * Reads a report to its end.
   *
   * @param name what it is called where something is wrong with it
   * @param made when AWS made it; empty for the latest date that it tells
   * @param known what else is known of a row's user
   */
  static Result read(
      String name,
      InputStream report,
      Optional<Instant> made,
      Function<ReportRow, InventoryUser> known) {
    List<ReportRow> rows = new ArrayList<>();
    MessageDigest digest = Sha256.begin();
    return switch (ReportReader.read(
        new DigestInputStream(report, digest), row -> keep(rows, row))) {
      case ReportReading.Refused(ReportProblem problem) ->
          new Result.Refused(
              "%s: %s. %s".formatted(name, problem.sentence(), ReportProblem.REMEDY));
      case ReportReading.Whole whole ->
          problem(rows, whole)
              .<Result>map(problem -> new Result.Refused(name + problem))
              .orElseGet(() ->
                  new Result.Read(
                      new ReportFile(
                          new AuditSource(
                              name,
                              made.or(whole::newest).orElseThrow(),
                              HexFormat.of().formatHex(digest.digest()),
                              whole.rows()),
                          rows.stream().map(known).toList())));
    };
  }

  /** One more than is allowed, so that it is seen; the others are counted and not kept. */
  private static void keep(List<ReportRow> rows, ReportRow row) {
    if (rows.size() <= MOST) {
      rows.add(row);
    }
  }

  private static Optional<String> problem(List<ReportRow> rows, ReportReading.Whole whole) {
    List<String> accounts = rows.stream().map(ReportRow::account).distinct().limit(3).toList();
    if (whole.rows() > MOST) {
      return Optional.of(
          " has %d rows; a simulation takes %d at most. Try it with the rows of some users."
              .formatted(whole.rows(), MOST));
    }
    if (whole.newest().isEmpty()) {
      return Optional.of(" tells no date, and so not when to begin.");
    }
    if (accounts.size() > 1) {
      return Optional.of(
          " has users of several accounts, %s; a simulation is of one."
              .formatted(String.join(", ", accounts)));
    }
    return Optional.empty();
  }
}
