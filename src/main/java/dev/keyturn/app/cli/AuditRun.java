package dev.keyturn.app.cli;

import dev.keyturn.audit.AuditTally;
import dev.keyturn.audit.AuditedKey;
import dev.keyturn.audit.Control;
import dev.keyturn.audit.KeyAuditor;
import dev.keyturn.audit.Urgency;
import dev.keyturn.audit.WorstKeys;
import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.inventory.ReportReader;
import dev.keyturn.inventory.ReportReading;
import dev.keyturn.inventory.ReportRow;
import dev.keyturn.report.AuditSource;
import dev.keyturn.report.AuditSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One audit under way: each row is judged, counted and written as it is read. */
final class AuditRun {
  /** Older reports are used, and said to be old. */
  private static final Duration FRESH = Duration.ofDays(1);

  private final KeyAuditor auditor;
  private final AuditTally tally;
  private final WorstKeys worst;
  private final boolean passingToo;
  private final AuditFiles files;
  private final List<AuditSource> sources = new ArrayList<>();
  private String account = "";

  /**
   * An audit.
   *
   * @param most how many keys to show
   * @param passingToo whether those that pass are among them
   */
  AuditRun(KeyAuditor auditor, int most, boolean passingToo, AuditFiles files) {
    this.auditor = auditor;
    this.tally = new AuditTally(auditor.controls());
    this.worst = new WorstKeys(most);
    this.passingToo = passingToo;
    this.files = files;
  }

  /**
   * Reads a report to its end. Where it is refused, the audit is to be thrown away.
   *
   * @param file its name; where it is AWS's own, the account is told instead
   * @param made when it was made, as far as is known without reading it
   * @param known what else is known of a row's user
   */
  ReportReading read(
      Optional<String> file,
      InputStream csv,
      Instant made,
      Function<ReportRow, InventoryUser> known) {
    MessageDigest digest = Sha256.begin();
    ReportReading reading =
        ReportReader.read(new DigestInputStream(csv, digest), row -> add(known.apply(row)));
    if (reading instanceof ReportReading.Whole whole) {
      Instant newest = whole.newest().filter(date -> date.isAfter(made)).orElse(made);
      sources.add(
          new AuditSource(
              file.orElse(account),
              newest,
              HexFormat.of().formatHex(digest.digest()),
              whole.rows()));
    }
    return reading;
  }

  private void add(InventoryUser user) {
    if (account.isEmpty()) {
      account = user.row().account();
    }
    List<AuditedKey> keys = auditor.audit(user);
    tally.add(user, keys);
    for (AuditedKey key : keys) {
      if (passingToo || key.urgency() != Urgency.PASSES) {
        worst.add(key);
      }
    }
    try {
      files.add(user, keys);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /**
   * What it came to.
   *
   * @param missing what could not be seen, a sentence each
   * @param warnings what a person should know besides, a sentence each; that a report is old is
   *     added to them
   */
  AuditSummary summary(List<String> missing, List<String> warnings) {
    List<String> all = new ArrayList<>(warnings);
    for (AuditSource source : sources) {
      if (Duration.between(source.made(), auditor.now()).compareTo(FRESH) > 0) {
        all.add(
            source.name()
                + " is older than a day: what was made, used or switched off since is not in it.");
      }
    }
    return new AuditSummary(
        auditor.now(),
        sources,
        auditor.controls(),
        tally,
        worst.sorted(),
        worst.leftOut(),
        missing,
        all);
  }

  /** Whether one of these controls fails for some key. */
  boolean fails(List<Control> failOn) {
    return tally.fails(failOn);
  }
}
