package dev.keyturn.audit;

import dev.keyturn.inventory.AdoptedSecret;
import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.inventory.Owner;
import dev.keyturn.inventory.ReportRow;
import dev.keyturn.inventory.ReportedFlag;
import dev.keyturn.inventory.ReportedKey;
import dev.keyturn.model.LastUse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What each rule says of one key of a user, before exemptions. Days are counted as Prowler counts
 * them, whole ones: with a limit of 90 a key fails from its 91st day on. What is unknown of an
 * active key fails: nobody could say that it passes. Inactive keys fail nothing but the question
 * whose they are.
 */
final class RuleCheck {
  private static final String ONE_ACTIVE_KEY = "1 active key";
  private static final Verdict OFF = new Verdict.NotApplicable("the key is Inactive");

  private final InventoryUser user;
  private final ReportRow row;
  private final ReportedKey key;
  private final Owner owner;
  private final Instant now;

  RuleCheck(InventoryUser user, ReportedKey key, Owner owner, Instant now) {
    this.user = user;
    this.row = user.row();
    this.key = key;
    this.owner = owner;
    this.now = now;
  }

  /** What a rule says. */
  Verdict verdict(ControlRule rule, int days) {
    return switch (rule) {
      case KEY_AGE -> key.active() ? age(days) : OFF;
      case KEY_UNUSED -> key.active() ? unused(days) : OFF;
      case ONE_ACTIVE_KEY -> key.active() ? oneActiveKey() : OFF;
      case NO_KEY_AT_SETUP -> key.active() ? noKeyAtSetup() : OFF;
      case NO_ROOT_KEY -> noRootKey();
      case OWNER_KNOWN -> ownerKnown();
    };
  }

  private Verdict age(int days) {
    return key.lastRotated()
        .map(made -> within(days, made, ageText(made)))
        .orElseGet(() -> new Verdict.Fail("of unknown age: the report tells no date of the key"));
  }

  private String ageText(Instant made) {
    return days(made) + " days old";
  }

  private Verdict within(int days, Instant since, String figure) {
    if (days(since) > days) {
      return new Verdict.Fail(figure);
    }
    return Duration.between(since, now).compareTo(Duration.ofDays(days)) > 0
        ? new Verdict.PassNarrowly(figure + ", and some hours")
        : new Verdict.Pass(figure);
  }

  /** A key that was never used passes, as with Prowler; counted from its creation it may not. */
  private Verdict unused(int days) {
    return switch (key.lastUse()) {
      case LastUse.Used used ->
          within(days, used.at(), "last used " + days(used.at()) + " days ago");
      case LastUse.Never never ->
          key.lastRotated().filter(made -> days(made) > days).isPresent()
              ? new Verdict.PassNarrowly("never used, " + ageText(key.lastRotated().orElse(now)))
              : new Verdict.Pass("never used yet");
      case LastUse.Unknown unknown -> new Verdict.Fail("last use unknown: " + unknown.why());
    };
  }

  /** Of two, the older one is the one too many. */
  private Verdict oneActiveKey() {
    if (row.keys().size() < 2) {
      return new Verdict.Pass(ONE_ACTIVE_KEY);
    }
    List<ReportedKey> active = row.activeKeys();
    if (active.size() < 2) {
      return new Verdict.Pass(ONE_ACTIVE_KEY);
    }
    return active.getFirst().equals(key)
        ? new Verdict.Fail("2 active keys" + overlap())
        : new Verdict.Pass("2 active keys, of which this is the younger");
  }

  private String overlap() {
    Optional<AdoptedSecret> rotating =
        user.secrets().stream().filter(it -> it.overlapSince().isPresent()).findFirst();
    return rotating.map(secret -> ": the overlap of " + secret.name()).orElse("");
  }

  private Verdict noKeyAtSetup() {
    boolean hasPassword = row.password().enabled() == ReportedFlag.YES && !row.isRoot();
    if (!hasPassword) {
      return new Verdict.Pass("no console password");
    }
    return key.lastUse() instanceof LastUse.Never
        ? new Verdict.Fail("never used, and the user has a console password")
        : new Verdict.Pass("used");
  }

  private Verdict noRootKey() {
    if (!row.isRoot()) {
      return new Verdict.NotApplicable("not root");
    }
    return key.active()
        ? new Verdict.Fail("root has an active key")
        : new Verdict.Pass("root's key is Inactive");
  }

  private Verdict ownerKnown() {
    if (row.isRoot()) {
      return new Verdict.NotApplicable("root has no tags");
    }
    return switch (owner) {
      case Owner.Named named -> new Verdict.Pass("tag " + named.tag());
      case Owner.Unknown unknown -> new Verdict.Fail("no tag names an owner");
      case Owner.NotRead notRead -> new Verdict.NotApplicable(notRead.why());
    };
  }

  private long days(Instant since) {
    return Duration.between(since, now).toDays();
  }
}
