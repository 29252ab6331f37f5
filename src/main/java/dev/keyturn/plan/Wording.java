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
public record Wording(String secret, Optional<UserName> user, Optional<Observation> seen) {
  private static final String SOME_VERSION = "VERSION-ID";

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
    return text.replace("{key}", masked(because.key()))
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
