package dev.keyturn.fleet;

import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.Policy;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.Target;
import dev.keyturn.plan.Because;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.rotate.Ending;
import dev.keyturn.rotate.Report;
import java.util.List;
import java.util.Optional;

/**
 * The secrets that there is something to do or to tell of.
 *
 * @param targets to work on
 * @param unpinned what there is to tell of secrets that have tags of ours and no {@code
 *     keyturn:user-id}: nobody may touch them, and nobody rotates them any more. The rotator's role
 *     may not even look at one, so that what the list says has to do
 */
public record Found(List<Target> targets, List<Report> unpinned) {
  public Found {
    targets = List.copyOf(targets);
    unpinned = List.copyOf(unpinned);
  }

  /** Those that somebody has named. */
  public static Found named(List<Target> targets) {
    return new Found(targets, List.of());
  }

  static Found of(List<SecretDescription> listed) {
    return new Found(
        listed.stream().filter(Found::isPinned).map(secret -> Target.of(secret.name())).toList(),
        listed.stream().filter(secret -> !isPinned(secret)).map(Found::unpinned).toList());
  }

  /** Whether there is nothing to do and nothing to tell. */
  public boolean isEmpty() {
    return targets.isEmpty() && unpinned.isEmpty();
  }

  private static boolean isPinned(SecretDescription secret) {
    return secret.tags().containsKey(LedgerTags.USER_ID);
  }

  private static Report unpinned(SecretDescription secret) {
    Reason reason = secret.deletion().isPresent() ? Reason.SECRET_DELETED : Reason.PIN_LOST;
    return new Report(
        Target.of(secret.name()),
        new Ending.Halted(new Step.Halt(Because.of(reason))),
        Policy.DEFAULT,
        Optional.empty(),
        List.of());
  }
}
