package dev.keyturn.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Rotations.Announced;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RotationsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  /** Versions that draw the same slot: an e is four after an a, wherever it is. */
  private static VersionId version(int n) {
    return new VersionId("a".repeat(n) + "e" + "a".repeat(31 - n));
  }

  private static Announced rotation(int n, Instant since) {
    return new Announced(version(n), since, Optional.empty());
  }

  @Test
  void oneThatMayBeAtWorkKeepsItsSlot() {
    Rotations both = Rotations.NONE.with(rotation(0, NOW)).with(rotation(1, NOW.plusSeconds(9)));
    assertThat(both.announce(version(0))).isTrue();
    assertThat(both.announce(version(1))).isTrue();
  }

  @Test
  void twoThatKnowNothingOfEachOtherDrawTheSame() {
    assertThat(Rotations.NONE.with(rotation(0, NOW)).bySlot().keySet())
        .isEqualTo(Rotations.NONE.with(rotation(1, NOW)).bySlot().keySet());
  }

  @Test
  void oneThatIsOverGivesItsSlotUp() {
    Instant later = NOW.plus(Policy.LONGEST_LEASE).plusMillis(1);
    Rotations next = Rotations.NONE.with(rotation(0, NOW)).with(rotation(1, later));
    assertThat(next.bySlot()).hasSize(1);
    assertThat(next.announce(version(1))).isTrue();
    Rotations sooner =
        Rotations.NONE.with(rotation(0, NOW)).with(rotation(1, later.minusMillis(1)));
    assertThat(sooner.bySlot()).hasSize(2);
  }

  @Test
  void oneThatIsKnownStaysWhereItIs() {
    Rotations two = Rotations.NONE.with(rotation(0, NOW)).with(rotation(1, NOW));
    assertThat(two.with(rotation(1, NOW.plusSeconds(1))).bySlot()).hasSize(2);
    assertThat(two.with(rotation(1, NOW.plusSeconds(1))).since(version(1)))
        .contains(NOW.plusSeconds(1));
  }

  @Test
  void whereAllMayBeAtWorkTheDrawnSlotIsTaken() {
    Rotations full = Rotations.NONE;
    for (int n = 0; n < Rotations.SLOTS; n++) {
      full = full.with(rotation(n, NOW));
    }
    Map<Integer, Announced> after = full.with(rotation(5, NOW)).bySlot();
    assertThat(after).hasSize(Rotations.SLOTS);
    assertThat(full.with(rotation(5, NOW)).announce(version(0))).isFalse();
    assertThat(full.with(rotation(5, NOW)).announce(version(5))).isTrue();
  }
}
