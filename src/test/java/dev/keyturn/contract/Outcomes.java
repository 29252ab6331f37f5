package dev.keyturn.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.port.Failure;
import dev.keyturn.port.Read;
import dev.keyturn.port.Write;
import dev.keyturn.port.Write.Refusal;

/** Takes results apart, and fails with the whole result where it is another one. */
final class Outcomes {
  private Outcomes() {}

  static <T> T got(Read<T> read) {
    if (read instanceof Read.Got<T>(T value)) {
      return value;
    }
    throw new AssertionError("expected a value and got " + read);
  }

  static void absent(Read<?> read) {
    assertThat(read).isInstanceOf(Read.Absent.class);
  }

  static <F extends Failure> F failed(Read<?> read, Class<F> type) {
    if (read instanceof Read.Failed<?>(Failure failure) && type.isInstance(failure)) {
      return type.cast(failure);
    }
    throw new AssertionError("expected %s and got %s".formatted(type.getSimpleName(), read));
  }

  static <T> T done(Write<T> write) {
    if (write instanceof Write.Done<T>(T value)) {
      return value;
    }
    throw new AssertionError("expected it done and got " + write);
  }

  static void refused(Write<?> write, Refusal refusal) {
    assertThat(write).isEqualTo(new Write.Refused<>(refusal));
  }
}
