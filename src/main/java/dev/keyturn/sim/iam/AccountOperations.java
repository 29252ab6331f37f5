package dev.keyturn.sim.iam;

import dev.keyturn.sim.core.CallContext;
import dev.keyturn.sim.wire.Form;
import dev.keyturn.sim.wire.Xml;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What concerns the whole account: the credential report and the summary.
 *
 * @param state what IAM knows
 * @param context the call
 */
record AccountOperations(IamState state, CallContext context) {

  void generateReport(Xml out) {
    Optional<CredentialReport> report = state.report();
    if (report.isEmpty() || report.get().isExpired(context.now())) {
      state.report(CredentialReport.of(state, context.now()));
      out.text("State", "STARTED");
      out.text("Description", "No report exists. Starting a new report generation task");
    } else {
      out.text("State", isReady(report.get()) ? "COMPLETE" : "INPROGRESS");
    }
  }

  void getReport(Xml out) {
    CredentialReport report = state.report().orElseThrow(IamErrors::reportNotPresent);
    if (!isReady(report)) {
      throw IamErrors.reportInProgress();
    }
    if (report.isExpired(context.now())) {
      throw IamErrors.reportExpired();
    }
    byte[] csv = report.csv().getBytes(StandardCharsets.UTF_8);
    out.text("Content", Base64.getEncoder().encodeToString(csv)).text("ReportFormat", "text/csv");
    out.time("GeneratedTime", readyAt(report));
  }

  void summary(Xml out) {
    Map<String, Integer> summary = new TreeMap<>();
    summary.put("Users", state.users().size());
    summary.put("UsersQuota", 5000);
    summary.put("AccessKeysPerUserQuota", 2);
    summary.put("AccountAccessKeysPresent", 0);
    summary.put("AccountMFAEnabled", 1);
    out.open("SummaryMap");
    summary.forEach((name, value) ->
        out.open("entry").text("key", name).text("value", value.toString()).close("entry"));
    out.close("SummaryMap");
  }

  /** The account has none. */
  void aliases(Form in, Xml out) {
    checkPage(in);
    out.open("AccountAliases").close("AccountAliases").truncated(null);
  }

  /** Of a list that has one page at most, no answer gave a marker. */
  static void checkPage(Form in) {
    in.number("MaxItems", 1, 1000, 100);
    if (in.get("Marker") != null) {
      throw IamErrors.invalid("Invalid Marker.");
    }
  }

  private boolean isReady(CredentialReport report) {
    return !context.now().isBefore(readyAt(report));
  }

  private Instant readyAt(CredentialReport report) {
    return report.started().plus(state.settings().reportTime());
  }
}
