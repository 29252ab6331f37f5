package dev.keyturn.fleets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is left of a failure's events. */
class ShrinkTest {
  private static final int MANY = 1_000;
  private static final List<Integer> EVENTS = IntStream.range(0, 1_000).boxed().toList();

  @Test
  void oneEventIsFound() {
    assertThat(Shrink.toFewest(EVENTS, MANY, some -> some.contains(617))).containsExactly(617);
  }

  @Test
  void eventsThatAreNeededTogetherAreFoundInTheirOrder() {
    List<Integer> needed = List.of(0, 3, 500, 501, 999);
    assertThat(Shrink.toFewest(EVENTS, MANY, some -> some.containsAll(needed))).isEqualTo(needed);
  }

  @Test
  void nothingIsLeftOutWhereAllIsNeeded() {
    List<Integer> few = List.of(1, 2, 3);
    assertThat(Shrink.toFewest(few, MANY, few::equals)).isEqualTo(few);
  }

  @Test
  void itTakesFewTries() {
    List<Integer> tries = new ArrayList<>();
    Shrink.toFewest(
        EVENTS,
        MANY,
        some -> {
          tries.add(some.size());
          return some.contains(10) && some.contains(900);
        });
    assertThat(tries).hasSizeLessThan(100);
  }

  @Test
  void itEndsWhenItHasTriedEnough() {
    List<Integer> left = Shrink.toFewest(EVENTS, 3, some -> some.contains(617));
    assertThat(left).contains(617).hasSizeBetween(2, 999);
  }
}
