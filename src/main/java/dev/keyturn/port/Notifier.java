package dev.keyturn.port;

import java.util.Optional;

/** A place where things are announced: a bus for machines, a topic for people. */
@FunctionalInterface
public interface Notifier {
  /**
   * Announces. What cannot be announced has happened all the same.
   *
   * @return why it could not be announced; empty when it was
   */
  Optional<Failure> announce(Notification notification);
}
