package dev.keyturn.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.keyturn.model.Durations;
import dev.keyturn.model.Policy;
import dev.keyturn.model.Policy.StillUsed;
import dev.keyturn.model.Setting;
import java.io.IOException;
import java.util.Locale;

/** A policy as a JSON object: a field for each setting, spelt as its option and its tag are. */
final class PolicyJson {
  private PolicyJson() {}

  static void write(JsonGenerator json, Policy policy) throws IOException {
    json.writeObjectFieldStart("policy");
    for (Setting setting : Setting.values()) {
      json.writeStringField(setting.key(), value(policy, setting));
    }
    json.writeEndObject();
  }

  private static String value(Policy policy, Setting setting) {
    return switch (setting) {
      case MAX_AGE -> Durations.format(policy.maxAge());
      case OVERLAP -> Durations.format(policy.overlap());
      case QUIET -> Durations.format(policy.quiet());
      case RECOVERY -> Durations.format(policy.recovery());
      case STILL_USED ->
          switch (policy.stillUsed()) {
            case StillUsed.Hold hold -> "hold";
            case StillUsed.ForceAfter force -> "force-after:" + Durations.format(force.further());
          };
      case NEW_KEY_USE -> policy.newKeyUse().name().toLowerCase(Locale.ROOT);
      case VERIFY_SUCCESSES -> String.valueOf(policy.verification().successes());
      case VERIFY_SPAN -> Durations.format(policy.verification().span());
      case VERIFY_TIMEOUT -> Durations.format(policy.verification().timeout());
      case LEASE -> Durations.format(policy.lease());
    };
  }
}
