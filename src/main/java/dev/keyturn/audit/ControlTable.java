package dev.keyturn.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Controls by their IDs and by the catalogues that have them. The usual ones are a table in the
 * form of {@code docs/schema/controls.schema.json}, as a company's own are.
 */
public record ControlTable(List<Control> controls) {
  /** The usual limit of a key's age. */
  public static final String KEY_AGE = "key-age";

  /** The usual limit of how long a key may be unused. */
  public static final String KEY_UNUSED = "key-unused";

  public ControlTable {
    controls = List.copyOf(controls);
  }

  /** The controls that Keyturn brings. */
  public static ControlTable usual() {
    try (InputStream json =
        Objects.requireNonNull(ControlTable.class.getResourceAsStream("controls.json"))) {
      return switch (ControlTableReader.read(json)) {
        case ControlTableReading.Read(ControlTable table) -> table;
        case ControlTableReading.Refused(String problem) ->
            throw new IllegalStateException(problem);
      };
    } catch (IOException ownJar) {
      throw new UncheckedIOException(ownJar);
    }
  }

  /** These and those of another table; of two with the same ID, the other's. */
  public ControlTable with(ControlTable other) {
    List<Control> all = new ArrayList<>(controls);
    for (Control control : other.controls()) {
      all.removeIf(mine -> mine.id().equals(control.id()));
      all.add(control);
    }
    return new ControlTable(all);
  }

  /** The same with another limit for one of them. */
  public ControlTable withDays(String id, int days) {
    return new ControlTable(
        controls.stream()
            .map(control -> control.id().equals(id) ? control.withDays(days) : control)
            .toList());
  }

  /**
   * Those that a word names: one by its ID, or all of a catalogue such as {@code cis-7.0}; none
   * where it names nothing.
   */
  public List<Control> named(String word) {
    return controls.stream()
        .filter(control -> control.id().equals(word) || control.numbers().containsKey(word))
        .toList();
  }

  /** Every word that names some. */
  public Set<String> words() {
    Set<String> words = new LinkedHashSet<>();
    controls.forEach(control -> words.add(control.id()));
    controls.forEach(control -> words.addAll(control.numbers().keySet()));
    return words;
  }
}
