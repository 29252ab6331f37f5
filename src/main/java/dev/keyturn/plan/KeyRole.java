package dev.keyturn.plan;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Intent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a key of the user is to the secret. */
public enum KeyRole {
  /** Named by AWSCURRENT. */
  CURRENT,
  /** Created by a rotation that is under way, and stored. */
  PENDING,
  /** Current before. */
  PREVIOUS,
  /** Created under a recorded intent, and in no version. */
  ORPHAN,
  /** Anything else: not ours to touch. */
  FOREIGN;

  /** As people read it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The role of each key that was listed, in the order of the list. */
  public static Map<AccessKeyId, KeyRole> of(Observation seen) {
    PlanInput input = PlanInput.of(seen);
    Map<AccessKeyId, KeyRole> roles = new LinkedHashMap<>();
    for (AccessKey key : seen.keys().orElse(List.of())) {
      roles.put(key.id(), of(input, key));
    }
    return roles;
  }

  private static KeyRole of(PlanInput input, AccessKey key) {
    if (input.isCurrent(key.id())) {
      return CURRENT;
    }
    if (input
        .pendingToken()
        .flatMap(input::credential)
        .filter(held -> held.id().equals(key.id()))
        .isPresent()) {
      return PENDING;
    }
    if (input.isRecorded(key.id())) {
      return PREVIOUS;
    }
    return input.intent().filter(Intent::open).isPresent()
            && UnexplainedKeys.provedByIntent(input, key)
        ? ORPHAN
        : FOREIGN;
  }
}
