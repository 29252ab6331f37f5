package dev.keyturn.app.cli;

import dev.keyturn.app.env.ConfiguredSecrets;
import dev.keyturn.json.JsonText;
import dev.keyturn.model.PolicySource;
import dev.keyturn.port.Failure;
import dev.keyturn.port.MemberAccount;
import dev.keyturn.report.AccountJson;
import dev.keyturn.report.AccountReport;
import dev.keyturn.report.PassSummary;
import dev.keyturn.report.SecretLine;
import dev.keyturn.result.SecretStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A command's pass over one account in one Region: whatever the command does in the account of its
 * credentials, it does there. Of what comes of it only what will be told is kept.
 *
 * @param hub whose journals are written to
 * @param statements tells what a policy lacks
 */
record AccountPass(
    AccountWork command,
    CliEnvironment environment,
    Arguments arguments,
    ConfiguredSecrets variable,
    List<PolicySource> sources,
    Connection hub,
    MissingStatements statements) {
  /**
   * What is kept of a pass.
   *
   * @param secrets a line each, for the table
   * @param written the same as JSON, where that is asked for
   * @param details further lines of text
   * @param warnings of the journal, a sentence each
   * @param pass what a pass over all secrets rests on, where the command made one
   */
  record Outcome(
      AccountReport report,
      ExitCode exit,
      List<SecretLine> secrets,
      List<JsonText.Written> written,
      List<String> details,
      List<String> warnings,
      Optional<PassSummary> pass) {
    /** One without secrets. */
    static Outcome of(AccountReport report, ExitCode exit) {
      return new Outcome(
          report, exit, List.of(), List.of(), List.of(), List.of(), Optional.empty());
    }
  }

  /** Makes the pass. */
  Outcome in(MemberAccount account, OtherAccounts.Session session, String region) {
    try (OtherAccounts.Member member = session.in(region)) {
      CommandContext context =
          new CommandContext(
              environment,
              arguments,
              variable,
              sources,
              member.connection().with(hub.journals()),
              Optional.of(account.id() + " " + region));
      CommandResult result = command.run(context);
      Optional<String> caller = arguments.json() ? context.kept().caller() : Optional.empty();
      return outcome(account, region, result, caller, context.kept().finish());
    } catch (RuntimeException bug) {
      if (arguments.has(SharedOptions.DEBUG)) {
        BugReporter.trace(bug, environment.err());
      }
      return Outcome.of(
          report(
              account,
              region,
              AccountReport.Result.FAILED,
              ExitCode.INTERNAL,
              List.of(BugReporter.sentence(bug)),
              List.of()),
          ExitCode.INTERNAL);
    }
  }

  /** What to tell where the role could not be assumed. */
  Outcome notReached(MemberAccount account, String region, Failure failure) {
    List<String> remedies = statements.forRole(failure);
    // Those tell more exactly what to do than a denial's own sentence, which would have us grant
    // ourselves what the role's trust policy lacks.
    String problem =
        !remedies.isEmpty() && failure instanceof Failure.Denied denied
            ? "%s AWS says: %s".formatted(denied.summary(), denied.detail())
            : failure.sentence();
    return Outcome.of(
        report(
            account,
            region,
            AccountReport.Result.NOT_REACHED,
            ExitCode.AWS,
            List.of(problem),
            remedies),
        ExitCode.AWS);
  }

  private static AccountReport report(
      MemberAccount account,
      String region,
      AccountReport.Result result,
      ExitCode exit,
      List<String> problems,
      List<String> remedies) {
    return new AccountReport(
        account.id(),
        account.name(),
        Optional.of(region),
        result,
        Optional.of(exit.word()),
        Optional.empty(),
        Map.of(),
        problems,
        remedies);
  }

  private Outcome outcome(
      MemberAccount account,
      String region,
      CommandResult result,
      Optional<String> caller,
      List<String> warnings) {
    Map<SecretStatus, Integer> counts = new EnumMap<>(SecretStatus.class);
    result.reports().forEach(report -> counts.merge(report.status(), 1, Integer::sum));
    AccountReport report =
        new AccountReport(
            account.id(),
            account.name(),
            Optional.of(region),
            result.failure().isPresent()
                ? AccountReport.Result.FAILED
                : AccountReport.Result.WORKED,
            Optional.of(result.exit().word()),
            caller,
            counts,
            Stream.concat(
                    result.problems().stream(), result.pass().flatMap(PassSummary::outage).stream())
                .toList(),
            remedies(result, region));
    boolean json = arguments.json();
    return new Outcome(
        report,
        result.exit(),
        json && !arguments.has(SharedOptions.HTML)
            ? List.of()
            : result.reports().stream()
                .map(one -> SecretLine.of(account.id(), region, one, result.at()))
                .toList(),
        json
            ? result.reports().stream()
                .map(one -> AccountJson.secret(account.id(), region, one))
                .toList()
            : List.of(),
        json ? List.of() : command.details(result, environment.outStyle()),
        warnings,
        result.pass());
  }

  /** The statements for the actions that were denied there, or for a session that was. */
  private List<String> remedies(CommandResult result, String region) {
    Set<String> denied = new TreeSet<>();
    List<String> remedies = new ArrayList<>();
    Stream.concat(
            result.failure().stream(),
            result.reports().stream().flatMap(report -> report.failure().stream()))
        .distinct()
        .forEach(failure -> {
          if (failure instanceof Failure.Denied it && it.isOfSession()) {
            remedies.addAll(statements.forRole(failure));
          } else if (failure instanceof Failure.Denied it && !it.explicitly()) {
            denied.add(it.action());
          }
        });
    remedies.addAll(statements.forActions(denied));
    if (result.failure().isPresent()
        && result.failure().get() instanceof Failure.BadCredentials credentials
        && !credentials.areExpired()) {
      remedies.add(
          "The account may not have enabled Region %s: enable it there, or leave it out."
              .formatted(region));
    }
    return remedies;
  }
}
