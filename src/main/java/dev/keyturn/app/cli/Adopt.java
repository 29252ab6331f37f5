package dev.keyturn.app.cli;

import dev.keyturn.aws.Profiles;
import dev.keyturn.model.Credential;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.UserName;
import dev.keyturn.report.AdoptText;
import dev.keyturn.report.AdoptionReport;
import dev.keyturn.report.ResultText;
import dev.keyturn.report.Style;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Adoption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code adopt}: binds a user and a secret, and where a new key is wanted, rotates to it. */
final class Adopt {
  private final CommandContext session;
  private final Arguments arguments;
  private final UserName user;
  private final String secret;
  private final boolean dryRun;

  Adopt(CommandContext session) {
    this.session = session;
    this.arguments = session.arguments();
    this.user = new UserName(arguments.names().getFirst());
    this.secret = arguments.text(Option.SECRET).orElseThrow();
    this.dryRun = arguments.has(Option.DRY_RUN);
  }

  CommandResult adopt() {
    Optional<String> profile = arguments.text(Option.FROM_PROFILE);
    if (profile.isEmpty()) {
      return adopt(
          arguments.has(Option.NEW_KEY)
              ? new Adoption.Source.NewKey()
              : new Adoption.Source.InSecret());
    }
    return switch (session.connection().profiles().find(profile.get())) {
      case Profiles.Result.Found found ->
          adopt(
              new Adoption.Source.Given(new Credential(user, found.id(), found.secretAccessKey())));
      case Profiles.Result.NotFound missing ->
          unusable(
              "there is no profile %s; there are: %s"
                  .formatted(profile.get(), String.join(", ", missing.others())));
      case Profiles.Result.NotLongTerm other ->
          unusable(
              "profile %s has no access key of an IAM user: %s"
                  .formatted(profile.get(), other.why()));
      case Profiles.Result.Unreadable unreadable ->
          unusable("the shared credentials or configuration file cannot be read");
    };
  }

  private CommandResult unusable(String problem) {
    return CommandResult.problems(
        ExitCode.USAGE, session.now(), List.of("command line: from-profile: " + problem));
  }

  private CommandResult adopt(Adoption.Source source) {
    ProgressPrinter live = session.live(List.of(ManagedSecret.of(secret)));
    var request =
        new Adoption.Request(
            user, secret, source, arguments.has(Option.EXISTING), arguments.settings().values());
    Adoption.Result result = Adoption.adopt(session.ports(live), request, dryRun);
    boolean makesKey = source instanceof Adoption.Source.NewKey && !dryRun;
    return switch (result) {
      case Adoption.Result.Adopted adopted -> {
        var bound =
            new AdoptionReport.Outcome.Bound(adopted.user(), adopted.arn(), adopted.warnings());
        AdoptionReport told = told(bound, adopted.changes());
        yield makesKey ? withFirstKey(live, adopted.arn(), told) : result(told, Optional.empty());
      }
      case Adoption.Result.Refused refused ->
          result(
              told(new AdoptionReport.Outcome.Refused(refused.why(), refused.remedy()), List.of()),
              Optional.empty());
      case Adoption.Result.Failed failed ->
          result(
              told(new AdoptionReport.Outcome.Failed(failed.failure()), failed.changes()),
              Optional.empty());
    };
  }

  /** The binding is told before the rotation begins, as it holds even if that fails. */
  private CommandResult withFirstKey(ProgressPrinter live, String arn, AdoptionReport adopted) {
    if (!arguments.json()) {
      print(new AdoptText(style(), dryRun).lines(adopted));
    }
    // What was typed may be a part of the ARN.
    ManagedSecret target =
        new ManagedSecret(secret.startsWith("arn:") ? arn : secret, Optional.of(user));
    RunReport first = new WaitForOtherRun(session, live).run(target, new RunRequest.Rotate());
    live.clear();
    return result(adopted, Optional.of(first));
  }

  private CommandResult result(AdoptionReport adopted, Optional<RunReport> first) {
    ExitCode bound =
        switch (adopted.outcome()) {
          case AdoptionReport.Outcome.Bound b ->
              adopted.changes().isEmpty() && first.isEmpty() ? ExitCode.NOTHING_DUE : ExitCode.DONE;
          case AdoptionReport.Outcome.Refused r -> ExitCode.REFUSED;
          case AdoptionReport.Outcome.Failed f -> ExitCode.AWS;
        };
    return new CommandResult(
        first.map(ExitCode::of).map(bound::or).orElse(bound),
        session.now(),
        first.stream().toList(),
        Optional.of(adopted),
        List.of(),
        text(adopted, first));
  }

  private List<String> text(AdoptionReport adopted, Optional<RunReport> first) {
    List<String> lines = new ArrayList<>();
    if (first.isPresent()) {
      lines.addAll(new ResultText(style(), session.now()).lines(first.get()));
    } else {
      lines.addAll(new AdoptText(style(), dryRun).lines(adopted));
    }
    if (adopted.outcome() instanceof AdoptionReport.Outcome.Bound) {
      lines.add(dryRun ? "Dry run: nothing was changed." : "Next: keyturn plan " + secret);
    }
    return lines;
  }

  private AdoptionReport told(AdoptionReport.Outcome outcome, List<String> changes) {
    return new AdoptionReport(user, secret, outcome, changes);
  }

  private void print(List<String> lines) {
    lines.forEach(session.environment().out()::println);
    session.environment().out().flush();
  }

  private Style style() {
    return session.environment().outStyle();
  }
}
