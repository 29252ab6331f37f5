package dev.keyturn.fleet;

import dev.keyturn.inventory.ReportRow;
import dev.keyturn.inventory.ReportedFlag;
import dev.keyturn.inventory.ReportedKey;
import dev.keyturn.inventory.ReportedPassword;
import dev.keyturn.inventory.ReportedTime;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserDescription;
import dev.keyturn.model.UserId;
import dev.keyturn.model.VersionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an account's lists tell of one secret and its user, to be changed in one thing: a key of 30
 * days that a rotation made, and nothing under way. The report is an hour old.
 */
final class Listed {
  static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
  static final String CURRENT = "AKIACURRENT000000001";
  static final String PREVIOUS = "AKIAPREVIOUS00000001";
  static final String VERSION = "11111111-aaaa-4aaa-8aaa-111111111111";
  static final String BEFORE = "22222222-bbbb-4bbb-8bbb-222222222222";
  static final Instant ROTATED = NOW.minus(Duration.ofDays(30));

  private static final String ARN =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:shop-Ab12Cd";
  private static final String USER_ARN = "arn:aws:iam::123456789012:user/service/shop";
  private static final UserId ID = new UserId("AIDASHOP000000000001");
  static final Instant HIRED = NOW.minus(Duration.ofDays(900));

  final Map<String, String> tags = new HashMap<>();
  final Map<StagingLabel, VersionId> labels = new HashMap<>();
  final List<ReportedKey> keys = new ArrayList<>();
  Optional<Instant> deletion = Optional.empty();
  boolean replica;
  boolean serviceRotates;
  Optional<Instant> changed = Optional.of(ROTATED);
  Instant report = NOW.minus(Duration.ofHours(1));
  boolean userIsListed = true;
  boolean rowIsThere = true;
  Instant userMade = HIRED;
  Optional<CloseLooks> looks = Optional.empty();
  List<PolicySource> sources = List.of();
  Screener.KeyMatching matching = ExplainedKeys::of;

  Listed() {
    tags.put("keyturn:user-id", ID.value());
    tags.put("keyturn:current", "v1 %s version=%s".formatted(CURRENT, VERSION));
    tags.put("keyturn:rotation-" + VERSION, "v1 since %s key=%s".formatted(ROTATED, PREVIOUS));
    tags.put(
        "keyturn:intent",
        "v1 rotate by=abc since=%s until=%s token=%s key=%s closed"
            .formatted(ROTATED, ROTATED.plusSeconds(20), VERSION, PREVIOUS));
    labels.put(StagingLabel.AWSCURRENT, new VersionId(VERSION));
    keys.add(key(1, true, ROTATED.plusSeconds(2)));
  }

  /** A previous key in a state, since when, made 90 days before the current one. */
  Listed previous(String state, Instant since) {
    tags.put(
        "keyturn:previous",
        "v1 %s %s since %s version=%s".formatted(PREVIOUS, state, since, BEFORE));
    keys.add(key(2, state.equals("active"), ROTATED.minus(Duration.ofDays(90))));
    return this;
  }

  static ReportedKey key(int slot, boolean active, Instant created) {
    return new ReportedKey(slot, active, Optional.of(created), new LastUse.Never());
  }

  SecretDescription secret() {
    return new SecretDescription(
        ARN, "shop", labels, tags, deletion, serviceRotates, replica, Optional.of(HIRED), changed);
  }

  Screening screened() {
    List<UserDescription> users =
        userIsListed
            ? List.of(new UserDescription(USER_ARN, ID, Optional.empty(), Optional.of(HIRED)))
            : List.of();
    ReportRow row =
        new ReportRow(
            3,
            "shop",
            USER_ARN,
            new ReportedTime.At(userMade),
            new ReportedPassword(
                ReportedFlag.NO,
                new ReportedTime.NotApplicable(),
                new ReportedTime.NotApplicable(),
                new ReportedTime.NotApplicable()),
            false,
            keys,
            List.of(),
            Optional.empty());
    AccountNews news = AccountNews.of(report, users, rowIsThere ? List.of(row) : List.of());
    return new Screener(
            news,
            sources,
            looks.orElseGet(() -> new CloseLooks(Duration.ofHours(24), NOW, Set.of())),
            matching)
        .of(secret(), NOW);
  }
}
