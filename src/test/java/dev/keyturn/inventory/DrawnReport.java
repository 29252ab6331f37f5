package dev.keyturn.inventory;

import dev.keyturn.model.LastUse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A credential report drawn at random, as rows and as a file of them in one of the forms that such
 * files have: columns in any order and unknown ones among them, either form of dates, either line
 * end, quoted where it need not be, with a byte order mark or without, in UTF-8 or UTF-16.
 */
final class DrawnReport {
  private static final List<String> NAMES =
      List.of("shop", "a,b", "say \"hi\"", "a=b@c.d+e_-", "  spaced ", "naïve", "two\nlines", "😀");
  private static final List<String> SERVICES = List.of("s3", "N/A", "sts", "ec2,iam", "");
  private static final String ACCOUNT = "111122223333";

  private final Random random;
  private final List<String> columns = new ArrayList<>();
  private final List<List<String>> lines = new ArrayList<>();
  private final List<ReportRow> rows = new ArrayList<>();
  private final String lineEnd;
  private final boolean oldDates;

  DrawnReport(long seed) {
    this.random = new Random(seed);
    this.lineEnd = one(List.of("\n", "\r\n"));
    this.oldDates = random.nextBoolean();
    boolean more = random.nextBoolean();
    for (ReportColumn column : ReportColumn.values()) {
      if (more || !column.isOptional()) {
        columns.add(column.header());
      }
    }
    for (int unknown = random.nextInt(3); unknown > 0; unknown--) {
      columns.add("column_of_another_year_" + unknown);
    }
    Collections.shuffle(columns, random);
    for (int users = 1 + random.nextInt(6); users > 0; users--) {
      addRow(more);
    }
  }

  /** What reading it is to give, but for the lines on which rows begin. */
  List<ReportRow> rows() {
    return List.copyOf(rows);
  }

  /** A row as far as it does not tell where it stands. */
  static ReportRow withoutLine(ReportRow row) {
    return new ReportRow(
        0,
        row.user(),
        row.arn(),
        row.created(),
        row.password(),
        row.mfaActive(),
        row.keys(),
        row.certificates(),
        row.more());
  }

  /** The file. */
  byte[] bytes() {
    List<List<String>> all = new ArrayList<>(lines);
    all.addFirst(columns);
    String csv =
        all.stream()
            .map(line -> line.stream().map(this::field).collect(Collectors.joining(",")))
            .collect(Collectors.joining(lineEnd));
    Charset charset =
        one(
            List.of(
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_8,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE));
    boolean mark = !charset.equals(StandardCharsets.UTF_8) || random.nextBoolean();
    return ((mark ? "\uFEFF" : "") + csv + (random.nextBoolean() ? lineEnd : "")).getBytes(charset);
  }

  private String field(String text) {
    boolean needed = text.matches("(?s).*[,\"\r\n].*");
    return needed || random.nextInt(10) == 0 ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  private void addRow(boolean withMore) {
    List<String> line = new ArrayList<>(Collections.nCopies(columns.size(), "whatever"));
    String user = rows.isEmpty() ? ReportRow.ROOT : one(NAMES) + rows.size();
    String arn = "arn:aws:iam::%s:user/service/u%d".formatted(ACCOUNT, rows.size());
    put(line, ReportColumn.USER, user);
    put(line, ReportColumn.ARN, arn);
    String more = withMore ? one(List.of("N/A", "", "1 more key")) : "";
    if (withMore) {
      put(line, ReportColumn.ADDITIONAL_CREDENTIALS_INFO, more);
    }
    ReportedTime created = time(line, ReportColumn.USER_CREATION_TIME);
    ReportedPassword password =
        new ReportedPassword(
            flag(line, ReportColumn.PASSWORD_ENABLED),
            time(line, ReportColumn.PASSWORD_LAST_USED),
            time(line, ReportColumn.PASSWORD_LAST_CHANGED),
            time(line, ReportColumn.PASSWORD_NEXT_ROTATION));
    boolean mfa = flag(line, ReportColumn.MFA_ACTIVE) == ReportedFlag.YES;
    List<ReportedKey> keys = new ArrayList<>();
    key(line, KeyColumns.FIRST).ifPresent(keys::add);
    key(line, KeyColumns.SECOND).ifPresent(keys::add);
    List<ReportedCertificate> certificates = new ArrayList<>();
    certificate(line, 1, ReportColumn.CERT_1_ACTIVE, ReportColumn.CERT_1_LAST_ROTATED)
        .ifPresent(certificates::add);
    certificate(line, 2, ReportColumn.CERT_2_ACTIVE, ReportColumn.CERT_2_LAST_ROTATED)
        .ifPresent(certificates::add);
    lines.add(line);
    rows.add(
        new ReportRow(
            0,
            user,
            arn,
            created,
            password,
            mfa,
            keys,
            certificates,
            more.equals("1 more key") ? Optional.of(more) : Optional.empty()));
  }

  private Optional<ReportedKey> key(List<String> line, KeyColumns columns) {
    String service = one(SERVICES);
    put(line, columns.lastUsedService(), service);
    put(line, columns.lastUsedRegion(), "eu-central-1");
    if (random.nextInt(3) == 0) {
      put(line, columns.active(), "false");
      put(line, columns.lastRotated(), "N/A");
      put(line, columns.lastUsedDate(), one(List.of("N/A", "no_information")));
      return Optional.empty();
    }
    // A key that is off keeps its date; one that is Active was seen without one.
    boolean active = random.nextBoolean();
    put(line, columns.active(), String.valueOf(active));
    Optional<Instant> rotated =
        active && random.nextInt(5) == 0
            ? Optional.empty()
            : Optional.of(date(line, columns.lastRotated()));
    if (rotated.isEmpty()) {
      put(line, columns.lastRotated(), "N/A");
    }
    LastUse used =
        switch (random.nextInt(3)) {
          case 0 -> new LastUse.Used(date(line, columns.lastUsedDate()), service, "eu-central-1");
          case 1 -> {
            put(line, columns.lastUsedDate(), "N/A");
            yield new LastUse.Never();
          }
          default -> {
            put(line, columns.lastUsedDate(), "no_information");
            yield new LastUse.Unknown("the report says no_information");
          }
        };
    return Optional.of(new ReportedKey(columns.slot(), active, rotated, used));
  }

  private Optional<ReportedCertificate> certificate(
      List<String> line, int slot, ReportColumn active, ReportColumn rotated) {
    boolean there = random.nextInt(3) == 0;
    put(line, active, String.valueOf(there));
    put(line, rotated, "N/A");
    return there
        ? Optional.of(new ReportedCertificate(slot, true, time(line, rotated)))
        : Optional.empty();
  }

  private ReportedFlag flag(List<String> line, ReportColumn column) {
    String text = one(List.of("true", "TRUE", "false", "FALSE", "not_supported"));
    put(line, column, text);
    return switch (text) {
      case "true", "TRUE" -> ReportedFlag.YES;
      case "false", "FALSE" -> ReportedFlag.NO;
      default -> ReportedFlag.NOT_SUPPORTED;
    };
  }

  private ReportedTime time(List<String> line, ReportColumn column) {
    return switch (random.nextInt(4)) {
      case 0 -> {
        put(line, column, "N/A");
        yield new ReportedTime.NotApplicable();
      }
      case 1 -> {
        put(line, column, "no_information");
        yield new ReportedTime.NoInformation();
      }
      case 2 -> {
        put(line, column, "not_supported");
        yield new ReportedTime.NotSupported();
      }
      default -> new ReportedTime.At(date(line, column));
    };
  }

  /** Any second from 2006, when IAM's keys began, to 2100. */
  private Instant date(List<String> line, ReportColumn column) {
    Instant at = Instant.ofEpochSecond(random.nextLong(1_136_073_600L, 4_102_444_800L));
    put(line, column, oldDates ? at.toString().replace("Z", "+00:00") : at.toString());
    return at;
  }

  private void put(List<String> line, ReportColumn column, String text) {
    line.set(columns.indexOf(column.header()), text);
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
