package dev.keyturn.fleet;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a message.
 *
 * @param id the message's, of SQS
 * @param receives how often it was delivered, this time included
 * @param message what it asked for; empty where it could not be read
 * @param told what there is to tell of the account; empty where nothing was begun
 * @param problems why it did not come to its end, a sentence each
 */
public record MessageResult<T>(
    String id,
    int receives,
    Optional<AccountMessage> message,
    Optional<T> told,
    Fate fate,
    List<String> problems) {
  public MessageResult {
    problems = List.copyOf(problems);
  }

  /** What became of it. */
  public enum Fate {
    /** Done, and deleted. */
    DONE,
    /**
     * The time was up, or AWS out of reach; another message goes on with the rest, and this one is
     * deleted.
     */
    CONTINUED,
    /** The worker was stopped; the next one has it at once. */
    HANDED_BACK,
    /** It comes back after a while. */
    COMES_BACK,
    /** Its visibility lapsed while it was worked on: it is another worker's by now. */
    LOST,
    /** It could not be read, or asks for what this worker does not do; left to the redrive. */
    PUT_ASIDE;

    /** As people and machines read it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
