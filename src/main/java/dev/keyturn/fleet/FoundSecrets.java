package dev.keyturn.fleet;

import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.plan.Cause;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.port.TaggedSecrets;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import java.util.List;
import java.util.stream.Stream;

/**
 * The secrets that there is something to do or to tell of.
 *
 * @param targets to work on
 * @param told what there is to tell of the others, at which nobody looks. Of secrets that have tags
 *     of ours and no {@code keyturn:user-id}: nobody may touch them, and nobody rotates them any
 *     more. The rotator's role may not even look at one, so that what the list says has to do. And
 *     of entries of the list that cannot be read
 */
public record FoundSecrets(List<ManagedSecret> targets, List<RunReport> told) {
  public FoundSecrets {
    targets = List.copyOf(targets);
    told = List.copyOf(told);
  }

  /** Those that somebody has named. */
  public static FoundSecrets named(List<ManagedSecret> targets) {
    return new FoundSecrets(targets, List.of());
  }

  /** Those in a list. An entry whose name cannot be read may be of any name, and is told. */
  static FoundSecrets of(TaggedSecrets listed, String prefix) {
    return new FoundSecrets(
        pinned(listed, prefix).map(secret -> ManagedSecret.of(secret.name())).toList(),
        told(listed, prefix).toList());
  }

  /** Those in a list that are to be worked on. */
  static Stream<SecretDescription> pinned(TaggedSecrets listed, String prefix) {
    return ours(listed, prefix).filter(FoundSecrets::isPinned);
  }

  /** What there is to tell of the others in it. */
  static Stream<RunReport> told(TaggedSecrets listed, String prefix) {
    return Stream.concat(
        ours(listed, prefix).filter(secret -> !isPinned(secret)).map(FoundSecrets::unpinned),
        listed.unreadable().stream()
            .filter(odd -> odd.name().map(it -> it.startsWith(prefix)).orElse(true))
            .map(FoundSecrets::unreadable));
  }

  private static Stream<SecretDescription> ours(TaggedSecrets listed, String prefix) {
    return listed.secrets().stream()
        .filter(secret -> !secret.replica() && secret.name().startsWith(prefix));
  }

  /** Whether there is nothing to do and nothing to tell. */
  public boolean isEmpty() {
    return targets.isEmpty() && told.isEmpty();
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

  private static RunReport unreadable(TaggedSecrets.Unreadable entry) {
    return RunReport.unseen(
        ManagedSecret.of(entry.words()),
        new RunRequest.Advance(),
        new RunOutcome.Failed(entry.failure()));
  }
}
