package dev.keyturn.report;

import dev.keyturn.model.IamUser;
import dev.keyturn.model.UserName;
import dev.keyturn.plan.Reason;
import dev.keyturn.port.AwsWrite;
import dev.keyturn.port.Failure;
import java.util.List;
import java.util.Optional;

/**
 * What an adoption came to.
 *
 * @param asked the user that was to be adopted
 * @param secret the secret as it was named to us
 * @param outcome how it ended
 * @param changes what was changed, or would be in a dry run, a sentence each
 * @param writes what AWS was asked to change for it, in order
 */
public record AdoptionReport(
    UserName asked, String secret, Outcome outcome, List<String> changes, List<AwsWrite> writes) {
  public AdoptionReport {
    changes = List.copyOf(changes);
    writes = List.copyOf(writes);
  }

  /** How it ended. */
  public sealed interface Outcome {
    /**
     * The two are bound.
     *
     * @param arn the secret's ARN; its name in a dry run that would create it
     */
    record Bound(IamUser user, String arn, List<String> warnings) implements Outcome {}

    /**
     * Nothing was changed.
     *
     * @param reason the word that a run has for it; empty for what only an adoption refuses
     */
    record Refused(Optional<Reason> reason, String why, String remedy) implements Outcome {}

    /** AWS did not do what it was asked; running again continues. */
    record Failed(Failure failure) implements Outcome {}
  }
}
