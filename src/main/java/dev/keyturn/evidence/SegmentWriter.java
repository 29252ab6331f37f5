package dev.keyturn.evidence;

import dev.keyturn.json.JsonText;
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
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes one segment: its lines, each with the hash of the one before, and its checkpoint. */
final class SegmentWriter {
  private static final Failure NO_TIME =
      new Failure.Unconfigured(
          "the rest of the journal",
          "There was no time left for it.",
          "Give the run more, or find out what is slow.");

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

  /**
   * A writer.
   *
   * @param signer none where the checkpoint is not to be signed
   * @param drawn eight characters that no other run has
   * @param opening what the first line says besides; asked when it is written
   */
  SegmentWriter(
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

  /** Whether there is nothing that its end would have to tell of. */
  boolean isEmpty() {
    return waiting.isEmpty() && lines == 0;
  }

  /** Takes in what is to be written; nothing is written yet. */
  void add(List<Map<String, @Nullable Object>> further) {
    waiting.addAll(further);
  }

  /**
   * Writes all that was added and not written yet.
   *
   * @param mayGoOn whether there is time for another call, asked before each
   * @return why it could not be written; empty when it was
   */
  Optional<Failure> write(BooleanSupplier mayGoOn) {
    if (follows == null) {
      switch (OpenEnds.find(store, begun, () -> mayGoOn.getAsBoolean() ? none() : noTime())) {
        case ReadResult.Got<List<JournalEnd>>(List<JournalEnd> found) -> begin(found);
        case ReadResult.Absent<List<JournalEnd>> none -> begin(List.of());
        case ReadResult.Failed<List<JournalEnd>>(Failure failure) -> {
          return Optional.of(failure);
        }
      }
    }
    // What nobody knows the fate of is sent again as it was; what came since goes behind it.
    Optional<Failure> failed = send(unsure, mayGoOn);
    if (failed.isPresent()) {
      return failed;
    }
    StringBuilder text = new StringBuilder();
    for (Map<String, @Nullable Object> fields : waiting) {
      text.append(line(fields));
    }
    waiting.clear();
    return send(text.toString(), mayGoOn);
  }

  private static Optional<Failure> none() {
    return Optional.empty();
  }

  private static Optional<Failure> noTime() {
    return Optional.of(NO_TIME);
  }

  /** The line is whole before anything is settled, as whoever is asked for it may fail. */
  private void begin(List<JournalEnd> found) {
    Map<String, @Nullable Object> first = new LinkedHashMap<>();
    first.put("event", "begin");
    first.put("at", begun.toString());
    first.put("segment", segment);
    first.put("follows", found.stream().map(JournalEnd::json).toList());
    first.putAll(opening.get());
    waiting.addFirst(first);
    last = found.isEmpty() ? LineHash.NONE : found.getFirst().last();
    follows = found;
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

  private Optional<Failure> send(String text, BooleanSupplier mayGoOn) {
    if (text.isEmpty()) {
      return none();
    }
    unsure = text;
    Optional<Failure> failed =
        mayGoOn.getAsBoolean() ? store.append(segment, place, text) : noTime();
    if (failed.isEmpty()) {
      place += text.length();
      unsure = "";
    }
    return failed;
  }

  /** Closes the segment with its checkpoint. */
  Optional<Failure> seal(BooleanSupplier mayGoOn) {
    if (!mayGoOn.getAsBoolean()) {
      return noTime();
    }
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
