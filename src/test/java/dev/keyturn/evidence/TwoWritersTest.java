package dev.keyturn.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that write at once, and runs that are killed: told, and gone on from. */
class TwoWritersTest {
  private final MemoryJournal store = new MemoryJournal();

  @Test
  @DisplayName("Two that begin at once fork the journal, which is told; the next run follows both")
  void fork() {
    Journals.run(store, 0, "aaaaaaaa", 1);
    MemoryJournal asSeenBefore = new MemoryJournal();
    asSeenBefore.lines.putAll(store.lines);
    asSeenBefore.checkpoints.putAll(store.checkpoints);
    Journals.run(store, 1, "bbbbbbbb", 2);
    Journals.run(asSeenBefore, 2, "cccccccc", 2);
    store.lines.putAll(asSeenBefore.lines);
    store.checkpoints.putAll(asSeenBefore.checkpoints);
    assertThat(kinds()).containsExactly(Finding.Kind.FORKED);
    assertThat(Journals.check(store).ends()).hasSize(2);
    Journals.run(store, 3, "dddddddd", 1);
    assertThat(Journals.check(store).ends()).hasSize(1);
    Journals.run(store, 4, "eeeeeeee", 1);
    assertThat(Journals.check(store).isTampered()).isFalse();
    assertThat(kinds()).containsExactly(Finding.Kind.FORKED);
    assertThat(store.read().getLast().follows()).hasSize(1);
  }

  @Test
  @DisplayName("A run that goes on while another begins is followed, and its further lines later")
  void overlapping() {
    JournalWriter longer = Journals.writer(store, 0, "aaaaaaaa");
    longer.record(Journals.event("app/alice", "one"));
    Journals.run(store, 1, "bbbbbbbb", 1);
    longer.record(Journals.event("app/alice", "two"));
    assertThat(longer.finish(() -> true)).isEmpty();
    assertThat(Journals.check(store).ends()).hasSize(2);
    Journals.run(store, 2, "cccccccc", 1);
    JournalCheck check = Journals.check(store);
    assertThat(check.findings()).isEmpty();
    assertThat(check.ends()).hasSize(1);
    assertThat(store.read().getLast().follows())
        .extracting(JournalEnd::segment)
        .containsExactly(store.read().get(1).name(), store.read().get(0).name());
  }

  @Test
  @DisplayName("A run that spans others is followed to its end, although they follow each other")
  void spanning() {
    JournalWriter longer = Journals.writer(store, 0, "aaaaaaaa");
    longer.record(Journals.event("app/alice", "one"));
    Journals.run(store, 1, "bbbbbbbb", 1);
    Journals.run(store, 2, "cccccccc", 1);
    longer.record(Journals.event("app/alice", "two"));
    assertThat(longer.finish(() -> true)).isEmpty();
    assertThat(Journals.check(store).ends()).hasSize(2);
    Journals.run(store, 60 * 24, "dddddddd", 1);
    assertThat(Journals.check(store).ends()).hasSize(1);
    assertThat(Journals.check(store).findings()).isEmpty();
  }

  @Test
  @DisplayName("A long journal is not read back to its beginning")
  void bounded() {
    for (int day = 0; day < 40; day++) {
      Journals.run(store, day * 60 * 24, "run%05d".formatted(day), 1);
    }
    int before = store.calls;
    Journals.run(store, 40 * 60 * 24, "lastlast", 1);
    assertThat(store.calls - before).isLessThan(8);
    assertThat(Journals.check(store).findings()).isEmpty();
  }

  @Test
  @DisplayName("A run that was killed in the middle of any line is told, and the next one goes on")
  void killed() {
    JournalWriter writer = Journals.writer(store, 0, "aaaaaaaa");
    writer.record(Journals.event("app/alice", "one"));
    writer.record(Journals.event("app/alice", "two"));
    String name = store.read().getFirst().name();
    String whole = store.text(name);
    for (int length = 0; length <= whole.length(); length += 7) {
      MemoryJournal torn = new MemoryJournal();
      torn.lines.put(name, new StringBuilder(whole.substring(0, length)));
      Journals.run(torn, 1, "bbbbbbbb", 1);
      Journals.run(torn, 2, "cccccccc", 1);
      JournalCheck check = Journals.check(torn);
      assertThat(check.isTampered()).as("%d: %s", length, check.findings()).isFalse();
      boolean midLine = length > 0 && whole.charAt(length - 1) != '\n';
      assertThat(check.findings().stream().anyMatch(it -> it.kind() == Finding.Kind.TORN))
          .isEqualTo(midLine);
      assertThat(check.findings()).anyMatch(it -> it.kind() == Finding.Kind.NOT_ENDED);
      assertThat(check.ends()).extracting(JournalEnd::segment).hasSize(1);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  @DisplayName(
      "Many runs that begin, write, end and are killed in any order leave a journal that fits")
  void anyOrder(long seed) {
    Random random = new Random(seed);
    List<JournalWriter> going = new ArrayList<>();
    for (int minute = 0; minute < 60; minute++) {
      if (going.isEmpty() || random.nextInt(3) == 0) {
        going.add(Journals.writer(store, minute, "run%05d".formatted(minute)));
      }
      JournalWriter one = going.get(random.nextInt(going.size()));
      one.record(Journals.event("app/alice", "minute " + minute));
      switch (random.nextInt(6)) {
        case 0 -> going.remove(one);
        case 1 -> {
          going.remove(one);
          assertThat(one.finish(() -> true)).isEmpty();
        }
        default -> {}
      }
    }
    going.forEach(writer -> assertThat(writer.finish(() -> true)).isEmpty());
    Journals.run(store, 100, "theendof", 1);
    JournalCheck check = Journals.check(store);
    assertThat(check.isTampered()).as("%s", check.findings()).isFalse();
    assertThat(check.lines()).isGreaterThan(60);
  }

  private List<Finding.Kind> kinds() {
    return Journals.check(store).findings().stream().map(Finding::kind).toList();
  }
}
