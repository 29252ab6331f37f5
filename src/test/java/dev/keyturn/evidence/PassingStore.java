package dev.keyturn.evidence;

import dev.keyturn.port.Failure;
import dev.keyturn.port.JournalStore;
import dev.keyturn.port.ReadResult;
import java.util.List;
import java.util.Optional;

/** Passes everything on to another store; a test says what it does otherwise. */
class PassingStore implements JournalStore {
  private final JournalStore to;

  PassingStore(JournalStore to) {
    this.to = to;
  }

  @Override
  public ReadResult<List<String>> segments(String after) {
    return to.segments(after);
  }

  @Override
  public ReadResult<String> lines(String segment) {
    return to.lines(segment);
  }

  @Override
  public ReadResult<String> checkpoint(String segment) {
    return to.checkpoint(segment);
  }

  @Override
  public Optional<Failure> append(String segment, long place, String text) {
    return to.append(segment, place, text);
  }

  @Override
  public Optional<Failure> seal(String segment, String checkpoint) {
    return to.seal(segment, checkpoint);
  }
}
