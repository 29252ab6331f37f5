package dev.keyturn.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.evidence.Checkpoint;
import dev.keyturn.evidence.Finding;
import dev.keyturn.evidence.JournalCheck;
import dev.keyturn.evidence.KeyActs;
import dev.keyturn.evidence.Segment;
import dev.keyturn.evidence.SegmentName;
import dev.keyturn.evidence.SignedNote;
import dev.keyturn.evidence.VerifierKey;
import dev.keyturn.report.EvidenceText;
import dev.keyturn.report.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A journal, its parts with a form feed between: a segment's name, its lines, its checkpoint, and
 * so on. It is told and checked, whatever is in it; and what has no signature passes for none.
 */
public final class HostileJournals {
  private static final VerifierKey KEY = VerifierKey.read(vector()).orElseThrow();
  private static final EvidenceText TEXT = new EvidenceText(Style.PLAIN);

  private HostileJournals() {}

  private static String vector() {
    try {
      return Files.readString(Path.of("src", "test", "resources", "journal", "vector.key"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tries one journal. */
  public static void fuzzerTestOneInput(byte[] input) {
    String[] parts = new String(input, StandardCharsets.ISO_8859_1).split("\f", -1);
    // No place has two segments of one name.
    Map<String, Segment> byName = new TreeMap<>();
    List<Checkpoint> kept = new ArrayList<>();
    for (int part = 0; part + 2 < parts.length; part += 3) {
      String note = utf8(parts[part + 2]);
      if (SegmentName.isOne(parts[part])) {
        Optional<String> checkpoint = note.isEmpty() ? Optional.empty() : Optional.of(note);
        byName.put(parts[part], Segment.read(parts[part], parts[part + 1], checkpoint));
      }
      SignedNote.read(note).map(SignedNote::text).flatMap(Checkpoint::read).ifPresent(kept::add);
      VerifierKey.read(note).ifPresent(key -> assertThat(key.text()).isEqualTo(note.strip()));
    }
    List<Segment> journal = List.copyOf(byName.values());
    kept.forEach(it -> assertThat(Checkpoint.read(it.text())).contains(it));
    JournalCheck check = JournalCheck.of(journal, List.of(KEY), kept.stream().findFirst());
    if (check.verdict() == JournalCheck.Verdict.AS_WRITTEN) {
      assertThat(check.signed()).isEqualTo(check.segments());
    }
    assertThat(check.findings()).extracting(Finding::sentence).noneMatch(String::isBlank);
    assertThat(TEXT.check(check, true, false)).isNotEmpty();
    for (String wanted : List.of("app/alice", "AKIAAAAAAAAAAAAAAAAA")) {
      List<KeyActs.Act> acts = KeyActs.of(journal, wanted);
      assertThat(TEXT.acts(wanted, acts).size()).isGreaterThan(acts.size());
    }
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
