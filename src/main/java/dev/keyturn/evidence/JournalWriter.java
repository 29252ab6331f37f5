package dev.keyturn.evidence;

import dev.keyturn.json.JsonText;
import dev.keyturn.port.Event;
import dev.keyturn.port.EventSink;
import dev.keyturn.port.Failure;
import dev.keyturn.port.JournalStore;
import dev.keyturn.port.MessageSigner;
import dev.keyturn.port.ReadResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes one run's segment of a journal: a line when it happens, and a checkpoint at the end. A
 * journal is a witness and no part of the work: nothing here throws, and once something could not
 * be written, nothing more is tried until the end, where it is tried once more. A run that does
 * nothing leaves no segment and asks nobody. Safe for use by several threads.
 */
public final class JournalWriter implements EventSink {
  private final JournalStore store;
  private final Optional<MessageSigner> signer;
  private final String segment;
  private final Instant begun;
  private final Supplier<Map<String, String>> opening;

  private final List<Map<String, @Nullable Object>> waiting = new ArrayList<>();
  private @Nullable List<JournalEnd> follows;
  private String last = LineHash.NONE;
  private int lines;
  private long place;
  private String unsure = "";
  private Optional<Failure> trouble = Optional.empty();

  /**
   * A writer.
   *
   * @param signer none where checkpoints are not to be signed
   * @param drawn eight characters that no other run has
   * @param opening what the first line says besides, such as who writes; asked when it is written
   */
  public JournalWriter(
      JournalStore store,
      Optional<MessageSigner> signer,
      Instant begun,
      String drawn,
      Supplier<Map<String, String>> opening) {
    this.store = store;
    this.signer = signer;
    this.begun = begun;
    this.segment = SegmentName.of(begun, drawn);
    this.opening = opening;
  }

  @Override
  public void record(Event event) {
    EventLine.of(event).ifPresent(this::add);
  }

  private synchronized void add(Map<String, @Nullable Object> fields) {
    waiting.add(fields);
    if (trouble.isEmpty()) {
      trouble = guarded(this::write);
    }
  }

  /** Its own words are not shown, as nobody can promise what is in them. */
  private static Optional<Failure> guarded(Supplier<Optional<Failure>> work) {
    try {
      return work.get();
    } catch (RuntimeException bug) {
      return Optional.of(
          new Failure.Rejected(
              "the journal", "internal", bug.getClass().getSimpleName() + ", a bug of Keyturn's"));
    }
  }

  /**
   * Writes what could not be written, and the checkpoint.
   *
   * @return why the journal is not whole; empty when it is
   */
  public synchronized Optional<Failure> finish() {
    if (waiting.isEmpty() && lines == 0) {
      return Optional.empty();
    }
    trouble = guarded(() -> write().or(this::seal));
    return trouble;
  }

  private Optional<Failure> write() {
    List<JournalEnd> before = follows;
    if (before == null) {
      switch (OpenEnds.find(store, begun)) {
        case ReadResult.Got<List<JournalEnd>>(List<JournalEnd> found) -> begin(found);
        case ReadResult.Absent<List<JournalEnd>> none -> begin(List.of());
        case ReadResult.Failed<List<JournalEnd>>(Failure failure) -> {
          return Optional.of(failure);
        }
      }
    }
    // What nobody knows the fate of is sent again as it was; what came since goes behind it.
    Optional<Failure> failed = send(unsure);
    if (failed.isPresent()) {
      return failed;
    }
    StringBuilder text = new StringBuilder();
    for (Map<String, @Nullable Object> fields : waiting) {
      text.append(line(fields));
    }
    waiting.clear();
    return send(text.toString());
  }

  private void begin(List<JournalEnd> found) {
    follows = found;
    last = found.isEmpty() ? LineHash.NONE : found.getFirst().last();
    Map<String, @Nullable Object> first = new LinkedHashMap<>();
    first.put("event", "begin");
    first.put("at", begun.toString());
    first.put("segment", segment);
    first.put("follows", found.stream().map(JournalEnd::json).toList());
    first.putAll(opening.get());
    waiting.addFirst(first);
  }

  private String line(Map<String, @Nullable Object> fields) {
    lines++;
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("n", lines);
    line.put("prev", last);
    line.putAll(fields);
    String text = JsonText.oneAsciiLine(line);
    last = LineHash.of(text);
    return text + "\n";
  }

  private Optional<Failure> send(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    unsure = text;
    Optional<Failure> failed = store.append(segment, place, text);
    if (failed.isEmpty()) {
      place += text.length();
      unsure = "";
    }
    return failed;
  }

  private Optional<Failure> seal() {
    List<JournalEnd> before = follows == null ? List.of() : follows;
    String text = new Checkpoint(new JournalEnd(segment, lines, last, true), before).text();
    if (signer.isEmpty()) {
      return store.seal(segment, SignedNote.unsigned(text));
    }
    return switch (SignedNote.sign(text, signer.get())) {
      case ReadResult.Got<String>(String note) -> store.seal(segment, note);
      case ReadResult.Absent<String> absent -> store.seal(segment, SignedNote.unsigned(text));
      case ReadResult.Failed<String>(Failure failure) ->
          // The run has ended all the same, and whoever verifies is told that nobody signed.
          store.seal(segment, SignedNote.unsigned(text)).or(() -> Optional.of(failure));
    };
  }
}
