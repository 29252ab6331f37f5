package dev.keyturn.plan;

import java.util.Locale;

/**
 * Why a step is taken: the whole vocabulary. Sentences and remedies are constant text with names to
 * be filled in ({@link ReasonText}).
 */
public enum Reason {
  // Rotating
  LOOK_CLOSER(Kind.STEP, "More has to be read before the next step."),
  DUE(Kind.STEP, "The current key reaches its maximum age, overlap included."),
  SERVICE_IS_LATE(
      Kind.STEP,
      "The current key has reached its maximum age, and Secrets Manager, which rotates this secret, has not replaced it."),
  ASKED_TO_ROTATE(Kind.STEP, "A rotation was asked for."),
  FIRST_KEY(Kind.STEP, "The secret has no version yet; its first key is created."),
  STORE_MINTED(
      Kind.STEP, "The key that was just created is stored as AWSPENDING before anything else."),
  PROVE_PENDING(Kind.STEP, "The pending key must be proved to work before consumers see it."),
  PROMOTE_PENDING(Kind.STEP, "The pending key is proved to work and becomes AWSCURRENT."),
  PROMOTED(Kind.STEP, "The new key is AWSCURRENT; the overlap of key {key} begins."),
  PENDING_LEFT_ON_CURRENT(
      Kind.STEP, "AWSPENDING is taken off the version that is current already."),
  RESUME_PENDING(
      Kind.STEP, "A rotation was interrupted after its key was stored; it is continued."),
  INTENT_FULFILLED(Kind.STEP, "What was announced is done; the intent is closed."),
  ROTATIONS_FORGOTTEN(
      Kind.STEP, "Rotations that are long over need no tags any more; these are taken away."),
  LEASE_GIVEN_BACK(
      Kind.STEP, "The run ends before its goal; what it announced may be taken over at once."),
  // Repairing
  UNDO_MINTED(Kind.STEP, "Key {key} was just created and cannot be stored; it is deleted again."),
  ORPHAN(
      Kind.STEP,
      "Key {key} was created by an interrupted rotation, is in no version and was never used; it is deleted."),
  SUPERSEDED_PENDING(
      Kind.STEP, "Key {key} was stored by a rotation that another one overtook; it is deleted."),
  SECRET_EDITED(
      Kind.STEP,
      "The secret was edited after the pending version had been made of it; key {key} is deleted,"
          + " and the rotation starts anew."),
  PENDING_KEY_GONE(
      Kind.STEP,
      "The pending version names a key that no longer exists; the rotation starts anew."),
  PENDING_DISCARDED(
      Kind.STEP, "The pending key {key} does not work with its stored secret; it is deleted."),
  MADE_FOR_ANOTHER(
      Kind.STEP,
      "Key {key} was just created, and its user is not the one that the secret is bound to any more, or the secret is scheduled for deletion; the key is deleted again."),
  PROVE_CURRENT(
      Kind.STEP,
      "AWSCURRENT is on a version that was not proved yet; its key is tried before anything is recorded."),
  CURRENT_PROVED(
      Kind.STEP, "Key {key} is proved to work as the current version has it; this is recorded."),
  ADOPTED_BY_CONFIGURATION(
      Kind.STEP,
      "The deployment's configuration binds this secret; its user and key are recorded."),
  ADOPTED_BY_TAGS(
      Kind.STEP,
      "The tags of the user and of this secret bind them to each other; key {key} is recorded."),
  CURRENT_MOVED_BY_HAND(
      Kind.STEP, "AWSCURRENT was moved by hand back to key {key}; this is recorded."),
  ROLLED_BACK(Kind.STEP, "Key {key} is current again; this is recorded."),
  // Retiring
  RETIRE_PREVIOUS(
      Kind.STEP, "The overlap has passed and key {key} has been quiet; it is deactivated."),
  FORCE_RETIRE_PREVIOUS(
      Kind.STEP, "Key {key} is still used, and the policy says to deactivate it now."),
  RETIREMENT_CALLED_OFF(
      Kind.STEP,
      "Key {key} was about to be deactivated; it is still used, or gone back to, and stays Active."),
  PREVIOUS_DEACTIVATED(Kind.STEP, "Key {key} is deactivated; its recovery window begins."),
  PREVIOUS_OFF_BY_HAND(Kind.STEP, "Key {key} was deactivated by hand; its recovery window begins."),
  PREVIOUS_ON_TO_ROLL_BACK(
      Kind.STEP, "Key {key} is switched on again to be gone back to; this is recorded."),
  PREVIOUS_ON_BY_HAND(Kind.STEP, "Key {key} was activated again by hand; its overlap begins anew."),
  DELETE_PREVIOUS(Kind.STEP, "The recovery window has passed; key {key} is deleted."),
  PREVIOUS_FOUND_AGAIN(
      Kind.STEP,
      "The record of the previous key was overwritten by a run that had not seen the current one; it"
          + " is key {key}, whose overlap begins anew."),
  PREVIOUS_GONE(Kind.STEP, "Key {key} no longer exists; this is recorded."),
  // Rolling back
  ASKED_TO_ROLL_BACK(Kind.STEP, "Going back to the previous key {key} was asked for."),
  PROVE_PREVIOUS(
      Kind.STEP, "The previous key must be proved to work before it becomes current again."),
  PROMOTE_PREVIOUS(Kind.STEP, "The previous key is proved to work and becomes AWSCURRENT again."),
  ASKED_TO_RESTORE(
      Kind.STEP,
      "Somebody wrote over the secret; going back to the version that holds key {key} was asked for."),
  PROVE_LAST(
      Kind.STEP, "Key {key} must be proved to work before its version becomes current again."),
  PROMOTE_LAST(Kind.STEP, "Key {key} is proved to work, and its version becomes current again."),
  // Waiting
  ANOTHER_RUN(Kind.WAIT, "Another run has announced that it is working on this secret."),
  IN_OVERLAP(Kind.WAIT, "The previous key {key} is in its overlap."),
  STILL_USED(
      Kind.WAIT, "The previous key {key} is still used; it stays Active until it has been quiet."),
  CURRENT_NOT_SEEN_IN_USE(
      Kind.WAIT,
      "The current key has not been seen in use yet; the previous key {key} stays Active."),
  LAST_USE_UNKNOWN(
      Kind.WAIT, "When key {key} was last used could not be read; unknown is not unused."),
  IN_RECOVERY(Kind.WAIT, "The previous key {key} is deactivated and can still be brought back."),
  SERVICE_ROTATION(
      Kind.WAIT,
      "Secrets Manager has begun a rotation of its own and has stored nothing yet. If its rotation function has failed for good, it tries again; to end it, take AWSPENDING off that version."),
  PREVIOUS_STANDS(
      Kind.WAIT,
      "The user's two keys are the current one and the previous one, {key}: there is no room for another before the previous one is retired."),
  HELD_UP(
      Kind.WAIT,
      "This run was held up for too long to announce a rotation on what it had read; the next one begins afresh."),
  NOT_PROPAGATED(Kind.WAIT, "Key {key} is not accepted everywhere yet."),
  VALUE_BEHIND(
      Kind.WAIT, "The value of the current version is not found yet; it became current just now."),
  CREATION_IN_DOUBT(
      Kind.WAIT, "No reply came to creating the user's first key, and none is listed yet."),
  TRIED_ENOUGH(Kind.WAIT, "Creating a key was tried several times in this run."),
  TOO_MANY_ROTATIONS(
      Kind.WAIT,
      "Twenty-five rotations were announced within hours, and a secret's tags have no room for more; another one waits until the first is five hours old."),
  // Halting
  CURRENT_KEY_INACTIVE(
      Kind.HALT,
      "The current key {key} was deactivated, and not by Keyturn. Consumers cannot use it.",
      "If it leaked, run: "
          + CommandText.ROTATE
          + ". If it was a mistake, run: "
          + CommandText.SWITCH_ON
          + CommandText.WHOLE_ID),
  CURRENT_KEY_GONE(
      Kind.HALT,
      "The secret names key {key}, which does not exist any more. Consumers cannot use it.",
      "Run: "
          + CommandText.ROTATE
          + " (a new key). Or: "
          + CommandText.ROLLBACK
          + " (the previous one, if there is one)"),
  CURRENT_WAS_RETIRED(
      Kind.HALT,
      "AWSCURRENT is on key {key}, which is Inactive, and which the tags call the previous key. Consumers cannot use it. It stays off: a tag does not show who switched it off.",
      "Find out who moved AWSCURRENT. To move it back: "
          + CommandText.MOVE_BACK
          + ". If the key was switched off by mistake: "
          + CommandText.SWITCH_ON
          + CommandText.WHOLE_ID),
  CURRENT_EDITED(
      Kind.HALT,
      "AWSCURRENT is on a version that nobody announced, and that names the previous key {key}.",
      "Find out who wrote to the secret."),
  CURRENT_SECRET_WRONG(
      Kind.HALT,
      "The secret access key in AWSCURRENT does not belong to key {key}. Consumers cannot use it.",
      "Find out who wrote to the secret."),
  CURRENT_RETIRED(
      Kind.HALT,
      "AWSCURRENT names key {key}, which Keyturn retired and deleted. Consumers cannot use it.",
      "An old value was written back: find out by whom."),
  CURRENT_NOT_ADOPTED(
      Kind.HALT,
      "AWSCURRENT names key {key}, which Keyturn neither adopted nor created, nor retired lately.",
      "If that is right, run: " + CommandText.ADOPT),
  FOREIGN_KEY(
      Kind.HALT,
      "The user has key {key}, which Keyturn did not create and will not touch.",
      CommandText.RETIRE_BY_HAND),
  PENDING_OF_ANOTHER(
      Kind.HALT,
      "AWSPENDING is on a version that Keyturn did not write: another rotation is under way, or was left behind.",
      "If none is under way, take the label off: " + CommandText.TAKE_PENDING_OFF),
  PENDING_TAMPERED(
      Kind.HALT,
      "The pending version does not hold the key that was stored in it.",
      "Find out who wrote to the secret. Then take the label off: "
          + CommandText.TAKE_PENDING_OFF
          + ", and then run: "
          + CommandText.ROTATE),
  PENDING_KEY_INACTIVE(
      Kind.HALT,
      "The pending key {key} was deactivated by hand.",
      "Delete it to start anew: " + CommandText.DELETE + CommandText.WHOLE_ID),
  PENDING_SECRET_WRONG(
      Kind.HALT,
      "The key that was created did not work with the secret that was stored; it was deleted.",
      "Find out who wrote to the secret, then run: keyturn run {secret}"),
  NOTHING_STAGED(
      Kind.HALT,
      "The pending version holds no key: createSecret has not been carried out for it.",
      "Secrets Manager begins again with createSecret by itself. To have it do so now: aws secretsmanager rotate-secret --secret-id {secret}"),
  VERSION_SPENT(
      Kind.HALT,
      "The pending version can not become current any more: its key was removed, and nothing else can be stored in it.",
      "Begin a new rotation: aws secretsmanager rotate-secret --secret-id {secret} (take AWSPENDING off that version first if this is refused), or: keyturn rotate {secret}"),
  STAGED_SECRET_WRONG(
      Kind.HALT,
      "The pending key {key} does not work with its stored secret.",
      "Find out who wrote to the secret. finishSecret removes the key, or the next: keyturn run {secret}"),
  SOMEONE_ELSES_KEY(
      Kind.HALT,
      "The credential to be promoted works, but belongs to somebody else.",
      "Find out who wrote to the secret; treat it as an attack until shown otherwise."),
  NO_ROOM(
      Kind.HALT,
      "The user's two keys are the secret's: the current one cannot be used, and the previous one is {key}. There is no room for another, and Keyturn takes no key away that may be the last that works.",
      "Delete the current key, which is Inactive: "
          + CommandText.DELETE
          + CommandText.wholeId("{current}")
          + ", then run: "
          + CommandText.ROTATE),
  PREVIOUS_UNPROVED(
      Kind.HALT,
      "The tags call key {key} the previous one, and no version of the secret holds it. Keyturn will not touch it.",
      CommandText.RETIRE_BY_HAND),
  TAGS_FULL(
      Kind.HALT,
      "A secret has at most 50 tags, and there is no room for those that a rotation needs. Nothing was begun.",
      "Remove as many of the secret's own tags: aws secretsmanager untag-resource --secret-id {secret} --tag-keys TAG"),
  LAST_VALUE_GONE(
      Kind.HALT,
      "The secret's versions no longer hold key {key}, which was current last.",
      "Write its value back, beside its ID and the user's name."),
  LAST_KEY_GONE(
      Kind.HALT,
      "Key {key}, which was current last, does not exist any more.",
      CommandText.ANOTHER_KEY),
  LAST_KEY_INACTIVE(
      Kind.HALT,
      "Key {key}, which was current last, was deactivated, and not by Keyturn.",
      "If that was a mistake: "
          + CommandText.SWITCH_ON
          + CommandText.WHOLE_ID
          + ", then run: "
          + CommandText.ROLLBACK
          + ". If it leaked, have another key made, from its version: "
          + CommandText.MOVE_BACK
          + ", then run: "
          + CommandText.ROTATE),
  LAST_DOES_NOT_WORK(
      Kind.HALT,
      "Key {key}, which was current last, does not work with its stored secret.",
      CommandText.ANOTHER_KEY),
  NOTHING_TO_ROLL_BACK_TO(Kind.HALT, "There is no previous key.", CommandText.A_NEW_KEY),
  PREVIOUS_VALUE_GONE(
      Kind.HALT,
      "The secret's versions no longer hold the previous key {key}.",
      CommandText.A_NEW_KEY),
  PREVIOUS_STAYS_OFF(
      Kind.HALT,
      "The previous key {key} was deactivated by a person, perhaps because it leaked.",
      "If it is safe to use again, name it: keyturn rollback {secret} --reactivate KEY-ID"
          + CommandText.WHOLE_ID),
  PREVIOUS_DOES_NOT_WORK(
      Kind.HALT,
      "The previous key {key} does not work with its stored secret.",
      CommandText.A_NEW_KEY),
  // Refusing: nothing is touched
  STEP_REFUSED(
      Kind.REFUSE,
      "Secrets Manager's step can not be carried out as the secret stands.",
      "Begin a new rotation if one is wanted: aws secretsmanager rotate-secret --secret-id {secret}"),
  NO_SUCH_SECRET(
      Kind.REFUSE,
      "There is no secret of that name.",
      "Check the name and the Region, or run: keyturn adopt USER --secret {secret} --new-key"),
  SECRET_DELETED(
      Kind.REFUSE,
      "The secret is scheduled for deletion. Nobody can read it any more, consumers included, while its user's keys still work.",
      "Run: aws secretsmanager restore-secret --secret-id {secret}. If it is to go: restore it, take its keyturn: tags and those of its user away (or take it off the list), delete the user's keys, and then the secret. CloudTrail's DeleteSecret says who deleted it."),
  SECRET_IS_REPLICA(
      Kind.REFUSE,
      "The secret is a replica of one in another Region, and follows that one.",
      "Name the secret in its own Region, and take this one off the list."),
  TAGS_INVALID(
      Kind.REFUSE,
      "The secret's keyturn: tags cannot be used as they are.",
      "Correct the tags that are named."),
  NO_CURRENT_VERSION(
      Kind.REFUSE,
      "The secret has no current version with a value.",
      "Run: keyturn adopt USER --secret {secret} --new-key"),
  VALUE_UNUSABLE(
      Kind.REFUSE,
      "The secret's value is not one that can be rotated.",
      "Correct the value as is said."),
  SECRET_TOO_LARGE(
      Kind.REFUSE,
      "The secret's value would be larger than 65,536 bytes after the rotation.",
      "Take fields out of the secret."),
  NO_SUCH_USER(
      Kind.REFUSE,
      "The secret names IAM user {user}, which does not exist.",
      "Correct UserName in the secret, or take the secret off the list."),
  USER_NAME_DIFFERS(
      Kind.REFUSE,
      "The secret names IAM user {user}, which is not the user that it is bound to. Somebody may have edited it to get another user's key.",
      "Find out who wrote to the secret, and correct UserName. If nobody did, and the user was deleted and made again: an administrator removes the tag keyturn:user-id from the secret, and adopts the user again."),
  USER_OUT_OF_REACH(
      Kind.REFUSE,
      "The secret names IAM user {user}, and AWS denies even a look at that user (iam:GetUser). Somebody may have edited the secret to get another user's key.",
      "Grant nothing yet. Compare the UserId that an administrator gets from: aws iam get-user --user-name {user}, with the secret's tag keyturn:user-id. If they differ, find out who wrote to the secret, and correct UserName. If they are the same, the user is the right one: allow iam:GetUser on it, or, where the tag keyturn:never-rotate on it forbids that, take the secret off the list. If there is no such user, it was deleted, and IAM does not say so to a policy that is bound to a path: take the secret off the list, or remove that tag from it."),
  NOT_BOUND(
      Kind.REFUSE,
      "IAM user {user} does not point back to this secret.",
      "An administrator runs: keyturn adopt {user} --secret {secret}"),
  BOUND_ELSEWHERE(
      Kind.REFUSE,
      "IAM user {user} is bound to another secret. Somebody may have edited this one to get its key.",
      "Find out who wrote to the secret. To move the binding on purpose, an administrator removes the tag keyturn:secret from the user first."),
  NOT_ADOPTED(
      Kind.REFUSE,
      "The secret was never adopted.",
      "An administrator runs: keyturn adopt {user} --secret {secret}"),
  PIN_LOST(
      Kind.REFUSE,
      "The secret has tags of Keyturn's, and not the tag keyturn:user-id: an apply or a person took it away, or it was never adopted. Nobody rotates its key.",
      "An administrator runs: keyturn adopt USER --secret {secret}. If Terraform owns the secret, its provider has to leave such tags alone first (ignore_tags). If the secret is not to be rotated, take its other keyturn: tags away."),
  SECRET_GONE(
      Kind.REFUSE,
      "IAM user {user} is bound to this secret by the tag keyturn:secret, and the secret is gone, or has lost its keyturn: tags. Nobody rotates the user's keys.",
      "Find out who deleted or untagged it (CloudTrail: DeleteSecret, UntagResource). Where the secret is there, or is to be made again, an administrator runs: keyturn adopt {user} --secret {secret}. Where the user is not to be rotated any more: aws iam untag-user --user-name {user} --tag-keys keyturn:secret"),
  USER_MADE_AGAIN(
      Kind.REFUSE,
      "IAM user {user} was deleted and made again, or is another user than the one that the secret was adopted for.",
      "If the new user is meant, remove the old one's ID: aws secretsmanager untag-resource --secret-id {secret} --tag-keys keyturn:user-id, and then, as an administrator: "
          + CommandText.ADOPT),
  // Done
  NOTHING_DUE(Kind.DONE, "Nothing is due."),
  ROTATED(Kind.DONE, "The rotation is complete."),
  STAGED(Kind.DONE, "The new key is stored in the pending version."),
  STAGED_KEY_WORKS(Kind.DONE, "The key is proved to work."),
  ALREADY_CURRENT(Kind.DONE, "The version is current already."),
  BACK_ON_PREVIOUS(Kind.DONE, "The previous key is current again."),
  RESTORED(Kind.DONE, "The version of the key that was current last is AWSCURRENT again.");

  /** What sort of step a reason goes with. */
  public enum Kind {
    STEP,
    WAIT,
    HALT,
    /** A halt at which nothing was or will be touched. */
    REFUSE,
    DONE
  }

  private final Kind kind;
  private final String sentence;
  private final String remedy;

  Reason(Kind kind, String sentence) {
    this(kind, sentence, "");
  }

  Reason(Kind kind, String sentence, String remedy) {
    this.kind = kind;
    this.sentence = sentence;
    this.remedy = remedy;
  }

  /** What sort of step it goes with. */
  public Kind kind() {
    return kind;
  }

  /** What it means, with names to fill in. */
  public String sentence() {
    return sentence;
  }

  /** What a person should do; empty when nothing is asked of anyone. */
  public String remedy() {
    return remedy;
  }

  /** The stable name for machines, such as {@code foreign-key}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether somebody may be trying to make us hand out another user's key. */
  public boolean isSuspicious() {
    return this == USER_NAME_DIFFERS
        || this == USER_OUT_OF_REACH
        || this == BOUND_ELSEWHERE
        || this == SOMEONE_ELSES_KEY
        || this == PENDING_TAMPERED
        || this == CURRENT_WAS_RETIRED
        || this == CURRENT_EDITED
        || this == CURRENT_SECRET_WRONG
        || this == NOT_BOUND
        || this == USER_MADE_AGAIN;
  }

  /**
   * Whether a step of Secrets Manager's came too early, too late or to no purpose: it fails, and
   * nobody has to act, as the secret is as it should be.
   */
  public boolean isOfTheStepAlone() {
    return this == STEP_REFUSED || this == NOTHING_STAGED;
  }
}
