package dev.keyturn.port;

import java.util.Optional;

/** A place where things are announced: a bus for machines, a topic for people. */
@FunctionalInterface
public interface Notifier {
  /**
   * Sends. What cannot be sent has happened all the same.
   *
   * @return why it could not be sent; empty when it was
   */
  Optional<Failure> send(Notification notification);
}
