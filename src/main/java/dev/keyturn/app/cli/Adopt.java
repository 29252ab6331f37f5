package dev.keyturn.app.cli;

import dev.keyturn.aws.Profiles;
import dev.keyturn.model.Credential;
import dev.keyturn.model.Target;
import dev.keyturn.model.UserName;
import dev.keyturn.report.Account;
import dev.keyturn.report.AdoptText;
import dev.keyturn.report.Adopted;
import dev.keyturn.report.Asked;
import dev.keyturn.report.ResultText;
import dev.keyturn.report.Style;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.rotate.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code adopt}: binds a user and a secret, and where a new key is wanted, rotates to it. */
final class Adopt {
  private final Session session;
  private final Arguments arguments;
  private final UserName user;
  private final String secret;
  private final boolean dryRun;

  Adopt(Session session) {
    this.session = session;
    this.arguments = session.arguments();
    this.user = new UserName(arguments.names().getFirst());
    this.secret = arguments.text(Option.SECRET).orElseThrow();
    this.dryRun = arguments.has(Option.DRY_RUN);
  }

  Result adopt() {
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

  private Result unusable(String problem) {
    return Result.problems(
        ExitCode.USAGE, session.now(), List.of("command line: from-profile: " + problem));
  }

  private Result adopt(Adoption.Source source) {
    Live live = session.live(List.of(Target.of(secret)));
    var request =
        new Adoption.Request(
            user, secret, source, arguments.has(Option.EXISTING), arguments.settings().values());
    Adoption.Result result = Adoption.adopt(session.ports(live), request, dryRun);
    boolean makesKey = source instanceof Adoption.Source.NewKey && !dryRun;
    return switch (result) {
      case Adoption.Result.Adopted adopted -> {
        var bound = new Adopted.Outcome.Bound(adopted.user(), adopted.arn(), adopted.warnings());
        Adopted told = told(bound, adopted.changes());
        yield makesKey ? withFirstKey(live, adopted.arn(), told) : result(told, Optional.empty());
      }
      case Adoption.Result.Refused refused ->
          result(
              told(new Adopted.Outcome.Refused(refused.why(), refused.remedy()), List.of()),
              Optional.empty());
      case Adoption.Result.Failed failed ->
          result(
              told(new Adopted.Outcome.Failed(Accounts.failed(failed.failure())), failed.changes()),
              Optional.empty());
    };
  }

  /** The binding is told before the rotation begins, as it holds even if that fails. */
  private Result withFirstKey(Live live, String arn, Adopted adopted) {
    if (!arguments.json()) {
      print(new AdoptText(style(), dryRun).lines(adopted));
    }
    // What was typed may be a part of the ARN.
    Target target = new Target(secret.startsWith("arn:") ? arn : secret, Optional.of(user));
    Account first = new Patience(session, live).run(target, new Command.Rotate(), Asked.ROTATION);
    live.clear();
    return result(adopted, Optional.of(first));
  }

  private Result result(Adopted adopted, Optional<Account> first) {
    ExitCode bound =
        switch (adopted.outcome()) {
          case Adopted.Outcome.Bound b ->
              adopted.changes().isEmpty() && first.isEmpty() ? ExitCode.NOTHING_DUE : ExitCode.DONE;
          case Adopted.Outcome.Refused r -> ExitCode.REFUSED;
          case Adopted.Outcome.Failed f -> ExitCode.AWS;
        };
    return new Result(
        first.map(ExitCode::of).map(bound::or).orElse(bound),
        session.now(),
        first.stream().toList(),
        Optional.of(adopted),
        List.of(),
        text(adopted, first));
  }

  private List<String> text(Adopted adopted, Optional<Account> first) {
    List<String> lines = new ArrayList<>();
    if (first.isPresent()) {
      lines.addAll(new ResultText(style(), session.now()).lines(first.get()));
    } else {
      lines.addAll(new AdoptText(style(), dryRun).lines(adopted));
    }
    if (adopted.outcome() instanceof Adopted.Outcome.Bound) {
      lines.add(dryRun ? "Dry run: nothing was changed." : "Next: keyturn plan " + secret);
    }
    return lines;
  }

  private Adopted told(Adopted.Outcome outcome, List<String> changes) {
    return new Adopted(user, secret, outcome, changes);
  }

  private void print(List<String> lines) {
    lines.forEach(session.around().out()::println);
    session.around().out().flush();
  }

  private Style style() {
    return session.around().outStyle();
  }
}
