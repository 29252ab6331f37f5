package dev.keyturn.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.port.Event;
import dev.keyturn.port.Failure;
import dev.keyturn.port.JournalStore;
import dev.keyturn.port.ReadResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a journal must not do to the work: hold it up, above all between two writes of a key. */
class UnhurriedJournalTest {
  private final MemoryJournal store = new MemoryJournal();

  @Test
  @DisplayName(
      "While a new key is not stored, nothing is written for its secret; then all of it is")
  void unstored() {
    JournalWriter writer = Journals.writer(store, 0, "aaaaaaaa");
    writer.record(act("app/alice", "announce"));
    int before = store.calls;
    writer.record(act("app/alice", "create-key"));
    writer.record(failed("app/alice"));
    assertThat(store.calls).isEqualTo(before);
    writer.record(act("app/alice", "store-pending"));
    assertThat(store.read().getFirst().lines()).hasSize(5);
    writer.record(act("app/alice", "create-key"));
    writer.record(act("app/bob", "announce"));
    assertThat(store.read().getFirst().lines()).hasSize(7);
    assertThat(writer.finish(() -> true)).isEmpty();
    assertThat(Journals.check(store).findings()).isEmpty();
  }

  @Test
  @Timeout(60)
  @DisplayName("Nobody waits for what another thread writes, and no line is lost by that")
  void twoThreads() throws InterruptedException {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    JournalWriter writer = Journals.writer(held(reached, released), 0, "aaaaaaaa");
    Thread slow = Thread.ofPlatform().start(() -> writer.record(act("app/alice", "announce")));
    reached.await();
    writer.record(act("app/bob", "announce"));
    assertThat(store.lines).isEmpty();
    released.countDown();
    slow.join();
    assertThat(store.read().getFirst().lines()).hasSize(3);
    assertThat(writer.finish(() -> true)).isEmpty();
    assertThat(Journals.check(store).findings()).isEmpty();
  }

  @Test
  @DisplayName("A slow journal has its share of the time, and the rest is written at the end")
  void share() {
    AtomicLong now = new AtomicLong();
    JournalStore slow =
        new PassingStore(store) {
          @Override
          public Optional<Failure> append(String segment, long place, String text) {
            now.addAndGet(JournalWriter.SHARE.toNanos() / 3 + 1);
            return super.append(segment, place, text);
          }
        };
    JournalWriter writer = writer(slow, Map::of, now::get);
    for (int i = 0; i < 9; i++) {
      writer.record(act("app/alice", "announce"));
    }
    assertThat(store.read().getFirst().lines()).hasSize(4);
    assertThat(writer.finish(() -> true)).isEmpty();
    assertThat(store.read().getFirst().lines()).hasSize(10);
    assertThat(Journals.check(store).isTampered()).isFalse();
  }

  @Test
  @DisplayName("Where there is no time left at the end, nothing is begun, and that is told")
  void noTime() {
    JournalWriter writer = Journals.writer(store, 0, "aaaaaaaa");
    writer.record(act("app/alice", "announce"));
    int before = store.calls;
    assertThat(writer.finish(() -> false).map(Failure::sentence))
        .hasValueSatisfying(sentence -> assertThat(sentence).contains("no time left"));
    assertThat(store.calls).isEqualTo(before);
  }

  @Test
  @DisplayName("Where nobody could say who writes at first, the segment still begins as it should")
  void opening() {
    AtomicInteger asked = new AtomicInteger();
    JournalWriter writer =
        writer(
            store,
            () -> {
              if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("not now");
              }
              return Map.of("by", Journals.ARN);
            },
            () -> 0);
    writer.record(act("app/alice", "announce"));
    assertThat(store.lines).isEmpty();
    assertThat(writer.finish(() -> true)).isEmpty();
    Segment whole = store.read().getFirst();
    assertThat(whole.lines()).hasSize(2);
    assertThat(whole.lines().getFirst().text("event")).contains("begin");
    assertThat(Journals.check(store).isTampered()).isFalse();
  }

  private static JournalWriter writer(
      JournalStore to, Supplier<Map<String, String>> opening, LongSupplier nanos) {
    return new JournalWriter(
        to, Optional.of(Journals.signer()), Journals.START, "aaaaaaaa", opening, nanos);
  }

  /** The store, whose first list of segments is held back. */
  private JournalStore held(CountDownLatch reached, CountDownLatch released) {
    return new PassingStore(store) {
      @Override
      public ReadResult<List<String>> segments(String after) {
        reached.countDown();
        try {
          released.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return super.segments(after);
      }
    };
  }

  private static Event act(String secret, String name) {
    return event(secret, Event.Kind.ACTED, name);
  }

  private static Event failed(String secret) {
    return event(secret, Event.Kind.FAILED, "secretsmanager:PutSecretValue");
  }

  private static Event event(String secret, Event.Kind kind, String name) {
    return new Event(
        Journals.START,
        secret,
        Optional.empty(),
        kind,
        name,
        "due",
        Optional.empty(),
        name,
        List.of());
  }
}
