package dev.keyturn.fleets;

/** What a colleague may do to a user or its secret in the middle of everything. */
enum ColleagueAct {
  ASKS_FOR_A_ROTATION,
  ROLLS_BACK,
  CREATES_A_KEY_FOR_A_WHILE,
  ADDS_A_FIELD_TO_THE_SECRET,
  TAKES_PENDING_OFF;

  /** What a timeline says. */
  String words() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
