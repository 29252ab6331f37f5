package dev.keyturn.plan;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Intent;
import java.util.Optional;

/**
 * What a step is called, what it would do, and what it did: for people, with key IDs masked, and,
 * as {@link #word}, for machines.
 */
public final class StepWords {
  private StepWords() {}

  /** The stable name of a sort of step, such as {@code create-key}. */
  public static String word(Step step) {
    return switch (step) {
      case Step.Look look -> "look";
      case Step.Announce announce -> "announce";
      case Step.Note note -> "record";
      case Step.CreateKey create -> "create-key";
      case Step.Store store -> "store-pending";
      case Step.Verify verify -> "verify";
      case Step.Promote promote -> "promote";
      case Step.TakePendingOff off -> "take-pending-off";
      case Step.Deactivate off -> "deactivate-key";
      case Step.Reactivate on -> "reactivate-key";
      case Step.DeleteKey delete -> "delete-key";
      case Step.Wait wait -> "wait";
      case Step.Halt halt -> "halt";
      case Step.Done done -> "none";
    };
  }

  /** The key that a step acts on, where that is known before it is taken. */
  public static Optional<AccessKeyId> key(Step step) {
    return switch (step) {
      case Step.Store store -> Optional.of(store.credential().id());
      case Step.Verify verify -> Optional.of(verify.credential().id());
      case Step.Deactivate off -> Optional.of(off.key());
      case Step.Reactivate on -> Optional.of(on.key());
      case Step.DeleteKey delete -> Optional.of(delete.key());
      case Step.CreateKey create -> Optional.empty();
      case Step.Announce announce -> announce.after().intent().flatMap(Intent::key);
      case Step.Look l -> l.cause().key();
      case Step.Note n -> n.cause().key();
      case Step.Promote p -> p.cause().key();
      case Step.TakePendingOff t -> t.cause().key();
      case Step.Wait w -> w.cause().key();
      case Step.Halt h -> h.cause().key();
      case Step.Done d -> d.cause().key();
    };
  }

  /**
   * What would be done, as an order: {@code deactivate key ****ABCD}. An announcement is told as
   * what it announces, because that is what the person asks about.
   */
  public static String intention(Step step) {
    return switch (step) {
      case Step.Announce announce ->
          announce
              .after()
              .intent()
              .map(intent -> announced(intent, announce.cause()))
              .orElse("announce");
      case Step.Look look -> "look closer";
      case Step.Note note ->
          note.cause().reason() == Reason.ROTATIONS_FORGOTTEN
              ? "take away tags of rotations that are long over"
              : "record what has happened in the secret's tags";
      case Step.CreateKey create ->
          "create a key, store it as AWSPENDING, prove it, make it AWSCURRENT";
      case Step.Store store -> "store key %s as AWSPENDING".formatted(named(step));
      case Step.Verify verify -> "prove that key %s works".formatted(named(step));
      case Step.Promote promote -> "make key %s AWSCURRENT".formatted(named(step));
      case Step.TakePendingOff off -> "take AWSPENDING off a version that needs it no longer";
      case Step.Deactivate off -> "deactivate key %s".formatted(named(step));
      case Step.Reactivate on -> "activate key %s again".formatted(named(step));
      case Step.DeleteKey delete -> "delete key %s".formatted(named(step));
      case Step.Wait wait -> "nothing now";
      case Step.Halt halt -> "nothing, until a person has acted";
      case Step.Done done -> "nothing";
    };
  }

  private static String announced(Intent intent, Cause cause) {
    String key = intent.key().map(AccessKeyId::masked).orElse("(none)");
    return switch (intent.verb()) {
      case ROTATE ->
          cause.reason() == Reason.RESUME_PENDING
              ? "prove the pending key, make it AWSCURRENT"
              : "create a key, store it as AWSPENDING, prove it, make it AWSCURRENT";
      case RETIRE -> "deactivate key %s".formatted(key);
      case DELETE -> "delete key %s".formatted(key);
      case ROLLBACK ->
          cause.reason() == Reason.ASKED_TO_RESTORE
              ? "go back to the version that holds key %s".formatted(key)
              : "make the previous key %s current again".formatted(key);
      case REPAIR -> "delete key %s".formatted(key);
    };
  }

  /**
   * What was done: {@code deactivated key ****ABCD}.
   *
   * @param created the key that came of a {@link Step.CreateKey}, if it is known
   */
  public static String deed(Step step, Optional<AccessKeyId> created) {
    return switch (step) {
      case Step.Announce announce ->
          "announced: "
              + announce.after().intent().map(intent -> intent.verb().word()).orElse("nothing");
      case Step.CreateKey create ->
          created.map(key -> "created key " + key.masked()).orElse("created a key");
      case Step.Note note -> "recorded what has happened";
      case Step.Store store -> "stored key %s as AWSPENDING".formatted(named(step));
      case Step.Verify verify -> "proved key %s".formatted(named(step));
      case Step.Promote promote -> "moved AWSCURRENT to key %s".formatted(named(step));
      case Step.TakePendingOff off -> "took AWSPENDING off";
      case Step.Deactivate off -> "deactivated key %s".formatted(named(step));
      case Step.Reactivate on -> "activated key %s again".formatted(named(step));
      case Step.DeleteKey delete -> "deleted key %s".formatted(named(step));
      case Step.Look look -> "looked closer";
      case Step.Wait wait -> "waited";
      case Step.Halt halt -> "halted";
      case Step.Done done -> "finished";
    };
  }

  private static String named(Step step) {
    return key(step).map(AccessKeyId::masked).orElse("(none)");
  }
}
