package dev.keyturn.port;

/** What came of a read. A read that failed is unknown, never "none" (P5). */
public sealed interface ReadResult<T> {
  /** The whole answer, all pages of it. */
  record Got<T>(T value) implements ReadResult<T> {}

  /** AWS says that there is no such thing. */
  record Absent<T>() implements ReadResult<T> {}

  /** No usable answer. */
  record Failed<T>(Failure failure) implements ReadResult<T> {}
}
