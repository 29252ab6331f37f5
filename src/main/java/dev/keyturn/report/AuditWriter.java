package dev.keyturn.report;

import dev.keyturn.audit.AuditedKey;
import dev.keyturn.inventory.InventoryUser;
import java.io.IOException;
import java.util.List;

/**
 * Writes an audit for machines, a user at a time and in the report's order, so that memory stays
 * flat. What it has written stands for nothing before it is closed.
 */
public interface AuditWriter extends AutoCloseable {
  /**
   * A user, or root, with all keys; none for a user without.
   *
   * @throws IOException where it cannot be written
   */
  void add(InventoryUser user, List<AuditedKey> keys) throws IOException;

  /**
   * All users were told of, and this is what it came to. Most have written all by then.
   *
   * @throws IOException where it cannot be written
   */
  default void finish(AuditSummary summary) throws IOException {}

  @Override
  void close() throws IOException;
}
