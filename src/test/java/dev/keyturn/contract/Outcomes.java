package dev.keyturn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.WriteResult;
import dev.keyturn.port.WriteResult.Refusal;

/** Takes results apart, and fails with the whole result where it is another one. */
final class Outcomes {
  private Outcomes() {}

  static <T> T got(ReadResult<T> read) {
    if (read instanceof ReadResult.Got<T>(T value)) {
      return value;
    }
    throw new AssertionError("expected a value and got " + read);
  }

  static void absent(ReadResult<?> read) {
    assertThat(read).isInstanceOf(ReadResult.Absent.class);
  }

  static <F extends Failure> F failed(ReadResult<?> read, Class<F> type) {
    if (read instanceof ReadResult.Failed<?>(Failure failure) && type.isInstance(failure)) {
      return type.cast(failure);
    }
    throw new AssertionError("expected %s and got %s".formatted(type.getSimpleName(), read));
  }

  static <T> T done(WriteResult<T> write) {
    if (write instanceof WriteResult.Done<T>(T value)) {
      return value;
    }
    throw new AssertionError("expected it done and got " + write);
  }

  static void refused(WriteResult<?> write, Refusal refusal) {
    assertThat(write).isEqualTo(new WriteResult.Refused<>(refusal));
  }
}
