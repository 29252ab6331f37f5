package dev.keyturn.evidence;

import java.util.Locale;

/**
 * Something that a check of a journal has found.
 *
 * @param segment where; empty of the whole journal
 * @param line the first line that does not fit, from 1; 0 of the whole segment
 * @param sentence for people
 */
public record Finding(Kind kind, String segment, int line, String sentence) {
  /** Kinds of findings, stable for machines. */
  public enum Kind {
    /** A line is not the one that was written there. */
    CHANGED(true),
    /** Lines are missing. */
    LEFT_OUT(true),
    /** A line stands where it was not written. */
    OUT_OF_PLACE(true),
    /** A segment is missing, or ends before where another, or a checkpoint, saw it end. */
    CUT_OFF(true),
    /** A checkpoint is not its segment's, or not signed by a key that was given. */
    CHECKPOINT_WRONG(true),
    /** The run was killed while it wrote its last line. */
    TORN(false),
    /** The run did not come to its end, so that its last line has no witness. */
    NOT_ENDED(false),
    /** Two runs wrote at once. */
    FORKED(false),
    /** A checkpoint was written without a signature, and no key was given to hold it to. */
    NOT_SIGNED(false);

    private final boolean tampering;

    Kind(boolean tampering) {
      this.tampering = tampering;
    }

    /** Whether a journal that nobody has touched never has it. */
    public boolean isTampering() {
      return tampering;
    }

    /** As machines read it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
