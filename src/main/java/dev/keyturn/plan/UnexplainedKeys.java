package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.Intent;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keys and labels that no version or record explains. A key is removed only where it is proved to
 * be ours; any other is foreign, and a person has to say whose it is (P3).
 */
final class UnexplainedKeys {
  private static final Duration ASK_AGAIN = Duration.ofMinutes(15);

  /** What the clocks of IAM and of a run may differ by. */
  private static final Duration CLOCKS = Duration.ofMinutes(1);

  private static final Set<String> PROVED_ON = Set.of("sts", "iam");

  private UnexplainedKeys() {}

  /**
   * The first of all strays. A rotation that the service has begun keeps no key from being
   * accounted for.
   */
  static Optional<Step> any(PlanInput s) {
    Optional<Step> label = pendingLabel(s);
    boolean service =
        label.filter(step -> step.cause().reason() == Reason.SERVICE_ROTATION).isPresent();
    return service ? unknownKeys(s).or(() -> label) : label.or(() -> unknownKeys(s));
  }

  /** AWSPENDING on a version that no open intent of ours speaks of. */
  static Optional<Step> pendingLabel(PlanInput s) {
    Optional<VersionId> version = s.seen().secret().at(StagingLabel.AWSPENDING);
    if (version.isEmpty() || version.equals(s.pendingToken())) {
      return Optional.empty();
    }
    return switch (s.seen().values().get(version.get())) {
      case null -> s.lookAgain(new ReadPart.Value(version.get()));
      case VersionValue.Absent absent -> placeholder(s, version.get());
      case VersionValue.Unusable bad -> another(Cause.of(Reason.PENDING_OF_ANOTHER), version.get());
      case VersionValue.Holds holds -> pendingLabel(s, version.get(), holds.credential().id());
    };
  }

  /**
   * Secrets Manager makes an empty version when it begins a rotation, and has it filled by the
   * rotation function. Where rotation is enabled, it says that it tries again what went wrong.
   */
  private static Optional<Step> placeholder(PlanInput s, VersionId version) {
    if (ServiceRotation.goal(s).filter(goal -> goal.version().equals(version)).isPresent()) {
      return Optional.empty();
    }
    if (!s.seen().secret().rotationEnabled() || !(s.goal() instanceof Goal.Advance)) {
      return emptyAsFarAsIsRead(s, version);
    }
    Instant again = s.now().plus(ASK_AGAIN);
    Cause cause = Cause.of(Reason.SERVICE_ROTATION).due(again);
    return s.lookAgain(new ReadPart.Value(version))
        .or(() ->
            Optional.of(
                new Step.Wait(again, cause.saying("Its version ID is " + version.value()))));
  }

  /**
   * The label is on a version of ours while its value is not found: one of the two readings is
   * older than the other, and whoever stores it may still be at work.
   */
  private static Optional<Step> emptyAsFarAsIsRead(PlanInput s, VersionId version) {
    Optional<Instant> since = s.ledger().rotations().since(version);
    return s.lookAgain(new ReadPart.Value(version))
        .or(() ->
            since.flatMap(at ->
                s.waitUntil(
                    s.over(at),
                    Cause.of(Reason.ANOTHER_RUN).saying("It has announced version " + version))))
        .or(() -> another(Cause.of(Reason.PENDING_OF_ANOTHER), version));
  }

  private static Optional<Step> pendingLabel(PlanInput s, VersionId version, AccessKeyId named) {
    Optional<AccessKey> key = s.key(named);
    if (key.isEmpty() || s.isCurrent(named) || s.isPrevious(named)) {
      return s.lookAgain(new ReadPart.Keys())
          .or(s::lookForNews)
          .or(() ->
              Optional.of(new Step.TakePendingOff(version, Cause.of(Reason.PENDING_KEY_GONE))));
    }
    Optional<Step> news = s.lookForNews();
    if (news.isPresent()) {
      return news;
    }
    boolean ours =
        provedByIntent(s, key.get()) || s.ledger().rotations().explain(version, key.get());
    return ours
        ? removeStored(s, key.get())
        : another(Cause.of(Reason.PENDING_OF_ANOTHER, named), version);
  }

  private static Optional<Step> another(Cause cause, VersionId version) {
    return Optional.of(new Step.Halt(cause.saying("Its version ID is " + version.value())));
  }

  /**
   * Keys of the user that are neither current, nor pending, nor previous: ours first, since a
   * foreign one may be no obstacle once ours is gone.
   */
  static Optional<Step> unknownKeys(PlanInput s) {
    List<AccessKey> unknown =
        s.keys().stream().filter(key -> !isExplained(s, key.id()) && !leavesRoom(s, key)).toList();
    return unknown.stream()
        .filter(key -> provedByIntent(s, key))
        .findFirst()
        .or(() -> unknown.stream().findFirst())
        .flatMap(key -> s.lookForNews().or(() -> unknownKey(s, key)));
  }

  /**
   * A key that is used outside of the secret is no obstacle to the secret's first key, nor to one
   * in place of a key that is gone, while there is room for both.
   */
  private static boolean leavesRoom(PlanInput s, AccessKey key) {
    Optional<AccessKey> current = s.current().map(Credential::id).flatMap(s::key);
    return current.isEmpty()
        && s.keys().size() < 2
        && (s.current().isEmpty() || CurrentKeyHealth.leavesTheCurrentKey(s.goal()))
        && !provedByIntent(s, key);
  }

  private static boolean isExplained(PlanInput s, AccessKeyId key) {
    return s.isRecorded(key)
        || s.pendingToken().flatMap(s::credential).map(Credential::id).equals(Optional.of(key));
  }

  /**
   * A key whose last use could not be read is left as it is until it can be (P5); what went wrong,
   * such as a permission that is missing, is said.
   */
  static Step useUnknown(Instant again, AccessKeyId key, LastUse.Unknown unknown) {
    return new Step.Wait(
        again,
        Cause.of(Reason.LAST_USE_UNKNOWN, key)
            .saying("What went wrong: " + unknown.why())
            .due(again));
  }

  private static Optional<Step> unknownKey(PlanInput s, AccessKey key) {
    LastUse use = s.seen().lastUse().get(key.id());
    if (use == null) {
      return s.lookAgain(new ReadPart.LastUseOf(key.id()));
    }
    boolean ours = provedByIntent(s, key);
    Optional<Step> lost =
        ours || s.ledger().previous().isPresent()
            ? Optional.empty()
            : LedgerCatchUp.recordThatWasLost(s);
    if (lost.isPresent()) {
      return lost;
    }
    if (!ours || (use instanceof LastUse.Used used && !isProofOfTheFirst(s, used))) {
      return Optional.of(
          new Step.Halt(Cause.of(Reason.FOREIGN_KEY, key.id()).saying(describe(key, use))));
    }
    Optional<VersionId> announced = s.intent().flatMap(Intent::token);
    if (announced.isPresent() && !s.seen().values().containsKey(announced.get())) {
      return s.lookAgain(new ReadPart.Value(announced.get()));
    }
    if (use instanceof LastUse.Unknown unknown) {
      return Optional.of(useUnknown(s.now().plus(ASK_AGAIN), key.id(), unknown));
    }
    List<ReadPart> versions = unreadVersions(s);
    if (!versions.isEmpty()) {
      return Optional.of(new Step.Look(versions, Cause.of(Reason.LOOK_CLOSER)));
    }
    if (isNamedByAVersion(s, key.id())) {
      return Optional.of(
          new Step.Halt(Cause.of(Reason.FOREIGN_KEY, key.id()).saying(describe(key, use))));
    }
    return mayBecomeTheFirst(s, key).or(() -> remove(s, key, Reason.ORPHAN));
  }

  /**
   * Announce, then look, then delete: whoever stores that key after our announcement reads it
   * before promoting, and whoever stored it before is seen by our look. So no key is both removed
   * and promoted.
   */
  private static Optional<Step> remove(PlanInput s, AccessKey key, Reason reason) {
    Cause cause = Cause.of(reason, key.id());
    if (!s.mayWrite()) {
      Optional<Intent> begun = s.intent().filter(it -> it.open() && it.isRepairOf(key.id()));
      if (begun.isPresent()) {
        return Optional.of(s.goOn(begun.get(), cause));
      }
      return Optional.of(announceRemoval(s, key, cause));
    }
    List<ReadPart> parts =
        new ArrayList<>(
            List.of(new ReadPart.Keys(), new ReadPart.LastUseOf(key.id()), new ReadPart.Secret()));
    s.pendingToken().ifPresent(token -> parts.add(new ReadPart.Value(token)));
    return s.lookAgain(parts.toArray(ReadPart[]::new))
        .or(() -> Optional.of(new Step.DeleteKey(key.id(), cause)));
  }

  /**
   * The first key of a secret is current as soon as it is stored, so that its maker has nothing to
   * read in between that would keep it from promoting what we remove. It may be at work, and its
   * announcement overwritten by one of ours; it stores the key within a lease of its creation, or
   * never.
   */
  private static Optional<Step> mayBecomeTheFirst(PlanInput s, AccessKey key) {
    Instant over = s.over(key.created()).plus(CLOCKS);
    return s.currentVersion().isEmpty()
        ? s.waitUntil(
            over,
            Cause.of(Reason.ANOTHER_RUN, key.id())
                .saying("It may be about to store key " + key.id().masked()))
        : Optional.empty();
  }

  /**
   * Removes a key that a run of ours stored and did not promote. That run may have read its intent
   * before our announcement, and may promote the key as long as a lease lasts. The announcement may
   * be under way for as long as a signature is good, too, and somebody have read the intent just
   * before it arrived: so the removal is announced, and carried out two leases later.
   */
  static Optional<Step> removeStored(PlanInput s, AccessKey key) {
    Optional<Intent> removal =
        s.intent().filter(intent -> intent.open() && intent.isRepairOf(key.id()));
    if (removal.isEmpty()) {
      Cause cause = Cause.of(Reason.SUPERSEDED_PENDING, key.id());
      return Optional.of(announceRemoval(s, key, cause));
    }
    Instant over = s.over(s.over(removal.get().since()));
    return s.waitUntil(
            over,
            Cause.of(Reason.ANOTHER_RUN, key.id())
                .saying(
                    "It has stored key %s, which is to be removed".formatted(key.id().masked())))
        .or(() -> remove(s, key, Reason.SUPERSEDED_PENDING));
  }

  /** The token of a closed intent stays closed: opened again, it would be abandoned again. */
  private static Step announceRemoval(PlanInput s, AccessKey key, Cause cause) {
    Optional<VersionId> token = s.intent().filter(Intent::open).flatMap(Intent::token);
    return s.announce(s.ledger(), Intent.Verb.REPAIR, token, Optional.of(key.id()), cause);
  }

  /**
   * A key is ours if it was created while a rotation of ours was announced that has no other key to
   * show for it, or if the announced repair names it. Both are announced in two tags, and believed
   * where the rotation's own tag is there as well.
   */
  static boolean provedByIntent(PlanInput s, AccessKey key) {
    return s.intent()
        .filter(intent ->
            switch (intent.verb()) {
              case ROTATE ->
                  intent.covers(key.created())
                      && (!s.nothingWasCreated() || s.progress().removed().contains(key.id()))
                      && !isExplainedByAnother(s, intent, key);
              case REPAIR -> intent.isRepairOf(key.id());
              case RETIRE, DELETE, ROLLBACK -> false;
            })
        .filter(intent ->
            s.ledger()
                .rotations()
                .cover(
                    intent.verb() == Intent.Verb.ROTATE ? intent.token() : Optional.empty(), key))
        .isPresent();
  }

  /**
   * Nothing is created any more under a rotation that has stored its key, and a user with two keys
   * is given no third; one without a key is given no second while there may be a first. So that one
   * is the only one it made.
   */
  private static boolean isExplainedByAnother(PlanInput s, Intent intent, AccessKey key) {
    return intent
        .token()
        .flatMap(s::credential)
        .map(Credential::id)
        .filter(stored -> !stored.equals(key.id()))
        .isPresent();
  }

  /**
   * The first key of a secret is proved before it is stored, so that a run that dies in between
   * leaves an orphan that was used: on STS and IAM, while the rotation was announced. A repair is
   * announced on that evidence, and what was used since then is not ours.
   */
  private static boolean isProofOfTheFirst(PlanInput s, LastUse.Used used) {
    return s.currentVersion().isEmpty()
        && PROVED_ON.contains(used.service().toLowerCase(Locale.ROOT))
        && s.intent()
            .map(intent -> intent.verb() == Intent.Verb.REPAIR ? intent.since() : intent.until())
            .filter(end -> !used.at().isAfter(end))
            .isPresent();
  }

  private static List<ReadPart> unreadVersions(PlanInput s) {
    return s.seen().secret().labels().values().stream()
        .distinct()
        .filter(version -> !s.seen().values().containsKey(version))
        .<ReadPart>map(ReadPart.Value::new)
        .toList();
  }

  private static boolean isNamedByAVersion(PlanInput s, AccessKeyId key) {
    return s.seen().values().keySet().stream()
        .anyMatch(version -> s.credential(version).map(Credential::id).equals(Optional.of(key)));
  }

  private static String describe(AccessKey key, LastUse use) {
    String used =
        switch (use) {
          case LastUse.Used it ->
              "last used %s by %s in %s".formatted(it.at(), it.service(), it.region());
          case LastUse.Never never -> "never used as far as IAM has recorded";
          case LastUse.Unknown unknown -> "last use unknown: " + unknown.why();
        };
    return "It was created %s, is %s, %s"
        .formatted(key.created(), key.isActive() ? "Active" : "Inactive", used);
  }
}
