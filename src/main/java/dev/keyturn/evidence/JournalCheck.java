package dev.keyturn.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks a journal: each segment by itself, and each against those that go on from it.
 *
 * <p>What cannot be found: that the last segments were taken away whole, as nothing goes on from
 * them, unless a checkpoint of one of them, or of a later one, was kept elsewhere; that all of it
 * was written anew by somebody who has the key; and what a run never wrote.
 *
 * @param findings in the order of segments and lines
 * @param withKeys whether signatures were checked
 * @param segments how many were read
 * @param lines how many were read
 * @param signed how many segments have a checkpoint that one of the keys has signed
 * @param ends the ends that nothing goes on from: a checkpoint of each, kept elsewhere, is what the
 *     journal can be held to later
 */
public record JournalCheck(
    List<Finding> findings,
    boolean withKeys,
    int segments,
    int lines,
    int signed,
    List<JournalEnd> ends) {
  /** What a check has come to, stable for machines. */
  public enum Verdict {
    /** Everything fits, and where keys were given, each segment was signed with one of them. */
    AS_WRITTEN,
    /**
     * Everything fits, but nobody has signed the end of some segment: a killed run, or a forgery.
     */
    NOT_PROVED,
    /** A journal that nobody has touched never looks so. */
    CHANGED;

    /** As machines read it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public JournalCheck {
    findings = List.copyOf(findings);
    ends = List.copyOf(ends);
  }

  /** The verdict. */
  public Verdict verdict() {
    if (isTampered()) {
      return Verdict.CHANGED;
    }
    boolean unended =
        findings.stream().anyMatch(finding -> finding.kind() == Finding.Kind.NOT_ENDED);
    return withKeys && unended ? Verdict.NOT_PROVED : Verdict.AS_WRITTEN;
  }

  /** Whether anything was found that a journal which nobody has touched never has. */
  public boolean isTampered() {
    return findings.stream().anyMatch(finding -> finding.kind().isTampering());
  }

  /**
   * Checks.
   *
   * @param journal in the order of names
   * @param keys that checkpoints may be signed with; none where signatures are not to be checked
   * @param pinned a checkpoint that was kept elsewhere
   */
  public static JournalCheck of(
      List<Segment> journal, List<VerifierKey> keys, Optional<Checkpoint> pinned) {
    Map<String, Segment> byName = new TreeMap<>();
    journal.forEach(segment -> byName.put(segment.name(), segment));
    List<Finding> findings = new ArrayList<>();
    for (Segment segment : byName.values()) {
      findings.addAll(SegmentCheck.of(segment, keys));
      for (JournalEnd seen : segment.follows()) {
        held(byName, seen, "segment " + segment.name()).ifPresent(findings::add);
      }
    }
    findings.addAll(forks(byName));
    pinned
        .flatMap(it -> held(byName, it.end(), "the checkpoint that was kept"))
        .ifPresent(findings::add);
    return new JournalCheck(
        findings,
        !keys.isEmpty(),
        byName.size(),
        journal.stream().mapToInt(segment -> segment.lines().size()).sum(),
        (int) journal.stream().filter(segment -> isSigned(segment, keys)).count(),
        ends(byName));
  }

  private static boolean isSigned(Segment segment, List<VerifierKey> keys) {
    Optional<SignedNote> note = segment.checkpoint().flatMap(SignedNote::read);
    return note.isPresent() && keys.stream().anyMatch(key -> key.hasSigned(note.get()));
  }

  /** Whether a segment is still as somebody saw it. */
  private static Optional<Finding> held(
      Map<String, Segment> byName, JournalEnd seen, String witness) {
    Segment segment = byName.get(seen.segment());
    if (segment == null) {
      return Optional.of(
          new Finding(
              Finding.Kind.CUT_OFF,
              seen.segment(),
              0,
              "The segment is not there, and %s goes on from it, or is of it.".formatted(witness)));
    }
    if (segment.lines().size() < seen.lines()) {
      return Optional.of(
          new Finding(
              Finding.Kind.CUT_OFF,
              seen.segment(),
              segment.lines().size(),
              "It ends after line %d; by %s it had %d."
                  .formatted(segment.lines().size(), witness, seen.lines())));
    }
    return segment.hash(seen.lines()).equals(seen.last())
        ? Optional.empty()
        : Optional.of(
            new Finding(
                Finding.Kind.CHANGED,
                seen.segment(),
                seen.lines(),
                "Line %d, or one before it, is not what it was by %s."
                    .formatted(seen.lines(), witness)));
  }

  private static List<Finding> forks(Map<String, Segment> byName) {
    Map<JournalEnd, String> first = new HashMap<>();
    Set<String> starts = new HashSet<>();
    List<Finding> forks = new ArrayList<>();
    for (Segment segment : byName.values()) {
      if (segment.follows().isEmpty() && !segment.lines().isEmpty()) {
        starts.add(segment.name());
      }
      for (JournalEnd end : segment.follows()) {
        String other = first.putIfAbsent(end, segment.name());
        if (other != null) {
          forks.add(
              fork(
                  segment.name(),
                  "This segment and %s both go on from line %d of %s: two runs wrote at once."
                      .formatted(other, end.lines(), end.segment())));
        }
      }
    }
    if (starts.size() > 1) {
      forks.add(
          fork(
              "",
              "%d segments begin a journal: runs wrote at once when it began, or one was put in."
                  .formatted(starts.size())));
    }
    return forks;
  }

  private static Finding fork(String segment, String sentence) {
    return new Finding(Finding.Kind.FORKED, segment, 1, sentence);
  }

  private static List<JournalEnd> ends(Map<String, Segment> byName) {
    Map<String, Integer> followed = new HashMap<>();
    byName.values().stream()
        .flatMap(segment -> segment.follows().stream())
        .forEach(end -> followed.merge(end.segment(), end.lines(), Math::max));
    return byName.values().stream()
        .filter(segment ->
            !segment.lines().isEmpty()
                && followed.getOrDefault(segment.name(), 0) < segment.lines().size())
        .map(segment ->
            new JournalEnd(
                segment.name(),
                segment.lines().size(),
                segment.hash(segment.lines().size()),
                segment.checkpoint().isPresent()))
        .toList();
  }
}
