package dev.keyturn.fleet;

import dev.keyturn.port.Failure;
import dev.keyturn.port.Sleeper;
import dev.keyturn.port.WorkQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends messages, ten a request. What was not taken for a reason that may pass is sent again, up to
 * six times with longer and longer pauses, which the deduplication ID makes harmless.
 */
public record Dispatch(WorkQueue queue, Sleeper sleeper) {
  private static final int MOST_TRIES = 6;

  /**
   * Sends them in their order.
   *
   * @return those that were not taken in the end; where one request found every message refused for
   *     good, the rest is not tried any more and is among them
   */
  public List<WorkQueue.Unsent> send(List<WorkQueue.Outgoing> messages) {
    List<WorkQueue.Unsent> unsent = new ArrayList<>();
    for (int from = 0; from < messages.size(); from += WorkQueue.MOST_AT_ONCE) {
      int to = Math.min(messages.size(), from + WorkQueue.MOST_AT_ONCE);
      List<WorkQueue.Unsent> left = batch(messages.subList(from, to));
      unsent.addAll(left);
      if (left.size() == to - from) {
        Failure why = left.getFirst().failure();
        messages
            .subList(to, messages.size())
            .forEach(message -> unsent.add(new WorkQueue.Unsent(message, why)));
        return unsent;
      }
    }
    return unsent;
  }

  private List<WorkQueue.Unsent> batch(List<WorkQueue.Outgoing> messages) {
    List<WorkQueue.Unsent> forGood = new ArrayList<>();
    List<WorkQueue.Unsent> left = queue.send(messages);
    for (int tries = 1; tries < MOST_TRIES; tries++) {
      left.stream().filter(it -> !it.failure().isPassing()).forEach(forGood::add);
      List<WorkQueue.Outgoing> again =
          left.stream()
              .filter(it -> it.failure().isPassing())
              .map(WorkQueue.Unsent::message)
              .toList();
      if (again.isEmpty()) {
        return forGood;
      }
      sleeper.sleep(Duration.ofSeconds(1L << (tries - 1)));
      left = queue.send(again);
    }
    forGood.addAll(left);
    return forGood;
  }
}
