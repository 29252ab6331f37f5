package dev.keyturn.inventory;

/**
 * The five columns of a slot for access keys.
 *
 * @param slot 1 or 2
 */
record KeyColumns(
    int slot,
    ReportColumn active,
    ReportColumn lastRotated,
    ReportColumn lastUsedDate,
    ReportColumn lastUsedRegion,
    ReportColumn lastUsedService) {
  static final KeyColumns FIRST =
      new KeyColumns(
          1,
          ReportColumn.ACCESS_KEY_1_ACTIVE,
          ReportColumn.ACCESS_KEY_1_LAST_ROTATED,
          ReportColumn.ACCESS_KEY_1_LAST_USED_DATE,
          ReportColumn.ACCESS_KEY_1_LAST_USED_REGION,
          ReportColumn.ACCESS_KEY_1_LAST_USED_SERVICE);

  static final KeyColumns SECOND =
      new KeyColumns(
          2,
          ReportColumn.ACCESS_KEY_2_ACTIVE,
          ReportColumn.ACCESS_KEY_2_LAST_ROTATED,
          ReportColumn.ACCESS_KEY_2_LAST_USED_DATE,
          ReportColumn.ACCESS_KEY_2_LAST_USED_REGION,
          ReportColumn.ACCESS_KEY_2_LAST_USED_SERVICE);
}
