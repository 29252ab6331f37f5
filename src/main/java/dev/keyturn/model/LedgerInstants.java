package dev.keyturn.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The instants that a ledger names, held against AWS's clock. Runs write what has happened, by that
 * clock; so an instant that it has not reached yet was written by somebody else, who would have
 * something explained that happens later, or have everybody wait for as long as they like.
 */
public final class LedgerInstants {
  /** What the clocks of two runs may differ by, each being corrected by AWS's. */
  public static final Duration GRACE = Duration.ofMinutes(1);

  private LedgerInstants() {}

  /**
   * What is wrong, a sentence for each tag; empty when nothing is.
   *
   * @param now the time, by AWS's clock
   */
  public static List<String> problems(Ledger ledger, Instant now) {
    List<String> problems = new ArrayList<>();
    Instant limit = now.plus(GRACE);
    ahead(LedgerTags.PREVIOUS, ledger.previous().map(Ledger.Previous::since), limit)
        .ifPresent(problems::add);
    ahead(LedgerTags.MARK, ledger.mark().map(Ledger.Mark::since), limit).ifPresent(problems::add);
    ahead(LedgerTags.ROLLBACK, ledger.rollback().map(Ledger.Rollback::since), limit)
        .ifPresent(problems::add);
    ahead(LedgerTags.INTENT, ledger.intent().map(Intent::since), limit).ifPresent(problems::add);
    ledger
        .retired()
        .forEach(key ->
            ahead(LedgerTags.RETIRED, Optional.of(key.at()), limit).ifPresent(problems::add));
    for (Map.Entry<VersionId, AnnouncedRotations.Announced> rotation :
        ledger.rotations().byVersion().entrySet()) {
      String tag = LedgerTags.ROTATION + rotation.getKey().value();
      ahead(tag, Optional.of(rotation.getValue().since()), limit).ifPresent(problems::add);
    }
    ledger
        .intent()
        .map(Intent::until)
        .filter(until -> until.isAfter(limit.plus(Policy.LONGEST_LEASE)))
        .ifPresent(until ->
            problems.add(
                "tag %s announces a longer time than Keyturn ever does"
                    .formatted(LedgerTags.INTENT)));
    return List.copyOf(problems);
  }

  private static Optional<String> ahead(String tag, Optional<Instant> named, Instant limit) {
    return named
        .filter(instant -> instant.isAfter(limit))
        .map(instant ->
            "tag %s names %s, which AWS's clock has not reached; Keyturn does not write such a tag"
                .formatted(tag, instant));
  }
}
