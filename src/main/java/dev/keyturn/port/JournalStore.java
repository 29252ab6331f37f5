package dev.keyturn.port;

import java.util.List;
import java.util.Optional;

/**
 * Where a journal is kept. Each run writes a segment of its own and nothing else: what is there is
 * never written over. Texts are ASCII; a byte that is not is handed on as the character of its
 * number, so that it changes a line's hash.
 */
public interface JournalStore {
  /**
   * The names of segments, in order; what else is kept there may be among them.
   *
   * @param after only those whose names come after this; empty for all
   */
  ReadResult<List<String>> segments(String after);

  /** All that was written to a segment. */
  ReadResult<String> lines(String segment);

  /** What {@link #seal} has put there; absent where the run did not come to its end. */
  ReadResult<String> checkpoint(String segment);

  /**
   * Adds to a segment of ours. The same text may be added at the same place again, where nobody
   * knows whether it was.
   *
   * @param place how many characters the segment has before it; a segment begins at 0
   * @return why it could not be written; empty when it was
   */
  Optional<Failure> append(String segment, long place, String text);

  /** Puts a checkpoint beside a segment of ours, once. */
  Optional<Failure> seal(String segment, String checkpoint);
}
