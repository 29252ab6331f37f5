package dev.keyturn.port;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A queue of messages in groups, as Amazon SQS FIFO has it: of a group, one message at a time is
 * with a worker, and the others wait until it is deleted or comes back. Each call is one attempt.
 */
public interface WorkQueue {
  /** So many messages go with one request (SQS API, SendMessageBatch). */
  int MOST_AT_ONCE = 10;

  /**
   * A message to send. Sent again within five minutes under the same deduplication ID it is taken
   * and not delivered again, so that what had no answer can be repeated (SQS Developer Guide,
   * exactly-once processing).
   *
   * @param group messages of one group are worked on one after the other
   */
  record Outgoing(String body, String group, String deduplication) {}

  /**
   * A message that was received, and is nobody else's until its visibility lapses.
   *
   * @param id the message's, the same at each delivery
   * @param receipt by which this delivery is prolonged or deleted
   * @param receives how often it was delivered, this time included
   */
  record Incoming(String id, String receipt, String body, int receives) {}

  /** A message that was not taken, or of which nobody knows. */
  record Unsent(Outgoing message, Failure failure) {}

  /**
   * Sends at most {@link #MOST_AT_ONCE} messages.
   *
   * @return those that were not taken
   */
  List<Unsent> send(List<Outgoing> messages);

  /**
   * Receives a message, and waits for one at the queue; Absent where none came. A message whose
   * reply was lost comes back when its visibility lapses.
   *
   * @param wait at most 20 s
   * @param visibility for how long it is nobody else's
   */
  ReadResult<Incoming> receive(Duration wait, Duration visibility);

  /**
   * Has a message be ours for so long from now on; of zero, it comes back at once.
   *
   * @return why not; empty when it is so
   */
  Optional<Failure> extend(String receipt, Duration visibility);

  /** Deletes a message for good; deleting it twice is no failure. */
  Optional<Failure> delete(String receipt);
}
