package dev.keyturn.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.keyturn.model.Policy;
import dev.keyturn.model.Setting;
import java.io.IOException;

/** A policy as a JSON object: a field for each setting, spelt as its option and its tag are. */
final class PolicyJson {
  private PolicyJson() {}

  static void write(JsonGenerator json, Policy policy) throws IOException {
    json.writeObjectFieldStart("policy");
    for (Setting setting : Setting.values()) {
      json.writeStringField(setting.key(), policy.text(setting));
    }
    json.writeEndObject();
  }
}
