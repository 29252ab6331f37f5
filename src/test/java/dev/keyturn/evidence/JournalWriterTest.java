package dev.keyturn.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.port.Event;
import dev.keyturn.port.Failure;
import dev.keyturn.port.MessageSigner;
import dev.keyturn.port.ReadResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a run writes, and that nothing of it can end a run. */
class JournalWriterTest {
  private final MemoryJournal store = new MemoryJournal();

  @Test
  @DisplayName("A run that does nothing leaves nothing, and asks nobody")
  void nothing() {
    JournalWriter writer = Journals.writer(store, 0, "aaaaaaaa");
    assertThat(writer.finish(() -> true)).isEmpty();
    assertThat(store.calls).isZero();
    assertThat(store.lines).isEmpty();
  }

  @Test
  @DisplayName(
      "A line is written when its event happens, and says who, what, why and the request ID")
  void lines() {
    JournalWriter writer = Journals.writer(store, 0, "aaaaaaaa");
    writer.record(Journals.event("app/alice", "created key"));
    Segment segment = store.read().getFirst();
    assertThat(segment.lines()).hasSize(2);
    assertThat(segment.lines().getFirst().text("by")).contains(Journals.ARN);
    JournalLine line = segment.lines().getLast();
    assertThat(line.text("key")).contains(Journals.KEY.value());
    assertThat(line.text("reason")).contains("due");
    assertThat(line.text("at")).contains(Journals.START.toString());
    assertThat(EventLine.requestIds(line)).containsExactly("req-created key");
    assertThat(segment.checkpoint()).isEmpty();
    assertThat(writer.finish(() -> true)).isEmpty();
    assertThat(Journals.check(store).findings()).isEmpty();
    assertThat(Journals.check(store).signed()).isEqualTo(1);
  }

  @Test
  @DisplayName("What is told again and again while it goes on is not written")
  void ticks() {
    Event tick =
        new Event(
            Journals.START,
            "app/alice",
            Optional.empty(),
            Event.Kind.PROGRESS,
            "verifying",
            "",
            Optional.empty(),
            "verifying: 1 of 3",
            List.of());
    JournalWriter writer = Journals.writer(store, 0, "aaaaaaaa");
    writer.record(tick);
    assertThat(writer.finish(() -> true)).isEmpty();
    assertThat(store.lines).isEmpty();
  }

  @Test
  @DisplayName("A text of others stays on its line, in ASCII")
  void hostileText() {
    JournalWriter writer = Journals.writer(store, 0, "aaaaaaaa");
    writer.record(Journals.event("a\n{\"n\":9}\u2028\u00fc\"", "line\r\nend"));
    writer.finish(() -> true);
    Segment segment = store.read().getFirst();
    assertThat(segment.lines()).hasSize(2);
    assertThat(segment.lines().getLast().text("secret")).contains("a\n{\"n\":9}\u2028\u00fc\"");
    assertThat(store.text(segment.name()).chars()).allMatch(c -> c == '\n' || (c > 31 && c < 127));
    assertThat(Journals.check(store).findings()).isEmpty();
  }

  @Test
  @DisplayName("Where nothing can be written, nothing is tried again until the end, and it is told")
  void down() {
    store.down = true;
    JournalWriter writer = Journals.writer(store, 0, "aaaaaaaa");
    writer.record(Journals.event("app/alice", "one"));
    int calls = store.calls;
    writer.record(Journals.event("app/alice", "two"));
    assertThat(store.calls).isEqualTo(calls);
    assertThat(writer.finish(() -> true)).contains(MemoryJournal.DOWN);
  }

  @Test
  @DisplayName("What could be written only at the end is whole then, be it lost or only its reply")
  void backAgain() {
    for (boolean lost : List.of(false, true)) {
      MemoryJournal shaky = new MemoryJournal();
      JournalWriter writer = Journals.writer(shaky, 0, "aaaaaaaa");
      writer.record(Journals.event("app/alice", "one"));
      shaky.down = !lost;
      shaky.repliesAreLost = lost;
      writer.record(Journals.event("app/alice", "two"));
      writer.record(Journals.event("app/alice", "three"));
      shaky.down = false;
      shaky.repliesAreLost = false;
      assertThat(writer.finish(() -> true)).isEmpty();
      assertThat(Journals.check(shaky).findings()).isEmpty();
      assertThat(Journals.check(shaky).lines()).isEqualTo(4);
    }
  }

  @Test
  @DisplayName("A bug under it is told by its name alone, and ends nothing")
  void bug() {
    JournalWriter writer = Journals.writer(store, 0, "aaaaaaaa");
    writer.record(Journals.event("app/alice", "one"));
    // The store then throws, as nobody else writes to a segment.
    store.lines.values().forEach(text -> text.append("somebody else's"));
    writer.record(Journals.event("app/alice", "two"));
    assertThat(writer.finish(() -> true).map(Failure::sentence))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("a bug of Keyturn's"));
  }

  @Test
  @DisplayName(
      "Where the key cannot sign, the checkpoint is there without a signature, and it is told")
  void noSignature() {
    Failure denied = new Failure.Denied("kms:Sign", false, "no");
    MessageSigner signer =
        new MessageSigner() {
          @Override
          public ReadResult<byte[]> publicKey() {
            return Journals.signer().publicKey();
          }

          @Override
          public ReadResult<byte[]> sign(byte[] message) {
            return new ReadResult.Failed<>(denied);
          }
        };
    JournalWriter writer = Journals.writer(store, 0, "aaaaaaaa", Optional.of(signer));
    writer.record(Journals.event("app/alice", "one"));
    assertThat(writer.finish(() -> true)).contains(denied);
    JournalCheck withoutKey = JournalCheck.of(store.read(), List.of(), Optional.empty());
    assertThat(withoutKey.findings())
        .extracting(Finding::kind)
        .containsExactly(Finding.Kind.NOT_SIGNED);
    assertThat(withoutKey.isTampered()).isFalse();
    assertThat(Journals.check(store).isTampered()).isTrue();
  }
}
