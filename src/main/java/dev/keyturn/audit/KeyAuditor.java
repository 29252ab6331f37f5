package dev.keyturn.audit;

import dev.keyturn.inventory.Exemption;
import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.inventory.Owner;
import dev.keyturn.inventory.ReportedKey;
import dev.keyturn.model.AccessKeyId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges keys by a selection of controls.
 *
 * @param ownerTags the user's tags that name an owner, the first that is there counts
 * @param now what days are counted to
 */
public record KeyAuditor(List<Control> controls, List<String> ownerTags, Instant now) {
  public KeyAuditor {
    controls = List.copyOf(controls);
    ownerTags = List.copyOf(ownerTags);
  }

  /** Every key of a user, in the order of the report's slots. */
  public List<AuditedKey> audit(InventoryUser user) {
    List<AuditedKey> audited = new ArrayList<>(user.row().keys().size());
    for (ReportedKey key : user.row().keys()) {
      audited.add(audit(user, key, user.idOf(key)));
    }
    return audited;
  }

  /**
   * One key.
   *
   * @param id its ID, where it is known
   */
  public AuditedKey audit(InventoryUser user, ReportedKey key, Optional<AccessKeyId> id) {
    Owner owner = Owner.of(user.tags(), ownerTags);
    Optional<Exemption> exemption = Exemption.of(user.tags(), now);
    RuleCheck check = new RuleCheck(user, key, owner, now);
    List<ControlResult> results = new ArrayList<>(controls.size());
    for (Control control : controls) {
      Verdict verdict = check.verdict(control.rule(), control.days());
      results.add(new ControlResult(control, exempted(verdict, exemption)));
    }
    return new AuditedKey(
        user,
        key,
        id,
        owner,
        exemption,
        results,
        Urgency.of(user.row().isRoot() && key.active(), results),
        new RemedyChoice(user, key, id).of(RemedyChoice.failing(results)));
  }

  /** Only what would fail is exempt; one that is over or cannot be read counts for nothing. */
  private static Verdict exempted(Verdict verdict, Optional<Exemption> exemption) {
    return verdict instanceof Verdict.Fail fail
            && exemption.orElse(null) instanceof Exemption.InForce inForce
        ? new Verdict.Exempt(fail.figure(), inForce.until(), inForce.reason())
        : verdict;
  }
}
