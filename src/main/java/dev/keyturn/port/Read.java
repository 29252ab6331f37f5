package dev.keyturn.port;

/** What came of a read. A read that failed is unknown, never "none" (P5). */
public sealed interface Read<T> {
  /** The whole answer, all pages of it. */
  record Got<T>(T value) implements Read<T> {}

  /** AWS says that there is no such thing. */
  record Absent<T>() implements Read<T> {}

  /** No usable answer. */
  record Failed<T>(Failure failure) implements Read<T> {}
}
