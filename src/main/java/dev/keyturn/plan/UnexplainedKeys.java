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
  static Optional<Step> keyOrLabelUnexplained(PlanInput input) {
    Optional<Step> label = pendingLabelUnexplained(input);
    boolean service =
        label.filter(step -> step.cause().reason() == Reason.SERVICE_ROTATION).isPresent();
    return service ? keyUnexplained(input).or(() -> label) : label.or(() -> keyUnexplained(input));
  }

  /** AWSPENDING on a version that no open intent of ours speaks of. */
  static Optional<Step> pendingLabelUnexplained(PlanInput input) {
    Optional<VersionId> version = input.seen().secret().at(StagingLabel.AWSPENDING);
    if (version.isEmpty() || version.equals(input.pendingToken())) {
      return Optional.empty();
    }
    return switch (input.seen().values().get(version.get())) {
      case null -> input.lookAgain(new ReadPart.Value(version.get()));
      case VersionValue.Absent absent -> placeholder(input, version.get());
      case VersionValue.Unusable bad -> another(Cause.of(Reason.PENDING_OF_ANOTHER), version.get());
      case VersionValue.Holds holds ->
          pendingLabelUnexplained(input, version.get(), holds.credential().id());
    };
  }

  /**
   * Secrets Manager makes an empty version when it begins a rotation, and has it filled by the
   * rotation function. Where rotation is enabled, it says that it tries again what went wrong.
   */
  private static Optional<Step> placeholder(PlanInput input, VersionId version) {
    if (ServiceRotation.goal(input).filter(goal -> goal.version().equals(version)).isPresent()) {
      return Optional.empty();
    }
    if (!input.seen().secret().rotationEnabled() || !(input.goal() instanceof Goal.Advance)) {
      return emptyAsFarAsIsRead(input, version);
    }
    Instant again = input.now().plus(ASK_AGAIN);
    Cause cause = Cause.of(Reason.SERVICE_ROTATION).due(again);
    return input
        .lookAgain(new ReadPart.Value(version))
        .or(() ->
            Optional.of(
                new Step.Wait(again, cause.saying("Its version ID is " + version.value()))));
  }

  /**
   * The label is on a version of ours while its value is not found: one of the two readings is
   * older than the other, and whoever stores it may still be at work.
   */
  private static Optional<Step> emptyAsFarAsIsRead(PlanInput input, VersionId version) {
    Optional<Instant> since = input.ledger().rotations().since(version);
    return input
        .lookAgain(new ReadPart.Value(version))
        .or(() ->
            since.flatMap(at ->
                input.waitUntil(
                    input.over(at),
                    Cause.of(Reason.ANOTHER_RUN).saying("It has announced version " + version))))
        .or(() -> another(Cause.of(Reason.PENDING_OF_ANOTHER), version));
  }

  private static Optional<Step> pendingLabelUnexplained(
      PlanInput input, VersionId version, AccessKeyId named) {
    Optional<AccessKey> key = input.key(named);
    if (key.isEmpty() || input.isCurrent(named) || input.isPrevious(named)) {
      return input
          .lookAgain(new ReadPart.Keys())
          .or(input::lookForNews)
          .or(() ->
              Optional.of(new Step.TakePendingOff(version, Cause.of(Reason.PENDING_KEY_GONE))));
    }
    Optional<Step> news = input.lookForNews();
    if (news.isPresent()) {
      return news;
    }
    boolean ours =
        provedByIntent(input, key.get()) || input.ledger().rotations().explain(version, key.get());
    return ours
        ? removeStored(input, key.get())
        : another(Cause.of(Reason.PENDING_OF_ANOTHER, named), version);
  }

  private static Optional<Step> another(Cause cause, VersionId version) {
    return Optional.of(new Step.Halt(cause.saying("Its version ID is " + version.value())));
  }

  /**
   * Keys of the user that are neither current, nor pending, nor previous: ours first, since a
   * foreign one may be no obstacle once ours is gone.
   */
  static Optional<Step> keyUnexplained(PlanInput input) {
    List<AccessKey> unknown =
        input.keys().stream()
            .filter(key -> !isExplained(input, key.id()) && !leavesRoom(input, key))
            .toList();
    return unknown.stream()
        .filter(key -> provedByIntent(input, key))
        .findFirst()
        .or(() -> unknown.stream().findFirst())
        .flatMap(key -> input.lookForNews().or(() -> accountFor(input, key)));
  }

  /**
   * A key that is used outside of the secret is no obstacle to the secret's first key, nor to one
   * in place of a key that is gone, while there is room for both.
   */
  private static boolean leavesRoom(PlanInput input, AccessKey key) {
    Optional<AccessKey> current = input.listedCurrentKey();
    return current.isEmpty()
        && !input.isFull()
        && (input.current().isEmpty() || CurrentKeyHealth.leavesTheCurrentKey(input.goal()))
        && !provedByIntent(input, key);
  }

  private static boolean isExplained(PlanInput input, AccessKeyId key) {
    return input.isRecorded(key)
        || input
            .pendingToken()
            .flatMap(input::credential)
            .map(Credential::id)
            .equals(Optional.of(key));
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

  private static Optional<Step> accountFor(PlanInput input, AccessKey key) {
    LastUse use = input.seen().lastUse().get(key.id());
    if (use == null) {
      return input.lookAgain(new ReadPart.LastUseOf(key.id()));
    }
    boolean ours = provedByIntent(input, key);
    Optional<Step> lost =
        ours || input.ledger().previous().isPresent()
            ? Optional.empty()
            : LedgerCatchUp.recordThatWasLost(input);
    if (lost.isPresent()) {
      return lost;
    }
    if (!ours || (use instanceof LastUse.Used used && !isProofOfTheFirst(input, used))) {
      return Optional.of(
          new Step.Halt(Cause.of(Reason.FOREIGN_KEY, key.id()).saying(describe(key, use))));
    }
    Optional<VersionId> announced = input.intent().flatMap(Intent::token);
    if (announced.isPresent() && !input.seen().values().containsKey(announced.get())) {
      return input.lookAgain(new ReadPart.Value(announced.get()));
    }
    if (use instanceof LastUse.Unknown unknown) {
      return Optional.of(useUnknown(input.now().plus(ASK_AGAIN), key.id(), unknown));
    }
    List<ReadPart> versions = unreadVersions(input);
    if (!versions.isEmpty()) {
      return Optional.of(new Step.Look(versions, Cause.of(Reason.LOOK_CLOSER)));
    }
    if (isNamedByAVersion(input, key.id())) {
      return Optional.of(
          new Step.Halt(Cause.of(Reason.FOREIGN_KEY, key.id()).saying(describe(key, use))));
    }
    return mayBecomeTheFirst(input, key).or(() -> remove(input, key, Reason.ORPHAN));
  }

  /**
   * Announce, then look, then delete: whoever stores that key after our announcement reads it
   * before promoting, and whoever stored it before is seen by our look. So no key is both removed
   * and promoted.
   */
  private static Optional<Step> remove(PlanInput input, AccessKey key, Reason reason) {
    Cause cause = Cause.of(reason, key.id());
    if (!input.mayWrite()) {
      Optional<Intent> begun = input.intent().filter(it -> it.open() && it.isRepairOf(key.id()));
      if (begun.isPresent()) {
        return Optional.of(input.goOn(begun.get(), cause));
      }
      return Optional.of(announceRemoval(input, key, cause));
    }
    List<ReadPart> parts =
        new ArrayList<>(
            List.of(new ReadPart.Keys(), new ReadPart.LastUseOf(key.id()), new ReadPart.Secret()));
    input.pendingToken().ifPresent(token -> parts.add(new ReadPart.Value(token)));
    return input
        .lookAgain(parts.toArray(ReadPart[]::new))
        .or(() -> Optional.of(new Step.DeleteKey(key.id(), cause)));
  }

  /**
   * The first key of a secret is current as soon as it is stored, so that its maker has nothing to
   * read in between that would keep it from promoting what we remove. It may be at work, and its
   * announcement overwritten by one of ours; it stores the key within a lease of its creation, or
   * never.
   */
  private static Optional<Step> mayBecomeTheFirst(PlanInput input, AccessKey key) {
    Instant over = input.over(key.created()).plus(CLOCKS);
    return input.currentVersion().isEmpty()
        ? input.waitUntil(
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
  static Optional<Step> removeStored(PlanInput input, AccessKey key) {
    Optional<Intent> removal =
        input.intent().filter(intent -> intent.open() && intent.isRepairOf(key.id()));
    if (removal.isEmpty()) {
      Cause cause = Cause.of(Reason.SUPERSEDED_PENDING, key.id());
      return Optional.of(announceRemoval(input, key, cause));
    }
    Instant over = input.over(input.over(removal.get().since()));
    return input
        .waitUntil(
            over,
            Cause.of(Reason.ANOTHER_RUN, key.id())
                .saying(
                    "It has stored key %s, which is to be removed".formatted(key.id().masked())))
        .or(() -> remove(input, key, Reason.SUPERSEDED_PENDING));
  }

  /** The token of a closed intent stays closed: opened again, it would be abandoned again. */
  private static Step announceRemoval(PlanInput input, AccessKey key, Cause cause) {
    Optional<VersionId> token = input.intent().filter(Intent::open).flatMap(Intent::token);
    return input.announce(input.ledger(), Intent.Verb.REPAIR, token, Optional.of(key.id()), cause);
  }

  /**
   * A key is ours if it was created while a rotation of ours was announced that has no other key to
   * show for it, or if the announced repair names it. Both are announced in two tags, and believed
   * where the rotation's own tag is there as well.
   */
  static boolean provedByIntent(PlanInput input, AccessKey key) {
    return input
        .intent()
        .filter(intent ->
            switch (intent.verb()) {
              case ROTATE ->
                  intent.covers(key.created())
                      && (!input.nothingWasCreated() || input.memory().removed().contains(key.id()))
                      && !isExplainedByAnother(input, intent, key);
              case REPAIR -> intent.isRepairOf(key.id());
              case RETIRE, DELETE, ROLLBACK -> false;
            })
        .filter(intent ->
            input
                .ledger()
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
  private static boolean isExplainedByAnother(PlanInput input, Intent intent, AccessKey key) {
    return intent
        .token()
        .flatMap(input::credential)
        .map(Credential::id)
        .filter(stored -> !stored.equals(key.id()))
        .isPresent();
  }

  /**
   * The first key of a secret is proved before it is stored, so that a run that dies in between
   * leaves an orphan that was used: on STS and IAM, while the rotation was announced. A repair is
   * announced on that evidence, and what was used since then is not ours.
   */
  private static boolean isProofOfTheFirst(PlanInput input, LastUse.Used used) {
    return input.currentVersion().isEmpty()
        && PROVED_ON.contains(used.service().toLowerCase(Locale.ROOT))
        && input
            .intent()
            .map(intent -> intent.verb() == Intent.Verb.REPAIR ? intent.since() : intent.until())
            .filter(end -> !used.at().isAfter(end))
            .isPresent();
  }

  private static List<ReadPart> unreadVersions(PlanInput input) {
    return input.seen().secret().labels().values().stream()
        .distinct()
        .filter(version -> !input.seen().values().containsKey(version))
        .<ReadPart>map(ReadPart.Value::new)
        .toList();
  }

  private static boolean isNamedByAVersion(PlanInput input, AccessKeyId key) {
    return input.seen().values().keySet().stream()
        .anyMatch(
            version -> input.credential(version).map(Credential::id).equals(Optional.of(key)));
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
