package dev.keyturn.inventory;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The columns of a credential report. Twenty-two are in each; the last of AWS's guide is left out
 * where nobody has more than two keys or certificates (seen 2026-09).
 */
enum ReportColumn {
  USER,
  ARN,
  USER_CREATION_TIME,
  PASSWORD_ENABLED,
  PASSWORD_LAST_USED,
  PASSWORD_LAST_CHANGED,
  PASSWORD_NEXT_ROTATION,
  MFA_ACTIVE,
  ACCESS_KEY_1_ACTIVE,
  ACCESS_KEY_1_LAST_ROTATED,
  ACCESS_KEY_1_LAST_USED_DATE,
  ACCESS_KEY_1_LAST_USED_REGION,
  ACCESS_KEY_1_LAST_USED_SERVICE,
  ACCESS_KEY_2_ACTIVE,
  ACCESS_KEY_2_LAST_ROTATED,
  ACCESS_KEY_2_LAST_USED_DATE,
  ACCESS_KEY_2_LAST_USED_REGION,
  ACCESS_KEY_2_LAST_USED_SERVICE,
  CERT_1_ACTIVE,
  CERT_1_LAST_ROTATED,
  CERT_2_ACTIVE,
  CERT_2_LAST_ROTATED,
  ADDITIONAL_CREDENTIALS_INFO;

  private static final ReportColumn[] ALL = values();

  private final String header = name().toLowerCase(Locale.ROOT);

  /** As the first line spells it. */
  String header() {
    return header;
  }

  boolean isOptional() {
    return this == ADDITIONAL_CREDENTIALS_INFO;
  }

  /** The column of that header; empty for one that we do not know. */
  static Optional<ReportColumn> of(String header) {
    return Arrays.stream(ALL).filter(column -> column.header.equals(header)).findFirst();
  }
}
