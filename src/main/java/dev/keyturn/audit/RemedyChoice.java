package dev.keyturn.audit;

import dev.keyturn.inventory.AdoptedSecret;
import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.inventory.ReportedKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.UserName;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Chooses one remedy for a key, for the gravest of what fails: a key that nobody uses is not worth
 * rotating, and one that is to be rotated is not worth an owner's tag first.
 */
final class RemedyChoice {
  private final InventoryUser user;
  private final ReportedKey key;
  private final Optional<AccessKeyId> id;

  RemedyChoice(InventoryUser user, ReportedKey key, Optional<AccessKeyId> id) {
    this.user = user;
    this.key = key;
    this.id = id;
  }

  /**
   * The remedy.
   *
   * @param failing what fails, exempt or not
   */
  Optional<KeyRemedy> of(Set<ControlRule> failing) {
    if (failing.isEmpty()) {
      return Optional.empty();
    }
    if (user.row().isRoot()) {
      return Optional.of(
          new KeyRemedy(
              "aws iam list-access-keys",
              "as root, then delete-access-key. Keyturn touches no key of root"));
    }
    if (!UserName.isValid(user.row().user())) {
      return Optional.of(
          new KeyRemedy("aws iam list-users", "the report's name is none that IAM gives"));
    }
    boolean unused =
        failing.contains(ControlRule.KEY_UNUSED)
            || failing.contains(ControlRule.NO_KEY_AT_SETUP)
            || (failing.contains(ControlRule.KEY_AGE) && key.lastUse() instanceof LastUse.Never);
    Optional<AdoptedSecret> secret = user.secrets().stream().findFirst();
    if (unused && secret.isEmpty()) {
      return Optional.of(retire());
    }
    if (failing.contains(ControlRule.KEY_AGE)) {
      return Optional.of(secret.map(this::run).orElseGet(this::adopt));
    }
    if (failing.contains(ControlRule.ONE_ACTIVE_KEY)) {
      return Optional.of(secret.map(this::run).orElseGet(this::giveUp));
    }
    return failing.contains(ControlRule.OWNER_KNOWN)
        ? Optional.of(
            new KeyRemedy(
                "aws iam tag-user --user-name %s --tags Key=owner,Value=TEAM".formatted(name()),
                "say whose it is"))
        : secret.map(this::run);
  }

  private KeyRemedy retire() {
    return id.map(known ->
            new KeyRemedy("keyturn retire " + known.value(), "nobody uses it: off, later deleted"))
        .orElseGet(() ->
            new KeyRemedy(
                "aws iam list-access-keys --user-name " + name(),
                "nobody uses it: keyturn retire with its ID"));
  }

  /** One of two that are both in use is nothing to switch off before it is known by whom. */
  private KeyRemedy giveUp() {
    return key.lastUse() instanceof LastUse.Never
        ? retire()
        : new KeyRemedy(
            id.map(known -> "aws iam get-access-key-last-used --access-key-id " + known.value())
                .orElseGet(() -> "aws iam list-access-keys --user-name " + name()),
            "it is used: move whoever uses it to the other key, then keyturn retire with its ID");
  }

  private KeyRemedy adopt() {
    return new KeyRemedy(
        "keyturn adopt %s --secret NAME".formatted(name()), "have it rotated from now on");
  }

  private KeyRemedy run(AdoptedSecret secret) {
    return new KeyRemedy("keyturn plan " + secret.name(), "it is looked after: see what holds it");
  }

  private String name() {
    return user.row().user();
  }

  /** The rules that fail among some results, exempt ones too. */
  static Set<ControlRule> failing(List<ControlResult> results) {
    Set<ControlRule> failing = EnumSet.noneOf(ControlRule.class);
    for (ControlResult result : results) {
      if (result.verdict() instanceof Verdict.Fail || result.verdict() instanceof Verdict.Exempt) {
        failing.add(result.control().rule());
      }
    }
    return failing;
  }
}
