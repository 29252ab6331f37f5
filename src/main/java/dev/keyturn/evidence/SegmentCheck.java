package dev.keyturn.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks one segment by itself: its lines, each against the one before, and its checkpoint. */
final class SegmentCheck {
  private final Segment segment;
  private final List<VerifierKey> keys;
  private final List<Finding> findings = new ArrayList<>();

  private SegmentCheck(Segment segment, List<VerifierKey> keys) {
    this.segment = segment;
    this.keys = keys;
  }

  static List<Finding> of(Segment segment, List<VerifierKey> keys) {
    SegmentCheck check = new SegmentCheck(segment, keys);
    check.lines();
    check.ending();
    return check.findings;
  }

  /** The first line that does not fit is told; what comes after it hangs on it. */
  private void lines() {
    List<JournalLine> lines = segment.lines();
    if (!lines.isEmpty() && !segment.name().equals(lines.getFirst().text("segment").orElse(""))) {
      found(Finding.Kind.OUT_OF_PLACE, 1, "The first line is not this segment's.");
      return;
    }
    String before =
        segment.follows().isEmpty() ? LineHash.NONE : segment.follows().getFirst().last();
    for (int i = 1; i <= lines.size(); i++) {
      JournalLine line = lines.get(i - 1);
      boolean fits = line.text("prev").filter(before::equals).isPresent();
      if (line.number() > i) {
        found(
            Finding.Kind.LEFT_OUT,
            i,
            "Line %d stands here: %d before it are missing."
                .formatted(line.number(), line.number() - i));
        return;
      }
      if (line.number() != i) {
        found(
            line.number() == 0 ? Finding.Kind.CHANGED : Finding.Kind.OUT_OF_PLACE,
            i,
            line.number() == 0
                ? "This is no line of a journal."
                : "Line %d stands here: it was put in, or put elsewhere.".formatted(line.number()));
        return;
      }
      if (!fits) {
        found(
            Finding.Kind.CHANGED,
            Math.max(1, i - 1),
            "Line %d was written after another line than the one that is before it now."
                .formatted(i));
        return;
      }
      before = line.hash();
    }
  }

  private void ending() {
    if (!segment.torn().isEmpty()) {
      found(
          Finding.Kind.TORN,
          segment.lines().size() + 1,
          "The last line has no end: the run was killed while it wrote it.");
    }
    if (segment.checkpoint().isEmpty()) {
      found(
          Finding.Kind.NOT_ENDED,
          0,
          "There is no checkpoint: the run was killed, is at work, or could not write it; or the segment was put in by somebody without the key, or its checkpoint was taken away.");
      return;
    }
    Optional<SignedNote> note = SignedNote.read(segment.checkpoint().get());
    Optional<Checkpoint> checkpoint = note.map(SignedNote::text).flatMap(Checkpoint::read);
    if (checkpoint.isEmpty()) {
      found(Finding.Kind.CHECKPOINT_WRONG, 0, "The checkpoint is not one.");
      return;
    }
    end(checkpoint.get());
    signature(note.orElseThrow());
  }

  private void end(Checkpoint checkpoint) {
    JournalEnd end = checkpoint.end();
    int lines = segment.lines().size();
    if (!end.segment().equals(segment.name())
        || (lines > 0 && !checkpoint.follows().equals(segment.follows()))) {
      found(Finding.Kind.CHECKPOINT_WRONG, 0, "The checkpoint is another segment's.");
    } else if (lines < end.lines()) {
      found(
          Finding.Kind.CUT_OFF,
          lines,
          "It ends after line %d, and had %d when its run ended.".formatted(lines, end.lines()));
    } else if (lines > end.lines()) {
      found(
          Finding.Kind.OUT_OF_PLACE,
          end.lines() + 1,
          "It had %d lines when its run ended: this one was put in.".formatted(end.lines()));
    } else if (!segment.hash(lines).equals(end.last())) {
      found(
          Finding.Kind.CHANGED,
          lines,
          "The last line, or one before it, is not the one that its run ended with.");
    }
  }

  private void signature(SignedNote note) {
    if (note.signatures().isEmpty() && !keys.isEmpty()) {
      found(
          Finding.Kind.CHECKPOINT_WRONG,
          0,
          "The checkpoint is not signed, and a key was given: whoever may write here could have written all of it. A run that could not sign has warned of it.");
    } else if (note.signatures().isEmpty()) {
      found(
          Finding.Kind.NOT_SIGNED,
          0,
          "The checkpoint is not signed: whoever may write here could have written all of it.");
    } else if (!keys.isEmpty() && keys.stream().noneMatch(key -> key.hasSigned(note))) {
      found(
          Finding.Kind.CHECKPOINT_WRONG,
          0,
          "The checkpoint is signed by none of the keys that were given, or was changed.");
    }
  }

  private void found(Finding.Kind kind, int line, String sentence) {
    findings.add(new Finding(kind, segment.name(), line, sentence));
  }
}
