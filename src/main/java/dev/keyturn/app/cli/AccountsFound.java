package dev.keyturn.app.cli;

import dev.keyturn.fleet.AccountChoice;
import dev.keyturn.fleet.OrganizationReading;
import dev.keyturn.model.AccountId;
import dev.keyturn.port.Failure;
import dev.keyturn.port.MemberAccount;
import dev.keyturn.port.ReadResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** In which accounts and Regions a command is to work, as far as AWS has to be asked for it. */
sealed interface AccountsFound {
  /** These. */
  record Found(AccountChoice choice, List<String> regions) implements AccountsFound {
    /** IDs that were to be left out and are of none of the accounts, a sentence each. */
    List<String> warnings() {
      return choice.unknown().stream()
          .map("--exclude names %s, which is none of the accounts. Is it mistyped?"::formatted)
          .toList();
    }
  }

  /** Nobody knows, or there is none; nothing was begun. */
  record Not(ExitCode exit, String problem) implements AccountsFound {}

  /** Asks for what the options leave open. */
  static AccountsFound of(Connection hub, CliEnvironment environment, Arguments arguments) {
    OrganizationReading organization =
        new OrganizationReading(hub.others().organization(), environment.sleeper());
    List<MemberAccount> found = new ArrayList<>();
    if (arguments.has(AccountOptions.ORGANIZATION)) {
      switch (organization.all()) {
        case ReadResult.Got<List<MemberAccount>>(List<MemberAccount> all) -> found.addAll(all);
        case ReadResult.Absent<List<MemberAccount>> none -> {}
        case ReadResult.Failed<List<MemberAccount>>(Failure failure) -> {
          return notListed(failure);
        }
      }
    }
    for (String unit : AccountOptions.units(arguments)) {
      switch (organization.under(unit)) {
        case ReadResult.Got<List<MemberAccount>>(List<MemberAccount> all) -> found.addAll(all);
        case ReadResult.Absent<List<MemberAccount>> none -> {
          return new Not(
              ExitCode.AWS,
              "The organization has no unit %s. List them: aws organizations list-organizational-units-for-parent --parent-id $(aws organizations list-roots --query Roots[0].Id --output text)"
                  .formatted(unit));
        }
        case ReadResult.Failed<List<MemberAccount>>(Failure failure) -> {
          return notListed(failure);
        }
      }
    }
    AccountOptions.named(arguments).forEach(id -> found.add(MemberAccount.named(id)));
    Set<AccountId> excluded = AccountOptions.excluded(arguments);
    AccountChoice choice = AccountChoice.of(found, excluded);
    if (choice.open().isEmpty()) {
      return new Not(
          ExitCode.USAGE,
          "No account is left to work in: %d were found, %d of them are suspended, closed or being made, and --exclude names %d."
              .formatted(found.size(), choice.leftOut().size(), excluded.size()));
    }
    return inRegions(choice, hub, AccountOptions.regions(arguments));
  }

  private static AccountsFound inRegions(AccountChoice choice, Connection hub, List<String> named) {
    if (!named.isEmpty()) {
      return new Found(choice, named);
    }
    return switch (hub.setup().get().region()) {
      case ReadResult.Got<String>(String ours) -> new Found(choice, List.of(ours));
      case ReadResult.Absent<String> none ->
          new Not(ExitCode.USAGE, "No Region is configured. Type --regions REGION,REGION.");
      case ReadResult.Failed<String>(Failure failure) -> new Not(ExitCode.AWS, failure.sentence());
    };
  }

  private static Not notListed(Failure failure) {
    String instead =
        " Or leave --organization out and name the accounts, which takes no such right: --accounts ID,ID or --accounts-file FILE.";
    return new Not(
        ExitCode.AWS,
        switch (failure) {
          case Failure.Denied denied ->
              denied.sentence()
                  + " The management account may list accounts, and a delegated administrator of any service; a policy there has to allow it: {\"Effect\":\"Allow\",\"Action\":[\"organizations:ListAccounts\",\"organizations:ListAccountsForParent\",\"organizations:ListOrganizationalUnitsForParent\"],\"Resource\":\"*\"}"
                  + instead;
          case Failure.Rejected rejected -> rejected.sentence() + instead;
          case Failure.BadCredentials it -> it.sentence();
          case Failure.Unconfigured it -> it.sentence();
          case Failure.Throttled it -> it.sentence();
          case Failure.Unreachable it -> it.sentence();
          case Failure.ClockSkewed it -> it.sentence();
          case Failure.ServerError it -> it.sentence();
        });
  }
}
