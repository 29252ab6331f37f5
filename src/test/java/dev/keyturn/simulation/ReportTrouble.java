package dev.keyturn.simulation;

/** What may be wrong with the lists of an account for a while. */
enum ReportTrouble {
  /** They are as AWS gives them. */
  NONE,
  /** The report tells of the pass before, and bears a date of four hours ago. */
  OLD,
  /** It is older than any may be. */
  STALE,
  /** There is none, and IAM goes on making it. */
  MISSING,
  /** It ends in the middle of a row. */
  CUT_IN_A_ROW,
  /** It ends between two rows, where nobody can tell. */
  CUT_BETWEEN_ROWS,
  /** Its slots are the other way round. */
  SLOTS_TURNED,
  /** The report is denied. */
  REPORT_DENIED,
  /** The list of users is denied. */
  USERS_DENIED,
  /** The list of users lacks one. */
  USER_LEFT_OUT
}
