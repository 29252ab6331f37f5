package dev.keyturn.sim.core;

import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rows in the order of their keys, forked in constant time: both sides share the rows until one of
 * them writes. Rows must be immutable. Not thread-safe; the world's lock guards it.
 *
 * @param <V> the type of a row, a record
 */
public final class Table<V> {
  private NavigableMap<String, V> rows;
  private boolean shared;

  /** An empty table. */
  public Table() {
    this(new TreeMap<>(), false);
  }

  private Table(NavigableMap<String, V> rows, boolean shared) {
    this.rows = rows;
    this.shared = shared;
  }

  /** An independent table with the same rows. */
  public Table<V> fork() {
    shared = true;
    return new Table<>(rows, true);
  }

  /** The row, or empty where there is none. */
  public Optional<V> get(String key) {
    return Optional.ofNullable(rows.get(key));
  }

  /** Whether there is such a row. */
  public boolean has(String key) {
    return rows.containsKey(key);
  }

  /** Adds or replaces a row. */
  public void put(String key, V row) {
    own().put(key, row);
  }

  /** Removes a row if there is one. */
  public void remove(String key) {
    if (rows.containsKey(key)) {
      own().remove(key);
    }
  }

  /** All rows in the order of their keys; a view that a write may leave behind. */
  public Collection<V> rows() {
    return Collections.unmodifiableCollection(rows.values());
  }

  /** All rows by their keys; a view that a write may leave behind. */
  public NavigableMap<String, V> byKey() {
    return Collections.unmodifiableNavigableMap(rows);
  }

  /** How many rows there are. */
  public int size() {
    return rows.size();
  }

  private NavigableMap<String, V> own() {
    if (shared) {
      rows = new TreeMap<>(rows);
      shared = false;
    }
    return rows;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Table<?> table && rows.equals(table.rows);
  }

  @Override
  public int hashCode() {
    return rows.hashCode();
  }
}
