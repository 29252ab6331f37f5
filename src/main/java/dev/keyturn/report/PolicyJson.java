package dev.keyturn.report;

import dev.keyturn.model.Policy;
import dev.keyturn.model.Setting;
import java.util.LinkedHashMap;
import java.util.Map;

/** A policy as a JSON object: a field for each setting, spelt as its option and its tag are. */
final class PolicyJson {
  private PolicyJson() {}

  static Map<String, String> of(Policy policy) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Setting setting : Setting.values()) {
      fields.put(setting.key(), policy.text(setting));
    }
    return fields;
  }
}
