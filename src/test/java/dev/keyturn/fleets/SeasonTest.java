package dev.keyturn.fleets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.LastUse;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.ReadResult;
import dev.keyturn.proof.Tally;
import dev.keyturn.rotate.Ports;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Fleets whose seeds are fixed; {@code SeasonSoak} tries others. */
@Execution(ExecutionMode.CONCURRENT)
class SeasonTest {
  private static final long SEEDS = 5;

  @Test
  void noPromiseIsBroken() {
    Long asked = Long.getLong("keyturn.seed");
    LongStream seeds = asked == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(asked);
    try (Tally tally = Tally.of("seeded fleets", "seeds")) {
      List<String> failures =
          seeds.mapToObj(seed -> Seasons.tried(tally, seed)).flatMap(Optional::stream).toList();
      assertThat(failures).isEmpty();
    }
  }

  @Test
  void theSameSeedGivesTheSameTrace() {
    List<String> trace = Seasons.of(4).trace();
    assertThat(trace).isEqualTo(Seasons.of(4).trace()).hasSizeGreaterThan(1_000);
    assertThat(trace).isNotEqualTo(Seasons.of(5).trace());
  }

  @Test
  void consumersCallAndKeysAreRotated() {
    Season.Outcome season = Seasons.of(4);
    assertThat(season.broken()).isEmpty();
    assertThat(season.consumerCalls()).isGreaterThan(500);
    assertThat(season.rotations()).isGreaterThan(2);
  }

  @Test
  void aMistakeIsShrunkToTheFewEventsThatShowIt() {
    long seed =
        LongStream.rangeClosed(1, 2 * SEEDS)
            .filter(it -> mistaken(it, EventScript.open()).broken().isPresent())
            .findFirst()
            .orElseThrow();
    Season.Outcome failed = mistaken(seed, EventScript.open());
    Season.Outcome shrunk = Seasons.shrunk(seed, failed, SeasonTest::takesUnknownForNone);
    System.out.println(Seasons.explained(seed, failed, SeasonTest::takesUnknownForNone));
    assertThat(shrunk.broken()).isPresent();
    assertThat(shrunk.events()).hasSizeLessThan(12);
    assertThat(shrunk.timeline()).anyMatch(line -> line.contains("ListAccessKeys"));
  }

  @Test
  void aSeasonWhoseKeysNeedNotBeQuietIsCaught() {
    assertThat(LongStream.rangeClosed(1, SEEDS))
        .anySatisfy(seed ->
            assertThat(Seasons.of(seed, EventScript.open(), SeasonTest::forgetsQuiet).broken())
                .hasValueSatisfying(broken -> assertThat(broken).hasMessageContaining("P4")));
  }

  /** Takes what IAM shows of the last days for older than any quiet that a member asks for. */
  private static Ports forgetsQuiet(Ports ports) {
    return withKeys(
        ports,
        (method, read) ->
            read instanceof LastUse.Used used
                ? new LastUse.Used(
                    used.at().minus(Duration.ofDays(3)), used.service(), used.region())
                : read);
  }

  private static Season.Outcome mistaken(long seed, EventScript script) {
    return Seasons.of(seed, script, SeasonTest::takesUnknownForNone);
  }

  /** Takes a list of keys that could not be read for an empty one. */
  private static Ports takesUnknownForNone(Ports ports) {
    return withKeys(
        ports,
        (method, read) ->
            method.equals("list") && read instanceof ReadResult.Failed<?>
                ? new ReadResult.Got<>(List.of())
                : read);
  }

  private static Ports withKeys(Ports ports, BiFunction<String, Object, Object> answer) {
    AccessKeys keys =
        (AccessKeys)
            Proxy.newProxyInstance(
                AccessKeys.class.getClassLoader(),
                new Class<?>[] {AccessKeys.class},
                (proxy, method, arguments) -> {
                  try {
                    return answer.apply(method.getName(), method.invoke(ports.keys(), arguments));
                  } catch (InvocationTargetException thrown) {
                    throw thrown.getCause();
                  }
                });
    return new Ports(
        keys,
        ports.secrets(),
        ports.probe(),
        ports.clock(),
        ports.sleeper(),
        ports.names(),
        ports.events(),
        ports.stop());
  }
}
