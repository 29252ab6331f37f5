package dev.keyturn.fleet;

import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A FIFO queue in memory, as SQS documents it: one message of a group at a time, deduplication for
 * five minutes, visibility, a receive count after which a message is dead. A stale receipt prolongs
 * and deletes nothing.
 */
public final class MemoryQueue implements WorkQueue {
  private static final Duration WINDOW = Duration.ofMinutes(5);

  private final InstantSource clock;
  private final int mostReceives;
  private final List<Held> messages = new ArrayList<>();
  private final List<String> dead = new ArrayList<>();
  private final Map<String, Instant> taken = new HashMap<>();
  private Consumer<String> before = call -> {};
  private Consumer<String> after = call -> {};
  private int receipts;

  private static final class Held {
    private final String id;
    private final Outgoing message;
    private Instant visible = Instant.MIN;
    private String receipt = "";
    private int receives;

    Held(String id, Outgoing message) {
      this.id = id;
      this.message = message;
    }
  }

  /**
   * An empty queue.
   *
   * @param mostReceives after so many, a message is in the dead-letter queue
   */
  public MemoryQueue(InstantSource clock, int mostReceives) {
    this.clock = clock;
    this.mostReceives = mostReceives;
  }

  /** Does something around each call, such as dying. */
  MemoryQueue around(Consumer<String> newBefore, Consumer<String> newAfter) {
    before = newBefore;
    after = newAfter;
    return this;
  }

  /** How many messages there are, those in flight included. */
  public int size() {
    return messages.size();
  }

  /** The bodies in the dead-letter queue. */
  public List<String> dead() {
    return List.copyOf(dead);
  }

  /** The bodies of those that are there, in order. */
  public List<String> bodies() {
    return messages.stream().map(held -> held.message.body()).toList();
  }

  @Override
  public synchronized List<Unsent> send(List<Outgoing> batch) {
    before.accept("send");
    for (Outgoing message : batch) {
      Instant last = taken.get(message.deduplication());
      if (last == null || last.plus(WINDOW).isBefore(clock.instant())) {
        taken.put(message.deduplication(), clock.instant());
        messages.add(new Held("id-" + taken.size(), message));
      }
    }
    after.accept("send");
    return List.of();
  }

  @Override
  public synchronized ReadResult<Incoming> receive(Duration wait, Duration visibility) {
    before.accept("receive");
    Instant now = clock.instant();
    for (Held held : List.copyOf(messages)) {
      boolean isFirst =
          messages.stream()
              .filter(other -> other.message.group().equals(held.message.group()))
              .findFirst()
              .filter(first -> first == held)
              .isPresent();
      if (!isFirst || held.visible.isAfter(now)) {
        continue;
      }
      if (held.receives == mostReceives) {
        messages.remove(held);
        dead.add(held.message.body());
        continue;
      }
      held.receives++;
      held.visible = now.plus(visibility);
      held.receipt = "receipt-" + ++receipts;
      after.accept("receive");
      return new ReadResult.Got<>(
          new Incoming(held.id, held.receipt, held.message.body(), held.receives));
    }
    after.accept("receive");
    return new ReadResult.Absent<>();
  }

  @Override
  public synchronized Optional<Failure> extend(String receipt, Duration visibility) {
    before.accept("extend");
    Optional<Held> held = held(receipt);
    held.ifPresent(it -> it.visible = clock.instant().plus(visibility));
    after.accept("extend");
    return held.isPresent()
        ? Optional.empty()
        : Optional.of(
            new Failure.Rejected(
                "sqs:ChangeMessageVisibility", "MessageNotInflight", "it is not in flight"));
  }

  @Override
  public synchronized Optional<Failure> delete(String receipt) {
    before.accept("delete");
    held(receipt).ifPresent(messages::remove);
    after.accept("delete");
    return Optional.empty();
  }

  private Optional<Held> held(String receipt) {
    return messages.stream()
        .filter(it -> it.receipt.equals(receipt) && it.visible.isAfter(clock.instant()))
        .findFirst();
  }
}
