package dev.keyturn.fleet;

import static dev.keyturn.fleet.Listed.NOW;
import static dev.keyturn.fleet.Listed.ROTATED;
import static dev.keyturn.fleet.Screening.Why.DUE;
import static dev.keyturn.fleet.Screening.Why.LEFT;
import static dev.keyturn.fleet.Screening.Why.TURN;
import static dev.keyturn.fleet.Screening.Why.UNEXPLAINED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.keyturn.inventory.ReportedKey;
import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.Setting;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import dev.keyturn.result.SecretStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of the screen: what is left alone, until when, and what is looked at closely and why.
 */
class ScreenerTest {
  private static Arguments row(String situation, Consumer<Listed> change, Object expected) {
    return argumentSet(situation, change, expected);
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  private static Consumer<Listed> tag(String tag, String value) {
    return listed -> listed.tags.put(tag, value);
  }

  private static Consumer<Listed> label(StagingLabel label, String version) {
    return listed -> listed.labels.put(label, new VersionId(version));
  }

  static Stream<Arguments> table() {
    Instant due = ROTATED.plusSeconds(2).plus(days(83));
    Instant lately = NOW.minus(days(2));
    String id = Listed.CURRENT;
    return Stream.of(
        row("one key, nothing under way", it -> {}, due),
        row(
            "an overlap that began two days ago",
            it -> rotatedLately(it, lately).previous("active", lately),
            lately.plusSeconds(2).plus(days(7))),
        row(
            "the same, its slots the other way round",
            it -> {
              rotatedLately(it, lately).previous("active", lately);
              it.keys.add(it.keys.removeFirst());
            },
            lately.plusSeconds(2).plus(days(7))),
        row("an overlap that is over", it -> it.previous("active", ROTATED), DUE),
        row(
            "a previous key that is off, in its recovery",
            it -> off(it, lately),
            lately.plus(days(7))),
        row("a recovery that is over", it -> off(it, NOW.minus(days(8))), DUE),
        row(
            "a key that was found switched off",
            it -> it.previous("off-by-hand", lately),
            lately.plus(days(7))),
        row("a rotation that is due", it -> older(it, days(83)), DUE),
        row(
            "one that is due in an hour",
            it -> older(it, days(83).minusHours(1)),
            NOW.plus(Duration.ofHours(1))),
        row("a shorter age by the secret's tag", tag("keyturn:max-age", "30d"), DUE),
        row(
            "a shorter age by the environment",
            it ->
                it.sources =
                    List.of(new PolicySource("environment", Map.of(Setting.MAX_AGE, "36d"))),
            DUE),
        row(
            "rotated by Secrets Manager, days later",
            it -> it.serviceRotates = true,
            due.plus(days(7))),
        row("no time when it was changed", it -> it.changed = Optional.empty(), due),
        // Half done
        row("an open intent", it -> reopened(it), DUE),
        row("a mark", tag("keyturn:mark", "v1 %s deactivate since %s".formatted(id, ROTATED)), DUE),
        row("a rollback", tag("keyturn:rollback", "v1 %s since %s".formatted(id, ROTATED)), DUE),
        row("a pending version", label(StagingLabel.AWSPENDING, Listed.BEFORE), DUE),
        row("AWSCURRENT moved", label(StagingLabel.AWSCURRENT, Listed.BEFORE), DUE),
        row("AWSCURRENT gone", it -> it.labels.clear(), DUE),
        row("no version that was proved", tag("keyturn:current", "v1 " + id), DUE),
        row("adopted without a key", it -> it.tags.remove("keyturn:current"), DUE),
        row("scheduled for deletion", it -> it.deletion = Optional.of(NOW), DUE),
        row("a replica", it -> it.replica = true, DUE),
        // Unknown
        row("a tag of ours that cannot be read", tag("keyturn:current", "v9 ?"), DUE),
        row("a tag of ours that there is not", tag("keyturn:max-aeg", "30d"), DUE),
        row("a setting that cannot be read", tag("keyturn:max-age", "soon"), DUE),
        row("fields that were not adopted", tag("keyturn:fields", "json key=a secret=b"), DUE),
        row("a user that is gone", it -> it.userIsListed = false, UNEXPLAINED),
        row("a user that the report does not have", it -> it.rowIsThere = false, UNEXPLAINED),
        row("another user of the same name", it -> it.userMade = NOW.minus(days(1)), UNEXPLAINED),
        row("a user's ID that cannot be read", tag("keyturn:user-id", "?"), UNEXPLAINED),
        row("a key more", it -> it.keys.add(Listed.key(2, true, ROTATED)), UNEXPLAINED),
        row(
            "a key that is off more",
            it -> it.keys.add(Listed.key(2, false, ROTATED)),
            UNEXPLAINED),
        row("no key", it -> it.keys.clear(), UNEXPLAINED),
        row("the current key off", it -> only(it, Listed.key(1, false, ROTATED)), UNEXPLAINED),
        row("a key of another time", it -> only(it, Listed.key(1, true, lately)), UNEXPLAINED),
        row("a key without a date", it -> only(it, dateless()), UNEXPLAINED),
        row(
            "a previous key that is gone",
            it -> {
              it.previous("active", ROTATED);
              it.keys.removeLast();
            },
            UNEXPLAINED),
        row(
            "a previous key that is on although it was off",
            it -> {
              off(it, lately);
              it.keys.set(1, Listed.key(2, true, ROTATED.minus(days(90))));
            },
            UNEXPLAINED),
        row(
            "two keys that could be either",
            it -> {
              it.previous("active", lately);
              it.tags.keySet().removeIf(tag -> tag.startsWith("keyturn:rotation-"));
            },
            UNEXPLAINED),
        // Newer than the report
        row("a report from before the rotation", it -> it.report = ROTATED, UNEXPLAINED),
        row("changed since the report", it -> it.changed = Optional.of(NOW), UNEXPLAINED),
        row(
            "changed just before the report",
            it -> it.changed = Optional.of(it.report.minusSeconds(60)),
            UNEXPLAINED),
        // Its turn
        row("its moment has come", it -> turn(it, days(1).minusSeconds(1)), TURN),
        row("nobody knows when it came last", it -> turn(it, days(2)), TURN),
        row("the last pass did not come to it", it -> it.looks = Optional.of(left()), LEFT));
  }

  /** Its key was made by a rotation of that time. */
  private static Listed rotatedLately(Listed listed, Instant at) {
    listed.tags.put(
        "keyturn:rotation-" + Listed.VERSION, "v1 since %s key=%s".formatted(at, Listed.PREVIOUS));
    only(listed, Listed.key(1, true, at.plusSeconds(2)));
    return listed;
  }

  private static void off(Listed listed, Instant since) {
    listed.previous("off", since);
    listed.tags.put(
        "keyturn:intent",
        "v1 retire by=abc since=%s until=%s key=%s closed"
            .formatted(since.minusSeconds(2), since, Listed.PREVIOUS));
  }

  private static void older(Listed listed, Duration age) {
    Instant made = NOW.minus(age);
    listed.tags.put("keyturn:rotation-" + Listed.VERSION, "v1 since %s".formatted(made));
    only(listed, Listed.key(1, true, made));
  }

  private static void only(Listed listed, ReportedKey key) {
    listed.keys.clear();
    listed.keys.add(key);
  }

  private static ReportedKey dateless() {
    return new ReportedKey(1, true, Optional.empty(), new LastUse.Never());
  }

  private static void reopened(Listed listed) {
    listed.tags.computeIfPresent("keyturn:intent", (tag, text) -> text.replace(" closed", " open"));
  }

  private static void turn(Listed listed, Duration since) {
    listed.looks = Optional.of(new CloseLooks(days(1), NOW.minus(since), Set.of()));
  }

  private static CloseLooks left() {
    return new CloseLooks(days(1), NOW, Set.of("shop"));
  }

  /** What came of the screening: until when it is left alone, or why it is looked at. */
  private static Object outcome(Screening screening) {
    return switch (screening) {
      case Screening.LeaveAlone(Instant until, var report) -> until;
      case Screening.LookClosely(Screening.Why why, String words) -> why;
    };
  }

  @ParameterizedTest
  @MethodSource("table")
  void isLeftAloneOnlyWhereEverythingIsExplained(Consumer<Listed> change, Object expected) {
    Listed listed = new Listed();
    change.accept(listed);
    Screening screening = listed.screened();
    assertThat(outcome(screening)).as("%s", screening).isEqualTo(expected);
    if (screening instanceof Screening.LeaveAlone alone) {
      assertThat(alone.report().status()).isEqualTo(SecretStatus.FINE);
      assertThat(alone.report().currentKey()).contains(new AccessKeyId(Listed.CURRENT));
    }
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        argumentSet("believes a stale report", mistake(listed -> listed.report = NOW)),
        argumentSet(
            "takes a slot for the older key",
            mistake(listed -> listed.matching = ScreenerTest::bySlot)),
        argumentSet(
            "takes the younger key for the current one",
            mistake(listed -> listed.matching = ScreenerTest::byAge)),
        argumentSet(
            "takes the report's row for the user's by its name",
            mistake(listed -> listed.userMade = Listed.HIRED)),
        argumentSet("leaves alone what has its turn", mistake(listed -> listed.looks = never())));
  }

  private static Consumer<Listed> mistake(Consumer<Listed> how) {
    return how;
  }

  private static Optional<CloseLooks> never() {
    return Optional.of(new CloseLooks(days(1), NOW, Set.of()));
  }

  /** The key in the second slot is current, the one in the first the older. */
  private static Optional<List<AccessKey>> bySlot(Ledger ledger, List<ReportedKey> row) {
    return inOrder(
        ledger,
        row.stream().sorted(Comparator.comparingInt(ReportedKey::slot).reversed()).toList());
  }

  private static Optional<List<AccessKey>> byAge(Ledger ledger, List<ReportedKey> row) {
    return inOrder(ledger, row.stream().sorted(Comparator.<ReportedKey>reverseOrder()).toList());
  }

  /** The current key, and then the previous one, whatever else the bookkeeping says of them. */
  private static Optional<List<AccessKey>> inOrder(Ledger ledger, List<ReportedKey> row) {
    List<AccessKeyId> ids =
        Stream.concat(
                ledger.currentKey().stream(), ledger.previous().map(Ledger.Previous::key).stream())
            .toList();
    return row.size() != ids.size()
        ? Optional.empty()
        : Optional.of(
            IntStream.range(0, ids.size())
                .mapToObj(n ->
                    new AccessKey(
                        ids.get(n),
                        row.get(n).active() ? KeyStatus.ACTIVE : KeyStatus.INACTIVE,
                        row.get(n).lastRotated().orElse(NOW)))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeContradictsTheTable(Consumer<Listed> mistake) {
    List<String> contradicted =
        table()
            .filter(row -> {
              Listed listed = new Listed();
              change(row).accept(listed);
              mistake.accept(listed);
              return !outcome(listed.screened()).equals(row.get()[1]);
            })
            .map(row -> ((Arguments.ArgumentSet) row).getName())
            .toList();
    System.out.println("caught by: " + contradicted);
    assertThat(contradicted).isNotEmpty();
  }

  @SuppressWarnings("unchecked")
  private static Consumer<Listed> change(Arguments row) {
    return (Consumer<Listed>) Objects.requireNonNull(row.get()[0]);
  }

  @Test
  void eachSecretHasItsTurnOnceADayHoweverOftenPassesCome() {
    for (int hours : List.of(1, 5, 7, 24)) {
      Duration apart = Duration.ofHours(hours);
      for (int secret = 0; secret < 50; secret++) {
        String arn = "arn:" + secret;
        int turns = 0;
        Instant last = NOW;
        for (Instant at = NOW.plus(apart); !at.isAfter(NOW.plus(days(35))); at = at.plus(apart)) {
          turns += new CloseLooks(days(1), last, Set.of()).isTurnOf(arn, at) ? 1 : 0;
          last = at;
        }
        assertThat(turns).as("%d h, %s", hours, arn).isBetween(34, 35);
      }
    }
  }

  @Test
  void aDayOfHourlyPassesHasItsCloseLooksSpreadOverTheDay() {
    for (int hour = 0; hour < 24; hour++) {
      Instant at = NOW.plus(Duration.ofHours(hour));
      CloseLooks looks = new CloseLooks(days(1), at.minus(Duration.ofHours(1)), Set.of());
      long turns =
          Stream.iterate(0, n -> n + 1)
              .limit(2400)
              .filter(n -> looks.isTurnOf("arn:" + n, at))
              .count();
      assertThat(turns).isBetween(60L, 140L);
    }
  }
}
