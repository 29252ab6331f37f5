package dev.keyturn.aws;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that is costly to make, made when it is first asked for, and then kept. A failure is
 * not kept: the next one to ask tries again. Safe for use by several threads.
 */
final class Lazy<T> implements Supplier<T> {
  private final Supplier<T> maker;
  private @Nullable T made;

  Lazy(Supplier<T> maker) {
    this.maker = maker;
  }

  @Override
  public synchronized T get() {
    T value = made;
    if (value == null) {
      value = maker.get();
      made = value;
    }
    return value;
  }

  /** What was made, if anybody asked for it. */
  synchronized Optional<T> ifMade() {
    return Optional.ofNullable(made);
  }
}
