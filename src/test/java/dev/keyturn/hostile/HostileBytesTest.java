package dev.keyturn.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.proof.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The corpus of each target, and inputs made of it; {@code HostileBytesFuzz} looks for others. */
class HostileBytesTest {
  private static final int MUTATIONS = 2_000;

  private static Tally tally = Tally.of("hostile bytes", "inputs");

  @BeforeAll
  static void begin() {
    tally = Tally.of("hostile bytes", "inputs");
  }

  @AfterAll
  static void end() {
    tally.close();
  }

  @ParameterizedTest
  @EnumSource
  void nothingDoesHarm(Target target) throws IOException {
    List<byte[]> inputs = new ArrayList<>(target.corpus());
    assertThat(inputs).hasSizeGreaterThan(3);
    Mutations mutations = new Mutations(1, target.corpus());
    for (int i = 0; i < MUTATIONS; i++) {
      inputs.add(mutations.next());
    }
    for (byte[] input : inputs) {
      tally.count(1, 0);
      tried(target, input);
    }
  }

  private static void tried(Target target, byte[] input) {
    try {
      target.parse(input);
    } catch (RuntimeException | Error harm) {
      tally.broken();
      throw new AssertionError(
          "%s: %s%nThe input, for a file in %s: base64 %s"
              .formatted(target, harm, target.folder(), Base64.getEncoder().encodeToString(input)),
          harm);
    }
  }
}
