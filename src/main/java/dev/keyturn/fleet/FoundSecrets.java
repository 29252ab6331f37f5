package dev.keyturn.fleet;

import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.plan.Cause;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import java.util.List;

/**
 * The secrets that there is something to do or to tell of.
 *
 * @param targets to work on
 * @param unpinned what there is to tell of secrets that have tags of ours and no {@code
 *     keyturn:user-id}: nobody may touch them, and nobody rotates them any more. The rotator's role
 *     may not even look at one, so that what the list says has to do
 */
public record FoundSecrets(List<ManagedSecret> targets, List<RunReport> unpinned) {
  public FoundSecrets {
    targets = List.copyOf(targets);
    unpinned = List.copyOf(unpinned);
  }

  /** Those that somebody has named. */
  public static FoundSecrets named(List<ManagedSecret> targets) {
    return new FoundSecrets(targets, List.of());
  }

  static FoundSecrets of(List<SecretDescription> listed) {
    return new FoundSecrets(
        listed.stream()
            .filter(FoundSecrets::isPinned)
            .map(secret -> ManagedSecret.of(secret.name()))
            .toList(),
        listed.stream().filter(secret -> !isPinned(secret)).map(FoundSecrets::unpinned).toList());
  }

  /** Whether there is nothing to do and nothing to tell. */
  public boolean isEmpty() {
    return targets.isEmpty() && unpinned.isEmpty();
  }

  private static boolean isPinned(SecretDescription secret) {
    return secret.tags().containsKey(LedgerTags.USER_ID);
  }

  private static RunReport unpinned(SecretDescription secret) {
    Reason reason = secret.deletion().isPresent() ? Reason.SECRET_DELETED : Reason.PIN_LOST;
    return RunReport.unseen(
        ManagedSecret.of(secret.name()),
        new RunRequest.Advance(),
        new RunOutcome.Halted(new Step.Halt(Cause.of(reason))));
  }
}
