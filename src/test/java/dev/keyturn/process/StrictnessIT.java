package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.contract.Difference;
import dev.keyturn.emulators.Emulator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each thing that {@link Strictness} makes up for, twice: plainly, so that the rule can be seen to
 * be needed and an emulator that improves is noticed; and through the proxy.
 */
class StrictnessIT {
  static Stream<Arguments> everyDifferenceOnEachEmulator() {
    return Stream.of(EmulatorKind.values())
        .flatMap(on -> Strictness.all().stream().map(difference -> Arguments.of(on, difference)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("everyDifferenceOnEachEmulator")
  @DisplayName("What an emulator lets through and AWS does not, the proxy refuses")
  void strict(EmulatorKind on, Difference difference) {
    Emulator emulator = on.emulator();
    boolean differs = difference.isOf(emulator.name());
    try (Laxness plain = new Laxness(emulator)) {
      assertThat(plain.lets(difference)).as("by itself").isEqualTo(differs);
    }
    try (Strictness strictness = new Strictness(emulator, Strictness.SIGNATURES_LAST);
        CallProxy proxy = new CallProxy(emulator.endpoint()).behind(strictness);
        Laxness strict = new Laxness(emulator.through(proxy.endpoint()))) {
      assertThat(strict.lets(difference)).as("through the proxy").isFalse();
      assertThat(strictness.madeUpFor(difference) > 0).as("by its rule").isEqualTo(differs);
    }
  }
}
