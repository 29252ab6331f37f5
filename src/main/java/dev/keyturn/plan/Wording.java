package dev.keyturn.plan;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.UserName;
import java.util.Optional;

/**
 * Fills the names into a reason's constant texts. Key IDs come out masked.
 *
 * @param seen what was seen, on which it depends what a person should do; empty when nothing could
 *     be read
 */
public record Wording(String secret, Optional<UserName> user, Optional<Observation> seen) {
  /** The wording for what was seen. */
  public static Wording of(Observation seen) {
    return new Wording(seen.target().secret(), seen.userName(), Optional.of(seen));
  }

  /** What happens or happened, with the detail. */
  public String sentence(Because because) {
    String text = fill(because.reason().sentence(), because);
    String detail = because.detail();
    return detail.isEmpty() ? text : text + " " + detail + (detail.endsWith(".") ? "" : ".");
  }

  /** What a person should do; empty when nothing. */
  public String remedy(Because because) {
    return fill(
        seen.map(all -> Remedies.of(because, all)).orElseGet(() -> because.reason().remedy()),
        because);
  }

  private String fill(String text, Because because) {
    return text.replace("{key}", because.key().map(AccessKeyId::masked).orElse("(none)"))
        .replace("{user}", user.map(UserName::value).orElse("USER"))
        .replace("{secret}", secret);
  }
}
