package dev.keyturn.report;

import dev.keyturn.evidence.EventLine;
import dev.keyturn.evidence.Finding;
import dev.keyturn.evidence.JournalCheck;
import dev.keyturn.evidence.JournalEnd;
import dev.keyturn.evidence.KeyActs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a journal says.
 *
 * @param acts what it says of one secret or key, in order; empty where it was not asked
 * @param check whether it is as it was written; empty where that was not asked
 */
public record EvidenceReport(List<KeyActs.Act> acts, Optional<JournalCheck> check) {
  public EvidenceReport {
    acts = List.copyOf(acts);
  }

  Map<String, @Nullable Object> json() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("acts", acts.stream().map(EvidenceReport::json).toList());
    json.put("check", check.map(EvidenceReport::json).orElse(null));
    return json;
  }

  private static Map<String, @Nullable Object> json(KeyActs.Act act) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    for (String field :
        List.of("at", "event", "secret", "user", "act", "reason", "key", "sentence")) {
      json.put(field, act.told().text(field).orElse(null));
    }
    json.put("by", act.by().orElse(null));
    json.put("account", act.place().account().orElse(null));
    json.put("region", act.place().region().orElse(null));
    json.put("requestIds", EventLine.requestIds(act.told()));
    json.put("segment", act.segment());
    json.put("line", act.line());
    return json;
  }

  private static Map<String, @Nullable Object> json(JournalCheck check) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("verdict", check.verdict().word());
    json.put("tampered", check.isTampered());
    json.put("segments", check.segments());
    json.put("lines", check.lines());
    json.put("signed", check.signed());
    json.put("ends", check.ends().stream().map(EvidenceReport::json).toList());
    json.put("findings", check.findings().stream().map(EvidenceReport::json).toList());
    return json;
  }

  private static Map<String, @Nullable Object> json(JournalEnd end) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("segment", end.segment());
    json.put("lines", end.lines());
    json.put("last", end.last());
    return json;
  }

  private static Map<String, @Nullable Object> json(Finding finding) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("kind", finding.kind().word());
    json.put("tampering", finding.kind().isTampering());
    json.put("segment", finding.segment().isEmpty() ? null : finding.segment());
    json.put("line", finding.line() == 0 ? null : finding.line());
    json.put("sentence", finding.sentence());
    return json;
  }
}
