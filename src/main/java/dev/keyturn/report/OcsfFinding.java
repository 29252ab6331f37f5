package dev.keyturn.report;

import dev.keyturn.audit.AuditedKey;
import dev.keyturn.audit.Control;
import dev.keyturn.audit.ControlResult;
import dev.keyturn.audit.KeyRemedy;
import dev.keyturn.audit.Verdict;
import dev.keyturn.inventory.Owner;
import dev.keyturn.inventory.ReportRow;
import dev.keyturn.model.AccessKeyId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a control says of a key, as a Compliance Finding of the Open Cybersecurity Schema Framework
 * (class 2003, version 1.6, which AWS Security Hub takes, with the profile cloud). An exempt key
 * fails, and its finding is suppressed. What does not apply is no finding.
 *
 * @param at when it was found
 */
record OcsfFinding(AuditedKey key, ControlResult result, Instant at) {
  private static final String VERSION = "1.6.0";
  private static final int AWS_ACCOUNT = 10;

  /** Whether there is anything to find. */
  static boolean applies(ControlResult result) {
    return !(result.verdict() instanceof Verdict.NotApplicable);
  }

  /** The event. */
  Map<String, @Nullable Object> json() {
    Control control = result.control();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("class_uid", 2003);
    json.put("class_name", "Compliance Finding");
    json.put("category_uid", 2);
    json.put("category_name", "Findings");
    json.put("activity_id", 1);
    json.put("activity_name", "Create");
    json.put("type_uid", 200301);
    json.put("type_name", "Compliance Finding: Create");
    json.put("time", at.toEpochMilli());
    json.putAll(severity());
    json.put("status_id", isExempt() ? 3 : 1);
    json.put("status", isExempt() ? "Suppressed" : "New");
    json.put("message", "%s: %s".formatted(control.id(), result.verdict().figure()));
    json.put("metadata", metadata());
    json.put("cloud", cloud());
    json.put("finding_info", info());
    json.put("compliance", compliance());
    json.put("resources", List.of(resource()));
    key.remedy()
        .filter(remedy -> isFailing())
        .map(KeyRemedy::command)
        .ifPresent(command -> json.put("remediation", Map.of("desc", command)));
    json.put("unmapped", unmapped());
    return json;
  }

  private boolean isExempt() {
    return result.verdict() instanceof Verdict.Exempt;
  }

  private boolean isFailing() {
    return result.verdict() instanceof Verdict.Fail || isExempt();
  }

  /** As Security Hub weighs IAM.4, IAM.3 and IAM.22. */
  private Map<String, Object> severity() {
    if (!isFailing()) {
      return severity(1, "Informational");
    }
    return switch (result.control().rule()) {
      case NO_ROOT_KEY -> severity(5, "Critical");
      case KEY_AGE, KEY_UNUSED, ONE_ACTIVE_KEY, NO_KEY_AT_SETUP -> severity(3, "Medium");
      case OWNER_KNOWN -> severity(2, "Low");
    };
  }

  private static Map<String, Object> severity(int id, String name) {
    return Map.of("severity_id", id, "severity", name);
  }

  private Map<String, Object> metadata() {
    return Map.of(
        "version",
        VERSION,
        "profiles",
        List.of("cloud"),
        "event_code",
        result.control().id(),
        "product",
        Map.of("name", "Keyturn", "vendor_name", "Keyturn"));
  }

  private Map<String, Object> cloud() {
    String account = row().account();
    return Map.of(
        "provider",
        "AWS",
        "account",
        Map.of("uid", account, "name", account, "type_id", AWS_ACCOUNT, "type", "AWS Account"));
  }

  private Map<String, Object> info() {
    return Map.of(
        "uid",
        "keyturn/%s/%s".formatted(result.control().id(), keyUid()),
        "title",
        result.control().title(),
        "created_time",
        at.toEpochMilli());
  }

  private Map<String, Object> compliance() {
    Control control = result.control();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("control", control.id());
    json.put("desc", control.title());
    json.put("standards", List.copyOf(control.numbers().keySet()));
    json.put(
        "requirements",
        control.numbers().entrySet().stream()
            .map(number -> number.getKey() + " " + number.getValue())
            .toList());
    json.put("status_id", isFailing() ? 3 : 1);
    json.put("status", isFailing() ? "Fail" : "Pass");
    return json;
  }

  private Map<String, Object> resource() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", "AWS::IAM::AccessKey");
    json.put("uid", keyUid());
    json.put("name", row().user());
    json.put("cloud_partition", row().arn().split(":", 3)[1]);
    if (key.owner() instanceof Owner.Named named) {
      json.put("labels", List.of(named.tag() + "=" + named.name()));
    }
    return json;
  }

  /** The report's slot where the ID is not known. */
  private String keyUid() {
    return key.id()
        .map(AccessKeyId::value)
        .orElseGet(() -> "%s/access-key-%d".formatted(row().arn(), key.key().slot()));
  }

  private Map<String, @Nullable Object> unmapped() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("user_arn", row().arn());
    json.put("verdict", result.verdict().word());
    json.put("exemption", key.exemption().map(AuditText::exemption).orElse(null));
    return json;
  }

  private ReportRow row() {
    return key.user().row();
  }
}
