package dev.keyturn.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each way to tamper with a journal is found, at every line; and what cannot be found is said. */
class TamperingTest {
  private static final int LINES = 5;

  /** What somebody does to the line at a place of a segment's lines. */
  enum Deed {
    CHANGE {
      @Override
      void to(List<String> lines, int at) {
        lines.set(at, lines.get(at).replace("\"at\":\"2026", "\"at\":\"2025"));
      }
    },
    LEAVE_OUT {
      @Override
      void to(List<String> lines, int at) {
        lines.remove(at);
      }
    },
    PUT_IN {
      @Override
      void to(List<String> lines, int at) {
        lines.add(at, "{\"n\":%d,\"event\":\"acted\"}".formatted(at + 1));
      }
    },
    PUT_TWICE {
      @Override
      void to(List<String> lines, int at) {
        lines.add(at, lines.get(at));
      }
    },
    PUT_ELSEWHERE {
      @Override
      void to(List<String> lines, int at) {
        lines.add(lines.size() - 1 - at == at ? 0 : lines.size() - 1 - at, lines.remove(at));
      }
    },
    /** Everything from there on is written anew, with hashes that fit. */
    WRITE_ANEW {
      @Override
      void to(List<String> lines, int at) {
        String before = "";
        for (int i = at; i < lines.size(); i++) {
          String line = lines.get(i).replace("\"at\":\"2026", "\"at\":\"2025");
          lines.set(
              i,
              i == at
                  ? line
                  : line.replaceFirst("\"prev\":\"[0-9a-f]*\"", "\"prev\":\"" + before + '"'));
          before = LineHash.of(lines.get(i));
        }
      }
    };

    abstract void to(List<String> lines, int at);
  }

  private final MemoryJournal store = new MemoryJournal();
  private List<String> names = List.of();

  @BeforeEach
  void write() {
    Journals.run(store, 0, "aaaaaaaa", LINES - 1);
    Journals.run(store, 1, "bbbbbbbb", LINES - 1);
    Journals.run(store, 2, "cccccccc", LINES - 1);
    names = List.copyOf(store.lines.keySet());
    JournalCheck check = Journals.check(store);
    assertThat(check.findings()).isEmpty();
    assertThat(check.segments()).isEqualTo(3);
    assertThat(check.signed()).isEqualTo(3);
    assertThat(check.lines()).isEqualTo(3 * LINES);
    assertThat(check.ends()).extracting(JournalEnd::segment).containsExactly(names.getLast());
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("A line of any segment, at any place, by any deed")
  void lines(Deed deed) {
    for (String name : names) {
      String before = store.text(name);
      for (int at = 0; at < LINES; at++) {
        List<String> lines = new ArrayList<>(Arrays.asList(before.split("\n")));
        deed.to(lines, at);
        assertThat(lines).isNotEqualTo(Arrays.asList(before.split("\n")));
        set(name, String.join("\n", lines) + "\n");
        assertTampered("%s %s:%d".formatted(deed, name, at + 1));
      }
      set(name, before);
    }
  }

  @Test
  @DisplayName("Any one character of any line")
  void characters() {
    Random random = new Random(7);
    String name = names.get(1);
    String before = store.text(name);
    for (int at = 0; at < before.length(); at += 1 + random.nextInt(9)) {
      StringBuilder text = new StringBuilder(before);
      text.setCharAt(at, (char) (text.charAt(at) ^ 1));
      set(name, text.toString());
      assertTampered("character " + at);
    }
  }

  @Test
  @DisplayName("A segment that is cut off at any line")
  void cutOff() {
    for (String name : names) {
      String before = store.text(name);
      List<String> lines = Arrays.asList(before.split("\n"));
      for (int left = 0; left < LINES; left++) {
        set(name, left == 0 ? "" : String.join("\n", lines.subList(0, left)) + "\n");
        assertTampered("%s has %d".formatted(name, left));
      }
      set(name, before);
    }
  }

  @Test
  @DisplayName("A segment that is taken away, while another goes on from it")
  void takenAway() {
    for (String name : names.subList(0, 2)) {
      StringBuilder text = store.lines.remove(name);
      String checkpoint = store.checkpoints.remove(name);
      assertTampered(name);
      store.lines.put(name, text);
      store.checkpoints.put(name, checkpoint);
    }
  }

  @Test
  @DisplayName("The last segments, only by a checkpoint that was kept elsewhere, or a later one's")
  void takenAwayAtTheEnd() {
    Optional<Checkpoint> kept =
        SignedNote.read(store.note(names.getLast()))
            .map(SignedNote::text)
            .flatMap(Checkpoint::read);
    store.lines.remove(names.getLast());
    store.checkpoints.remove(names.getLast());
    assertThat(Journals.check(store).findings()).isEmpty();
    JournalCheck pinned = JournalCheck.of(store.read(), List.of(Journals.key()), kept);
    assertThat(pinned.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.CUT_OFF);
    assertThat(pinned.isTampered()).isTrue();
  }

  @Test
  @DisplayName("A checkpoint that is another segment's, was changed, or is signed by somebody else")
  void checkpoints() {
    String name = names.getLast();
    String own = store.note(name);
    for (String other :
        List.of(
            store.note(names.getFirst()),
            own.replace("lines 5", "lines 4"),
            own.replace("\u2014 keyturn ", "\u2014 keytern "),
            "nonsense")) {
      assertThat(other).isNotEqualTo(own);
      store.checkpoints.put(name, other);
      assertTampered(other);
    }
  }

  @Test
  @DisplayName("A checkpoint that was taken away is told; a killed run looks the same")
  void noCheckpoint() {
    store.checkpoints.remove(names.getFirst());
    JournalCheck check = Journals.check(store);
    assertThat(check.isTampered()).isFalse();
    assertThat(check.findings()).extracting(Finding::kind).containsExactly(Finding.Kind.NOT_ENDED);
    assertThat(check.verdict()).isEqualTo(JournalCheck.Verdict.NOT_PROVED);
    assertThat(check.signed()).isEqualTo(2);
  }

  @Test
  @DisplayName("A journal that was written anew without the key: with it tampering, else only told")
  void writtenAnew() {
    MemoryJournal forged = new MemoryJournal();
    forge(forged).finish(() -> true);
    assertThat(JournalCheck.of(forged.read(), List.of(), Optional.empty()).verdict())
        .isEqualTo(JournalCheck.Verdict.AS_WRITTEN);
    assertThat(Journals.check(forged).isTampered()).isTrue();
    assertThat(Journals.check(forged).verdict()).isEqualTo(JournalCheck.Verdict.CHANGED);
  }

  @Test
  @DisplayName(
      "A segment that was put in without the key is never as written: with an unsigned checkpoint tampering, with none not proved")
  void putIn() {
    JournalWriter writer = forge(store);
    assertThat(Journals.check(store).findings())
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.NOT_ENDED);
    assertThat(Journals.check(store).verdict()).isEqualTo(JournalCheck.Verdict.NOT_PROVED);
    writer.finish(() -> true);
    assertThat(Journals.check(store).isTampered()).isTrue();
  }

  /** A segment that nobody signs, without its end. */
  private static JournalWriter forge(MemoryJournal journal) {
    JournalWriter writer = Journals.writer(journal, 9, "forged00", Optional.empty());
    writer.record(Journals.event("app/alice", "another story"));
    return writer;
  }

  private void set(String name, String text) {
    store.lines.put(name, new StringBuilder(text));
  }

  private void assertTampered(String how) {
    assertThat(Journals.check(store).isTampered()).as(how).isTrue();
  }
}
