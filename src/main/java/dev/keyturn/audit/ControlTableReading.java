package dev.keyturn.audit;

/** What came of reading a table of controls. */
public sealed interface ControlTableReading {
  /** It is one. */
  record Read(ControlTable table) implements ControlTableReading {}

  /**
   * It is none.
   *
   * @param problem what is wrong and where, in a sentence; it may quote the file
   */
  record Refused(String problem) implements ControlTableReading {}
}
