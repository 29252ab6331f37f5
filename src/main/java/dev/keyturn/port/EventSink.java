package dev.keyturn.port;

/** Where a run tells what it does, as it does it. */
@FunctionalInterface
public interface EventSink {
  /**
   * Takes one event. Must return quickly and never throw: an event that cannot be told does not
   * stop a rotation.
   */
  void record(Event event);
}
