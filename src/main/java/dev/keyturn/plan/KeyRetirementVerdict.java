package dev.keyturn.plan;

import java.time.Instant;

/** What is to become of one key that an administrator wants to retire. */
public sealed interface KeyRetirementVerdict {
  /**
   * Switch it off, then note that it is.
   *
   * @param noted whether there is a note of an earlier time, which has to go first: were it still
   *     there when the key is off, it would count
   */
  record SwitchOff(boolean noted) implements KeyRetirementVerdict {}

  /** It is off, and nobody knows since when: note that it is now. The recovery window begins. */
  record NoteOff() implements KeyRetirementVerdict {}

  /**
   * It is off already.
   *
   * @param deletable from when on it may be deleted
   */
  record Off(Instant since, Instant deletable) implements KeyRetirementVerdict {}

  /** It may be deleted only later. */
  record Wait(Instant until) implements KeyRetirementVerdict {}

  /** Delete it. */
  record Delete() implements KeyRetirementVerdict {}

  /**
   * Leave it alone.
   *
   * @param why a sentence, and what to do
   */
  record Refused(KeyRetirementRefusal refusal, String why) implements KeyRetirementVerdict {}
}
