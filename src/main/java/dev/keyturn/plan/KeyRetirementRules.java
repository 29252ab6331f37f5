package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.RetiringTag;
import dev.keyturn.plan.KeyRetirementVerdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a key that nobody uses is switched off or deleted. In the order of what is worst to
 * break: whose key it is, whether a secret needs it, whether somebody uses it, and only then what
 * is left to do. A key that is on is never deleted, and one that is off not before its recovery
 * window is over, counted from when it was first <em>seen</em> to be off: IAM keeps no date of a
 * key's status, and a later time is the safe one.
 *
 * @param unused for how many whole days a key must have been unused, and be old
 * @param recovery how long one that is off can be switched on again before it is deleted
 */
public record KeyRetirementRules(long unused, Duration recovery) {
  /** The verdict of one key. */
  public KeyRetirementVerdict verdict(KeyRetirementFacts facts, KeyRetirementAct act, Instant now) {
    Optional<AccessKey> listed = facts.listed(facts.key());
    if (listed.isEmpty()) {
      return new Refused(
          KeyRetirementRefusal.UNKNOWN_KEY,
          "IAM lists no such key of user %s: it is gone.".formatted(facts.user().user().name()));
    }
    return whoseItIs(facts)
        .or(() -> BoundUserKeys.refusal(facts))
        .or(() -> useOf(facts, listed.get(), now))
        .<KeyRetirementVerdict>map(refused -> refused)
        .orElseGet(() -> leftToDo(facts, listed.get(), act, now));
  }

  private static Optional<Refused> whoseItIs(KeyRetirementFacts facts) {
    if (facts.caller().isEmpty()) {
      return refused(
          KeyRetirementRefusal.OWN_KEY,
          "AWS did not say as whom this command is given: the key may be the one that signs it.");
    }
    if (facts.caller().get().equals(facts.user().user().arn())) {
      return refused(
          KeyRetirementRefusal.OWN_KEY,
          "This command is given as the key's user: give it as another identity.");
    }
    if (facts.user().tags().containsKey(IamUser.NEVER_TAG)) {
      return refused(
          KeyRetirementRefusal.MARKED,
          "Its user is tagged %s, as break-glass users are.".formatted(IamUser.NEVER_TAG));
    }
    return RetiringTag.fits(facts.key())
        ? Optional.empty()
        : refused(
            KeyRetirementRefusal.STATUS_UNKNOWN,
            "Its ID is too long for a tag of IAM's, in which it would be noted that it is off.");
  }

  /** In whole days, as the audit counts. A key that was never used counts by its age. */
  private Optional<Refused> useOf(KeyRetirementFacts facts, AccessKey key, Instant now) {
    return switch (facts.lastUse()) {
      case LastUse.Used used ->
          isLongAgo(used.at(), now)
              ? Optional.empty()
              : refused(
                  KeyRetirementRefusal.USED,
                  "It was last used on %s, within %d days.".formatted(used.at(), unused));
      case LastUse.Never never ->
          isLongAgo(key.created(), now)
              ? Optional.empty()
              : refused(
                  KeyRetirementRefusal.USED,
                  "It was made on %s, within %d days: that it was not used yet says little."
                      .formatted(key.created(), unused));
      case LastUse.Unknown(String why) ->
          refused(KeyRetirementRefusal.USE_UNKNOWN, "When it was last used is unknown: " + why);
    };
  }

  private boolean isLongAgo(Instant then, Instant now) {
    return Duration.between(then, now).toDays() > unused;
  }

  private KeyRetirementVerdict leftToDo(
      KeyRetirementFacts facts, AccessKey key, KeyRetirementAct act, Instant now) {
    return switch (key.status()) {
      case OTHER ->
          new Refused(
              KeyRetirementRefusal.STATUS_UNKNOWN,
              "IAM gives it a status that Keyturn does not know.");
      case ACTIVE ->
          switch (act) {
            case SWITCH_OFF -> new KeyRetirementVerdict.SwitchOff(facts.isNoted());
            case DELETE ->
                new Refused(
                    KeyRetirementRefusal.ACTIVE,
                    "It is Active: retire it without --delete first, and wait out the recovery window.");
          };
      case INACTIVE ->
          facts
              .offSince(key, now)
              .map(since -> whenOff(since, act, now))
              .orElseGet(KeyRetirementVerdict.NoteOff::new);
    };
  }

  private KeyRetirementVerdict whenOff(Instant since, KeyRetirementAct act, Instant now) {
    Instant deletable = since.plus(recovery);
    return switch (act) {
      case SWITCH_OFF -> new KeyRetirementVerdict.Off(since, deletable);
      case DELETE ->
          now.isBefore(deletable)
              ? new KeyRetirementVerdict.Wait(deletable)
              : new KeyRetirementVerdict.Delete();
    };
  }

  private static Optional<Refused> refused(KeyRetirementRefusal refusal, String why) {
    return Optional.of(new Refused(refusal, why));
  }
}
