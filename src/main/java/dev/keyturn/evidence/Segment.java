package dev.keyturn.evidence;

import java.util.List;
import java.util.Optional;

/**
 * One run's part of a journal, as it was read.
 *
 * @param name as {@link SegmentName} has it
 * @param lines whole lines, in order
 * @param torn what comes after the last line end: the run was killed while it wrote; mostly empty
 * @param checkpoint what closes it; empty where the run did not come to its end
 */
public record Segment(
    String name, List<JournalLine> lines, String torn, Optional<String> checkpoint) {
  public Segment {
    lines = List.copyOf(lines);
  }

  /** A segment of these characters. */
  public static Segment read(String name, String text, Optional<String> checkpoint) {
    int end = text.lastIndexOf('\n') + 1;
    List<JournalLine> lines =
        end == 0
            ? List.of()
            : List.of(text.substring(0, end - 1).split("\n", -1)).stream()
                .map(JournalLine::read)
                .toList();
    return new Segment(name, lines, text.substring(end), checkpoint);
  }

  /** The ends that it goes on from. */
  List<JournalEnd> follows() {
    return lines.isEmpty() ? List.of() : lines.getFirst().follows();
  }

  /** The hash of one of its lines, from 1. */
  String hash(int line) {
    return lines.get(line - 1).hash();
  }
}
