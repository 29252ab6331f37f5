package dev.keyturn.app.cli.doctor;

import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.UserName;
import dev.keyturn.plan.Observation;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.SetupCheck;
import dev.keyturn.result.SetupCheck.Area;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The secrets that were found, their users and their tags, as a look at each has them. */
public final class SecretsChecks {
  private SecretsChecks() {}

  /** How many there are, and how each is. */
  public static List<SetupCheck> of(List<RunReport> reports) {
    List<SetupCheck> checks = new ArrayList<>();
    checks.add(
        reports.isEmpty()
            ? SetupCheck.warning(
                Area.SECRETS,
                "secrets",
                "none is adopted in this account and Region",
                "keyturn adopt USER --secret NAME")
            : SetupCheck.ok(Area.SECRETS, "secrets", "%d found".formatted(reports.size())));
    reports.forEach(report -> checks.add(check(report)));
    return checks;
  }

  private static SetupCheck check(RunReport report) {
    String name = "secret " + report.secret();
    String seen = report.sentence();
    return switch (report.status()) {
      case REFUSED, HALTED ->
          SetupCheck.failed(
              Area.SECRETS,
              name,
              "%s: %s".formatted(report.status().word(), seen),
              report.remedy());
      case FAILED -> failed(name, report);
      case STOPPED -> SetupCheck.notChecked(Area.SECRETS, name, "stopped before it was looked at");
      case WAITING ->
          SetupCheck.warning(
              Area.SECRETS, name, "waiting: " + seen, "keyturn plan " + report.secret());
      case DUE, FINE -> bound(name, report);
    };
  }

  private static SetupCheck failed(String name, RunReport report) {
    return report
        .failure()
        .map(failure -> FailureWords.failed(Area.SECRETS, name, failure))
        .orElseGet(() ->
            SetupCheck.failed(
                Area.SECRETS, name, report.sentence(), "Report it: keyturn doctor --debug"));
  }

  private static SetupCheck bound(String name, RunReport report) {
    String user = report.user().map(UserName::value).orElse("not known");
    String how = report.target().configuredUser().isPresent() ? "by the configuration" : "bound";
    Optional<SecretDescription> secret = report.seen().map(Observation::secret);
    String seen =
        "%s; IAM user %s, %s%s"
            .formatted(
                report.status().word(),
                user,
                how,
                secret.map(it -> "; room for %d more tags".formatted(room(it))).orElse(""));
    return secret.filter(it -> room(it) < needed(it)).isEmpty()
        ? SetupCheck.ok(Area.SECRETS, name, seen)
        : SetupCheck.warning(
            Area.SECRETS,
            name,
            seen + ", too few for a rotation",
            "aws secretsmanager untag-resource --secret-id %s --tag-keys TAG"
                .formatted(report.secret()));
  }

  private static int room(SecretDescription secret) {
    return SecretDescription.MOST_TAGS - secret.tags().size();
  }

  /** A rotation adds its own tag, and those of ours that are not there yet. */
  private static long needed(SecretDescription secret) {
    return 1 + LedgerTags.LASTING.stream().filter(tag -> !secret.tags().containsKey(tag)).count();
  }
}
