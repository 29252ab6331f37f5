package dev.keyturn.plan;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import java.util.Optional;

/**
 * Fills the names into a reason's constant texts: {@code {secret}}, {@code {user}}, the {@code
 * {key}} that it is about and the {@code {current}} one, masked; and the versions that are {@code
 * {now}} current, {@code {pending}}, and were current {@code {last}}.
 *
 * @param seen what was seen, on which it depends what a person should do; empty when nothing could
 *     be read
 */
public record ReasonText(String secret, Optional<UserName> user, Optional<Observation> seen) {
  private static final String SOME_VERSION = "VERSION-ID";
  private static final String FIRST_PROMOTED =
      "The new key is AWSCURRENT; there is no previous key, whose overlap would begin.";
  private static final String ELSEWHERE =
      "An ARN names account and Region, and there it is not. See which account you are logged in to: aws sts get-caller-identity. For another Region, add --region.";

  /** The wording for what was seen. */
  public static ReasonText of(Observation seen) {
    return new ReasonText(seen.target().secret(), seen.userName(), Optional.of(seen));
  }

  /** What happens or happened, with the detail. */
  public String sentence(Cause cause) {
    String text = fill(isOfFirstKey(cause) ? FIRST_PROMOTED : cause.reason().sentence(), cause);
    String detail = cause.detail();
    return detail.isEmpty() ? text : text + " " + detail + (detail.endsWith(".") ? "" : ".");
  }

  /** What a person should do; empty when nothing. */
  public String remedy(Cause cause) {
    if (cause.reason() == Reason.NO_SUCH_SECRET && secret.startsWith("arn:")) {
      return ELSEWHERE;
    }
    return fill(
        seen.map(all -> Remedies.of(cause, all)).orElseGet(() -> cause.reason().remedy()), cause);
  }

  /** A promotion is about the key that it leaves, and about the new one where it leaves none. */
  private boolean isOfFirstKey(Cause cause) {
    return cause.reason() == Reason.PROMOTED
        && cause.key().isPresent()
        && cause.key().equals(seen.flatMap(Observation::currentKey));
  }

  private String fill(String text, Cause cause) {
    return text.replace("{key}", masked(cause.key()))
        .replace("{current}", masked(seen.flatMap(Observation::currentKey)))
        .replace("{user}", user.map(UserName::value).orElse("USER"))
        .replace("{secret}", secret)
        .replace("{now}", at(StagingLabel.AWSCURRENT))
        .replace("{pending}", at(StagingLabel.AWSPENDING))
        .replace("{last}", id(seen.flatMap(all -> all.ledger().provedIn())));
  }

  private static String masked(Optional<AccessKeyId> key) {
    return key.map(AccessKeyId::masked).orElse("(none)");
  }

  private String at(StagingLabel label) {
    return id(seen.flatMap(all -> all.secret().at(label)));
  }

  private static String id(Optional<VersionId> version) {
    return version.map(VersionId::value).orElse(SOME_VERSION);
  }
}
