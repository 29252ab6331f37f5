package dev.keyturn.app.cli;

import dev.keyturn.app.env.ConfiguredSecrets;
import dev.keyturn.fleet.PatientRead;
import dev.keyturn.model.PolicySource;
import dev.keyturn.port.Failure;
import dev.keyturn.port.MemberAccount;
import dev.keyturn.port.ReadResult;
import dev.keyturn.report.AccountReport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command in many accounts, side by side. In each the role is assumed and the command does what
 * it does in one; its results are told together.
 */
final class AccountsRun {
  private final CliEnvironment environment;
  private final Arguments arguments;
  private final CommandOutput output;
  private final Connection hub;
  private final MissingStatements statements;

  AccountsRun(CliEnvironment environment, Arguments arguments) {
    this.environment = environment;
    this.arguments = arguments;
    this.output = new CommandOutput(environment);
    this.hub = environment.connector().connect(AccountOptions.connection(arguments));
    this.statements = MissingStatements.of(hub, arguments);
  }

  /**
   * Runs it to its end, and prints what came of it.
   *
   * @param sources where the policy comes from, the weakest first
   * @return the exit code, of the worst of all accounts
   */
  int run(AwsCommand command, ConfiguredSecrets variable, List<PolicySource> sources) {
    AccountPass pass =
        new AccountPass(command, environment, arguments, variable, sources, hub, statements);
    return switch (AccountsFound.of(hub, environment, arguments)) {
      case AccountsFound.Not(ExitCode exit, String problem) ->
          output.notBegun(arguments, exit, hub.clock().instant(), problem);
      case AccountsFound.Found found -> {
        Optional<PageFile> page;
        try {
          page = PageFile.asked(arguments);
        } catch (IOException unwritable) {
          yield output.notBegun(
              arguments, ExitCode.USAGE, hub.clock().instant(), PageFile.notBegun(unwritable));
        }
        AccountsOutput all = new AccountsOutput(environment, arguments, hub, page);
        found.warnings().forEach(output::warn);
        found.choice().leftOut().forEach(account -> all.add(AccountReport.leftOut(account)));
        work(found.choice().open(), found.regions(), pass, all);
        yield all.print();
      }
    };
  }

  private void work(
      List<MemberAccount> accounts, List<String> regions, AccountPass pass, AccountsOutput all) {
    AccountsProgress progress = new AccountsProgress(environment, accounts.size());
    String run = environment.names().get().holder();
    List<MemberAccount> notBegun =
        AccountOptions.sideBySide(environment, arguments)
            .each(
                accounts,
                account -> {
                  List<AccountPass.Outcome> outcomes = in(account, regions, pass, run);
                  outcomes.forEach(all::add);
                  progress.done(
                      outcomes.stream().noneMatch(it -> it.exit().compareTo(ExitCode.AWS) <= 0));
                });
    for (MemberAccount account : notBegun) {
      regions.forEach(region -> all.add(notBegun(account, region)));
    }
    progress.clear();
  }

  /** One Region after the other: IAM's rate is the account's. */
  private List<AccountPass.Outcome> in(
      MemberAccount account, List<String> regions, AccountPass pass, String run) {
    OtherAccounts.Session session =
        hub.others().session(AccountOptions.role(arguments, account.id(), run));
    List<AccountPass.Outcome> outcomes = new ArrayList<>();
    for (String region : regions) {
      if (environment.stop().getAsBoolean() && !outcomes.isEmpty()) {
        outcomes.add(notBegun(account, region));
      } else {
        outcomes.add(
            switch (new PatientRead(environment.sleeper()).of(session::begin)) {
              case ReadResult.Failed<Instant>(Failure failure) ->
                  pass.notReached(account, region, failure);
              case ReadResult.Absent<Instant> never -> pass.in(account, session, region);
              case ReadResult.Got<Instant> begun -> pass.in(account, session, region);
            });
      }
    }
    return outcomes;
  }

  private static AccountPass.Outcome notBegun(MemberAccount account, String region) {
    return AccountPass.Outcome.of(AccountReport.notBegun(account, region), ExitCode.STOPPED);
  }
}
