package dev.keyturn.audit;

import java.util.Comparator;

/** The order in which keys need somebody. */
final class AuditOrder {
  static final Comparator<AuditedKey> MOST_URGENT =
      Comparator.comparing(AuditedKey::urgency)
          .thenComparing(AuditedKey::key)
          .thenComparing(audited -> audited.user().row().arn());

  private AuditOrder() {}
}
