package dev.keyturn.inventory;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Credential reports for tests, in the forms that AWS was seen to give. Names are made up. */
public final class Reports {
  /** The header of 22 columns, as in each report of AWS's that was seen. */
  public static final String HEADER =
      "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
          + "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
          + "access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,"
          + "access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,"
          + "access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,"
          + "cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

  /** Root without keys, as of 2026. */
  public static final String ROOT =
      "<root_account>,arn:aws:iam::111122223333:root,2024-01-02T03:04:05Z,true,no_information,"
          + "2024-01-02T03:04:05Z,not_supported,true,"
          + noKey()
          + ","
          + noKey()
          + ",false,N/A,false,N/A";

  private Reports() {}

  /** An empty slot. */
  public static String noKey() {
    return "false,N/A,N/A,N/A,N/A";
  }

  /** A slot with a key that was never used. */
  public static String key(boolean active, String rotated) {
    return active + "," + rotated + ",N/A,N/A,N/A";
  }

  /** A slot with a key that was used. */
  public static String key(boolean active, String rotated, String used) {
    return active + "," + rotated + "," + used + ",eu-central-1,s3";
  }

  /** A user without a password. */
  public static String user(String name, String first, String second) {
    return name
        + ",arn:aws:iam::111122223333:user/service/"
        + name
        + ",2025-01-01T00:00:00Z,false,N/A,N/A,N/A,false,"
        + first
        + ","
        + second
        + ",false,N/A,false,N/A";
  }

  /** A user with a password that was never used. */
  public static String consoleUser(String name, String first, String second) {
    return user(name, first, second)
        .replace(
            ",false,N/A,N/A,N/A,false,", ",true,no_information,2025-01-01T00:00:00Z,N/A,true,");
  }

  /** A report of root and these rows, without a line end after the last, as AWS gives it. */
  public static String of(String... users) {
    return HEADER + "\n" + ROOT + (users.length == 0 ? "" : "\n" + String.join("\n", users));
  }

  /** What a text reads as. */
  static ReportReading read(String csv, List<ReportRow> rows) {
    return ReportReader.read(
        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), rows::add);
  }

  /** The rows of a report that is whole. */
  public static List<ReportRow> rows(String csv) {
    List<ReportRow> rows = new ArrayList<>();
    if (read(csv, rows) instanceof ReportReading.Refused(ReportProblem problem)) {
      throw new AssertionError(problem.sentence());
    }
    return rows;
  }
}
