package dev.keyturn.fleets;

import dev.keyturn.proof.Tally;
import dev.keyturn.rotate.Ports;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Runs seasons, and says of one that fails what is enough to make it fail. */
final class Seasons {
  private static final int MOST_LINES = 80;
  private static final int MOST_TRIES = 120;

  private Seasons() {}

  /** The season of a seed. */
  static Season.Outcome of(long seed) {
    return of(seed, EventScript.open(), UnaryOperator.identity());
  }

  /** The same with a part of its events, and with another engine. */
  static Season.Outcome of(long seed, EventScript script, UnaryOperator<Ports> engine) {
    try (Season season = new Season(seed, script, engine)) {
      return season.run();
    }
  }

  /** Counts a season; says of one that fails why, in as few events as possible. */
  static Optional<String> tried(Tally tally, long seed) {
    Season.Outcome outcome = of(seed);
    tally.count(1, outcome.awsCalls());
    if (outcome.broken().isEmpty()) {
      return Optional.empty();
    }
    tally.broken();
    System.out.printf("seed %d: %s; looking for what is enough …%n", seed, why(outcome));
    return Optional.of(explained(seed, outcome, UnaryOperator.identity()));
  }

  /** What to print of a season that fails. */
  static String explained(long seed, Season.Outcome failed, UnaryOperator<Ports> engine) {
    Season.Outcome shrunk = shrunk(seed, failed, engine);
    return """
    seed %d: %s
    Of %,d events these %d are enough:
      %s
    What happens with them alone:
      %s
    Replay: ./mvnw test -Dtest=SeasonTest -Dkeyturn.seed=%d
    """
        .formatted(
            seed,
            why(failed),
            failed.events().size(),
            shrunk.events().size(),
            String.join("\n  ", shrunk.events()),
            String.join("\n  ", last(shrunk.timeline())),
            seed);
  }

  /** The same failure with as few events as possible. */
  static Season.Outcome shrunk(long seed, Season.Outcome failed, UnaryOperator<Ports> engine) {
    String why = why(failed);
    Predicate<List<String>> fails =
        some -> why(of(seed, EventScript.only(some), engine)).equals(why);
    // Who there is first: each of them takes most of the rest along.
    List<String> there = failed.events().stream().filter(Seasons::isSomebody).toList();
    List<String> rest = failed.events().stream().filter(event -> !isSomebody(event)).toList();
    List<String> needed =
        Shrink.toFewest(there, MOST_TRIES, some -> fails.test(joined(some, rest)));
    List<String> enough = Shrink.toFewest(joined(needed, rest), MOST_TRIES, fails);
    return of(seed, EventScript.only(enough), engine);
  }

  private static boolean isSomebody(String event) {
    return event.startsWith("there is ");
  }

  private static List<String> joined(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /** The promise and how it was broken, without the call at which. */
  private static String why(Season.Outcome outcome) {
    return outcome
        .broken()
        .map(Throwable::getMessage)
        .map(message -> message.split(",", 2)[0])
        .orElse("nothing");
  }

  private static List<String> last(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
  }
}
