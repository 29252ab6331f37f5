package dev.keyturn.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.fleet.MessageResult.Fate;
import dev.keyturn.model.AccountId;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worker's loop against a queue in memory: whatever happens to it, no account is left out. */
class QueueWorkerTest {
  private static final Instant ENQUEUED = Instant.parse("2026-01-15T12:00:00Z");

  private static final Duration VISIBILITY = Duration.ofMinutes(2);
  private static final List<String> SECRETS = List.of("a", "b", "c");

  private Instant now = Instant.parse("2031-05-06T07:08:09Z");
  private final MemoryQueue queue = new MemoryQueue(() -> now, 3);
  private final List<MessageResult<String>> results = new ArrayList<>();
  private final TreeSet<String> worked = new TreeSet<>();
  private final List<Runnable> beats = new ArrayList<>();
  private boolean stop;
  private Runnable whileTelling = () -> {};

  /** The end of a worker's process, which no code of it survives. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  /** A pass over three secrets, of which so many are finished before the time is up. */
  private final class ThreeSecrets implements QueueWorker.Pass<String> {
    private final AccountMessage message;
    private final int most;
    private boolean stopped;

    ThreeSecrets(AccountMessage message, int most) {
      this.message = message;
      this.most = most;
    }

    @Override
    public PassEnd<String> make() {
      int done = 0;
      for (String secret : SECRETS) {
        if (secret.compareTo(message.begin().secret().orElse("")) < 0) {
          continue;
        }
        if (stop || stopped) {
          return new PassEnd<>("stopped", new PassEnd.Next.HandBack());
        }
        if (done++ == most) {
          return new PassEnd<>(
              "up to " + secret,
              new PassEnd.Next.GoOn(new PassPosition(Optional.of(secret), false)));
        }
        List.copyOf(beats).forEach(Runnable::run);
        worked.add(message.account() + secret);
      }
      return new PassEnd<>("all", new PassEnd.Next.Over());
    }

    @Override
    public void stop() {
      stopped = true;
    }
  }

  private QueueWorker<String> worker(QueueWorker.Passes<String> passes) {
    return new QueueWorker<>(
        queue,
        passes,
        message ->
            message.role().equals("keyturn") ? Optional.empty() : Optional.of("another role"),
        (interval, beat) -> {
          assertThat(interval).isEqualTo(Duration.ofSeconds(40));
          beats.add(beat);
          return () -> beats.remove(beat);
        },
        pause -> now = now.plus(pause),
        VISIBILITY,
        () -> stop,
        result -> {
          whileTelling.run();
          results.add(result);
        });
  }

  private void enqueue(String... accounts) {
    List<WorkQueue.Outgoing> messages = new ArrayList<>();
    for (String account : accounts) {
      messages.add(first(account).outgoing());
    }
    assertThat(new Dispatch(queue, pause -> {}).send(messages)).isEmpty();
  }

  private static AccountMessage first(String digit) {
    return AccountMessage.first(
        new AccountId(digit.repeat(12)), "eu-central-1", "keyturn", "r1", ENQUEUED);
  }

  @Test
  @DisplayName("Each account is worked on, and the queue is empty in the end")
  void all() {
    enqueue("1", "2", "3");
    assertThat(worker(message -> new ThreeSecrets(message, 9)).work(true)).isEmpty();
    assertThat(worked).hasSize(9);
    assertThat(queue.size()).isZero();
    assertThat(results).extracting(MessageResult::fate).containsOnly(Fate.DONE);
  }

  @Test
  @DisplayName("An account too large for one message goes on in messages of its own")
  void continued() {
    enqueue("1");
    worker(message -> new ThreeSecrets(message, 1)).work(true);
    assertThat(worked).hasSize(3);
    assertThat(results)
        .extracting(MessageResult::fate)
        .containsExactly(Fate.CONTINUED, Fate.CONTINUED, Fate.DONE);
    assertThat(results)
        .extracting(it -> it.message().orElseThrow().part())
        .containsExactly(1, 2, 3);
  }

  @Test
  @DisplayName("A message twice, of the same run, is one; of another run it is done again")
  void twice() {
    enqueue("1", "1");
    assertThat(queue.size()).isEqualTo(1);
    queue.send(
        List.of(
            AccountMessage.first(
                    new AccountId("111111111111"), "eu-central-1", "keyturn", "r2", ENQUEUED)
                .outgoing()));
    worker(message -> new ThreeSecrets(message, 9)).work(true);
    assertThat(results).hasSize(2);
    assertThat(queue.size()).isZero();
  }

  @ParameterizedTest(name = "{0} the call")
  @ValueSource(strings = {"before", "after"})
  @DisplayName("A worker that dies before or after any queue call loses no secret")
  void killed(String when) {
    int calls = 0;
    boolean died = true;
    while (died) {
      QueueWorkerTest world = new QueueWorkerTest();
      died = world.survives(when, calls++);
    }
    // Of two accounts come four messages, each received, prolonged and deleted.
    assertThat(calls).isGreaterThan(14);
  }

  /** Kills at a call, and has others finish; whether there was such a call. */
  private boolean survives(String when, int call) {
    enqueue("1", "2");
    AtomicInteger left = new AtomicInteger(call);
    boolean died = false;
    Consumer<String> dies =
        name -> {
          if (left.getAndDecrement() == 0) {
            throw new Killed();
          }
        };
    queue.around(
        when.equals("before") ? dies : name -> {}, when.equals("after") ? dies : name -> {});
    try {
      worker(message -> new ThreeSecrets(message, 2)).work(true);
    } catch (Killed killed) {
      died = true;
    }
    queue.around(name -> {}, name -> {});
    beats.clear();
    now = now.plus(VISIBILITY);
    worker(message -> new ThreeSecrets(message, 2)).work(true);

    assertThat(worked).as("%s call %d", when, call).hasSize(6);
    assertThat(queue.size()).isZero();
    assertThat(queue.dead()).isEmpty();
    assertThat(results)
        .filteredOn(it -> it.fate() == Fate.DONE || it.fate() == Fate.CONTINUED)
        .hasSizeGreaterThanOrEqualTo(4);
    return died;
  }

  @Test
  @DisplayName("Whose visibility lapsed stops; the other worker finishes, and its message stays")
  void lapsed() {
    enqueue("1");
    AtomicInteger passes = new AtomicInteger();
    QueueWorker<String> other = worker(message -> new ThreeSecrets(message, 9));
    worker(message ->
            passes.getAndIncrement() > 0
                ? new ThreeSecrets(message, 9)
                : new Paused(new ThreeSecrets(message, 9), other))
        .work(true);

    assertThat(results).extracting(MessageResult::fate).containsExactly(Fate.DONE, Fate.LOST);
    assertThat(worked).hasSize(3);
    assertThat(queue.size()).isZero();
  }

  /** A worker that is paused for longer than its visibility, in which another one works. */
  private final class Paused implements QueueWorker.Pass<String> {
    private final ThreeSecrets pass;
    private final QueueWorker<String> other;

    Paused(ThreeSecrets pass, QueueWorker<String> other) {
      this.pass = pass;
      this.other = other;
    }

    @Override
    public PassEnd<String> make() {
      List<Runnable> ours = List.copyOf(beats);
      beats.clear();
      now = now.plus(VISIBILITY);
      other.work(true);
      beats.addAll(ours);
      return pass.make();
    }

    @Override
    public void stop() {
      pass.stop();
    }
  }

  @Test
  @DisplayName("Signs of life keep a message for as long as a pass takes")
  void prolonged() {
    enqueue("1");
    worker(message ->
            new QueueWorker.Pass<String>() {
              @Override
              public PassEnd<String> make() {
                for (int i = 0; i < 10; i++) {
                  now = now.plus(VISIBILITY.dividedBy(2));
                  beats.forEach(Runnable::run);
                  assertThat(queue.receive(Duration.ZERO, VISIBILITY))
                      .isInstanceOf(ReadResult.Absent.class);
                }
                return new PassEnd<>("long", new PassEnd.Next.Over());
              }

              @Override
              public void stop() {
                throw new AssertionError("it is ours");
              }
            })
        .work(true);
    assertThat(results).extracting(MessageResult::fate).containsExactly(Fate.DONE);
  }

  @ParameterizedTest(name = "{0} secrets in time")
  @ValueSource(ints = {1, 9})
  @DisplayName(
      "A message stays its worker's while what came of it is told, however long that takes")
  void toldSlowly(int most) {
    enqueue("1");
    whileTelling =
        () -> {
          for (int i = 0; i < 5; i++) {
            now = now.plus(VISIBILITY.dividedBy(2));
            beats.forEach(Runnable::run);
            assertThat(queue.receive(Duration.ZERO, VISIBILITY))
                .isInstanceOf(ReadResult.Absent.class);
          }
        };
    worker(message -> new ThreeSecrets(message, most)).work(true);
    assertThat(results.getLast().fate()).isEqualTo(Fate.DONE);
    assertThat(queue.size()).isZero();
    assertThat(beats).isEmpty();
  }

  @Test
  @DisplayName("A worker that is stopped hands back what it has begun, at once")
  void handedBack() {
    enqueue("1", "2");
    worker(
            message -> {
              stop = true;
              return new ThreeSecrets(message, 9);
            })
        .work(false);
    assertThat(results).extracting(MessageResult::fate).containsExactly(Fate.HANDED_BACK);
    stop = false;
    worker(message -> new ThreeSecrets(message, 9)).work(true);
    assertThat(worked).hasSize(6);
  }

  @Test
  @DisplayName(
      "What cannot be read, and another role's, ends in the dead-letter queue with a reason")
  void putAside() {
    AccountMessage wide =
        AccountMessage.first(
            new AccountId("333333333333"), "eu-central-1", "admin", "r1", ENQUEUED);
    queue.send(List.of(new WorkQueue.Outgoing("{\"version\":7}", "g", "d"), wide.outgoing()));
    enqueue("1");
    for (int i = 0; i < 5; i++) {
      worker(
              message -> {
                assertThat(message.role()).isEqualTo("keyturn");
                return new ThreeSecrets(message, 9);
              })
          .work(true);
      now = now.plus(VISIBILITY);
    }
    assertThat(queue.dead()).containsExactlyInAnyOrder("{\"version\":7}", wide.text());
    assertThat(worked).hasSize(3);
    assertThat(results)
        .filteredOn(it -> it.fate() == Fate.PUT_ASIDE)
        .hasSize(6)
        .allMatch(it -> !it.problems().isEmpty());
  }

  @Test
  @DisplayName("What may pass comes back after a while, and is done then")
  void comesBack() {
    enqueue("1");
    AtomicInteger passes = new AtomicInteger();
    QueueWorker<String> worker =
        worker(message ->
            passes.getAndIncrement() > 0
                ? new ThreeSecrets(message, 9)
                : new QueueWorker.Pass<String>() {
                  @Override
                  public PassEnd<String> make() {
                    return new PassEnd<>("", new PassEnd.Next.ComeBack("throttled"));
                  }

                  @Override
                  public void stop() {
                    throw new AssertionError("it is ours");
                  }
                });
    worker.work(true);
    assertThat(worked).isEmpty();
    now = now.plusSeconds(30);
    worker.work(true);
    assertThat(worked).hasSize(3);
    assertThat(results).extracting(MessageResult::fate).containsExactly(Fate.COMES_BACK, Fate.DONE);
  }
}
