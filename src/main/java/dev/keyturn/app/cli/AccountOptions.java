package dev.keyturn.app.cli;

import dev.keyturn.aws.MemberRole;
import dev.keyturn.aws.Partitions;
import dev.keyturn.fleet.SideBySide;
import dev.keyturn.model.AccountId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The options by which a command works in many accounts, and what they have to look like. */
final class AccountOptions {
  static final Option ORGANIZATION =
      Option.withoutValue("organization", "In every account of the organization.");

  static final Option OU =
      Option.withValue(
          "ou",
          "OU-ID,OU-ID",
          OptionFormat.Shape.OU_IDS,
          "In every account of these organizational units and of those below them.");

  static final Option ACCOUNTS =
      Option.withValue("accounts", "ID,ID", OptionFormat.Shape.ACCOUNT_IDS, "In these accounts.");

  static final Option ACCOUNTS_FILE =
      Option.withValue(
          "accounts-file",
          "FILE",
          OptionFormat.Shape.TEXT,
          "In the accounts of a file, an ID a line; what follows a # is passed over.");

  static final Option EXCLUDE =
      Option.withValue(
          "exclude", "ID,ID", OptionFormat.Shape.ACCOUNT_IDS, "Not in these accounts.");

  static final Option REGIONS =
      Option.withValue(
          "regions",
          "REGION,REGION",
          OptionFormat.Shape.REGIONS,
          "In these Regions of each account (default: the one of AWS_REGION).");

  static final Option ROLE =
      Option.withValue(
          "role",
          "NAME",
          OptionFormat.Shape.ROLE_NAME,
          "The role to assume in each account; one name for all, with its path where it has one.");

  static final Option EXTERNAL_ID =
      Option.withValue(
          "external-id",
          "ID",
          OptionFormat.Shape.EXTERNAL_ID,
          "The external ID that the role's trust policy asks for.");

  static final Option AT_ONCE =
      Option.withValue(
          "accounts-at-once",
          "N",
          new OptionFormat.WholeNumber(1, 64),
          "How many accounts to work in at once, 1 to 64 (default: 8).");

  /** In the order of the help. */
  static final List<Option> ALL =
      List.of(
          ORGANIZATION, OU, ACCOUNTS, ACCOUNTS_FILE, EXCLUDE, REGIONS, ROLE, EXTERNAL_ID, AT_ONCE);

  private static final List<Option> SOURCES = List.of(ORGANIZATION, OU, ACCOUNTS, ACCOUNTS_FILE);
  private static final int USUAL_AT_ONCE = 8;

  private AccountOptions() {}

  /** These options, and those of this class after them. */
  static List<Option> with(Option... own) {
    List<Option> options = new ArrayList<>(List.of(own));
    options.addAll(ALL);
    return options;
  }

  /** Whether the command is to work in other accounts. By loops, as each start asks it. */
  static boolean areGiven(Arguments arguments) {
    for (Option source : SOURCES) {
      if (arguments.has(source)) {
        return true;
      }
    }
    return false;
  }

  /** What is wrong with their combination, a sentence each. */
  static List<String> problems(Arguments arguments) {
    List<String> problems = new ArrayList<>();
    if (!areGiven(arguments)) {
      for (Option option : ALL) {
        if (arguments.has(option)) {
          problems.add(
              "command line: %s needs to know in which accounts: add --organization, --ou, --accounts or --accounts-file"
                  .formatted(option.name()));
        }
      }
      return problems;
    }
    if (!arguments.has(ROLE)) {
      problems.add(
          "command line: role is missing: --role NAME says which role to assume in each account");
    }
    if (arguments.has(ORGANIZATION)) {
      Stream.of(OU, ACCOUNTS, ACCOUNTS_FILE)
          .filter(arguments::has)
          .forEach(option -> problems.add(twice(ORGANIZATION, option)));
    } else if (arguments.has(OU)) {
      Stream.of(ACCOUNTS, ACCOUNTS_FILE)
          .filter(arguments::has)
          .forEach(option -> problems.add(twice(OU, option)));
    }
    if (arguments.has(REGIONS) && arguments.has(ConnectionOptions.REGION)) {
      problems.add(
          "command line: region and regions both say where: leave --region out, the first of --regions does for the rest");
    }
    if (areOfSeveralPartitions(arguments)) {
      problems.add(
          "command line: regions are of several partitions, which know nothing of each other: type the command once for each");
    }
    if (!arguments.names().isEmpty() && !isOnePlace(arguments)) {
      problems.add(
          "command line: a SECRET is of one account and Region: name them alone, as --accounts ID --regions REGION, or no SECRET");
    }
    arguments
        .text(ACCOUNTS_FILE)
        .ifPresent(name -> problems.addAll(AccountFile.read(Path.of(name)).problems()));
    return problems;
  }

  /** Only of what has the form of Regions; what has not is told of by itself. */
  private static boolean areOfSeveralPartitions(Arguments arguments) {
    return arguments.text(REGIONS).filter(REGIONS.format()::fits).isPresent()
        && regions(arguments).stream().map(Partitions::of).distinct().count() > 1;
  }

  private static String twice(Option one, Option other) {
    return "command line: %s and %s both say in which accounts: leave one of them out"
        .formatted(one.name(), other.name());
  }

  private static boolean isOnePlace(Arguments arguments) {
    return !arguments.has(ORGANIZATION)
        && !arguments.has(OU)
        && !arguments.has(ACCOUNTS_FILE)
        && words(arguments, ACCOUNTS).distinct().count() == 1
        && words(arguments, REGIONS).distinct().count() <= 1;
  }

  /** The units whose accounts are meant. */
  static List<String> units(Arguments arguments) {
    return words(arguments, OU).distinct().toList();
  }

  /** The accounts that are named, each once; to be asked only where there are no problems. */
  static Set<AccountId> named(Arguments arguments) {
    Set<AccountId> named = new LinkedHashSet<>();
    words(arguments, ACCOUNTS).map(AccountId::new).forEach(named::add);
    arguments
        .text(ACCOUNTS_FILE)
        .ifPresent(name -> named.addAll(AccountFile.read(Path.of(name)).accounts()));
    return named;
  }

  /** The accounts to leave out. */
  static Set<AccountId> excluded(Arguments arguments) {
    Set<AccountId> excluded = new TreeSet<>();
    words(arguments, EXCLUDE).map(AccountId::new).forEach(excluded::add);
    return excluded;
  }

  /** The Regions, each once; empty where none is named. */
  static List<String> regions(Arguments arguments) {
    return words(arguments, REGIONS).distinct().toList();
  }

  /** How the accounts are worked in, so many at once. */
  static SideBySide sideBySide(CliEnvironment environment, Arguments arguments) {
    return new SideBySide(
        arguments.number(AT_ONCE, USUAL_AT_ONCE), environment.clock(), environment.stop());
  }

  /**
   * The role to assume in an account.
   *
   * @param run a name that is this run's alone
   */
  static MemberRole role(Arguments arguments, AccountId account, String run) {
    return MemberRole.of(
        account, arguments.text(ROLE).orElseThrow(), arguments.text(EXTERNAL_ID), run);
  }

  /** How to reach AWS ourselves: in the first of the Regions, where no other is said. */
  static ConnectionOptions connection(Arguments arguments) {
    ConnectionOptions typed = ConnectionOptions.of(arguments);
    Optional<String> region = typed.region().or(() -> regions(arguments).stream().findFirst());
    return new ConnectionOptions(
        region, typed.profile(), typed.endpoint(), typed.mfaCode(), typed.pass());
  }

  private static Stream<String> words(Arguments arguments, Option option) {
    return arguments.text(option).stream()
        .flatMap(text -> Stream.of(text.split(",", -1)))
        .map(String::strip);
  }
}
