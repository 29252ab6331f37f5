package dev.keyturn.plan;

/** What an administrator asks for unused keys. */
public enum KeyRetirementAct {
  /** Switch them off, and note since when they are. */
  SWITCH_OFF,
  /** Delete those whose recovery window is over. */
  DELETE
}
