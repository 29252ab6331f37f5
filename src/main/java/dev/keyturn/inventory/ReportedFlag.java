package dev.keyturn.inventory;

import java.util.Optional;

/** A yes or no as a credential report tells it. */
public enum ReportedFlag {
  YES,
  NO,
  /** {@code not_supported}, which reports of 2023 say of root's password. */
  NOT_SUPPORTED;

  /**
   * Reads a column. AWS writes {@code true}; its guide, and spreadsheets, write {@code TRUE}.
   *
   * @return empty for what is none
   */
  static Optional<ReportedFlag> parse(String text) {
    return switch (text) {
      case "true", "TRUE", "True" -> Optional.of(YES);
      case "false", "FALSE", "False" -> Optional.of(NO);
      case "not_supported" -> Optional.of(NOT_SUPPORTED);
      default -> Optional.empty();
    };
  }
}
