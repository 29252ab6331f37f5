package dev.keyturn.app.cli;

import dev.keyturn.inventory.AdoptionListReader;
import dev.keyturn.inventory.AdoptionListReading;
import dev.keyturn.inventory.AdoptionRow;
import dev.keyturn.inventory.ReportProblem;
import dev.keyturn.model.AccountId;
import dev.keyturn.model.PolicyReader;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.Setting;
import dev.keyturn.port.ReadResult;
import dev.keyturn.rotate.Adoption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The users and secrets of a file. All that is wrong with it is told at once, each with its line,
 * and then nothing is done for any row of it.
 */
final class AdoptionFile {
  private final CommandContext context;
  private final Arguments arguments;

  /** Whether each row is done in its own account, by a role there. */
  private final boolean elsewhere;

  AdoptionFile(CommandContext context) {
    this.context = context;
    this.arguments = context.arguments();
    this.elsewhere = arguments.has(AccountOptions.ROLE);
  }

  AskedAdoption.Reading read(String file) {
    AdoptionListReading listed;
    try (InputStream csv = Files.newInputStream(Path.of(file))) {
      listed = AdoptionListReader.read(csv);
    } catch (IOException | UncheckedIOException | InvalidPathException unreadable) {
      return new AskedAdoption.Reading.Unusable(
          ExitCode.USAGE,
          List.of("%s cannot be read: %s".formatted(file, FileWords.of(unreadable))));
    }
    List<ReportProblem> problems = new ArrayList<>(listed.problems());
    Optional<String> account = account(listed.rows());
    Optional<String> region = region(listed.rows());
    for (AdoptionRow row : listed.rows()) {
      problems.addAll(problems(row, account));
      ofAnotherRegion(row, region).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      problems.sort(Comparator.comparingLong(ReportProblem::line));
      return new AskedAdoption.Reading.Unusable(
          ExitCode.USAGE,
          problems.stream().map(problem -> "%s: %s".formatted(file, problem.sentence())).toList());
    }
    return new AskedAdoption.Reading.Asked(
        listed.rows().stream().<AskedAdoption>map(this::wanted).toList());
  }

  /** Our own, where a row names one; empty where none does, or AWS does not say it. */
  private Optional<String> account(List<AdoptionRow> rows) {
    return !elsewhere && rows.stream().anyMatch(row -> !accounts(row).isEmpty())
        ? context.connection().caller().get().map(AdoptionFile::accountOf)
        : Optional.empty();
  }

  /** Ours, where a row names one; empty where none does, or none is configured, which is told. */
  private Optional<String> region(List<AdoptionRow> rows) {
    return rows.stream().anyMatch(AdoptionFile::hasArn)
            && context.connection().setup().get().region()
                instanceof ReadResult.Got<String>(String ours)
        ? Optional.of(ours)
        : Optional.empty();
  }

  /** Secrets Manager knows an ARN in its own Region alone, and would say that there is none. */
  private static Optional<ReportProblem> ofAnotherRegion(AdoptionRow row, Optional<String> ours) {
    Optional<String> its =
        hasArn(row) ? Optional.of(row.secret().split(":", 6)[3]) : Optional.empty();
    return ours.flatMap(here ->
        its.filter(there -> !there.equals(here))
            .map(there ->
                new ReportProblem(
                    row.line(),
                    "the secret is in %s, and the command works in %s: give each Region a file, and --region"
                        .formatted(there, here))));
  }

  private static boolean hasArn(AdoptionRow row) {
    return OptionFormat.SECRET_ARN.matcher(row.secret()).matches();
  }

  private static List<String> accounts(AdoptionRow row) {
    List<String> accounts = new ArrayList<>();
    row.account().ifPresent(accounts::add);
    if (hasArn(row)) {
      accounts.add(accountOf(row.secret()));
    }
    return accounts;
  }

  private static String accountOf(String arn) {
    String[] parts = arn.split(":", 6);
    return parts.length > 4 ? parts[4] : "";
  }

  private List<ReportProblem> problems(AdoptionRow row, Optional<String> ours) {
    List<ReportProblem> problems = new ArrayList<>();
    if (!OptionFormat.Shape.SECRET.fits(row.secret())) {
      problems.add(
          new ReportProblem(
              row.line(),
              "secret is %s, but must be %s"
                  .formatted(
                      OptionFormat.Shape.SECRET.quoted(row.secret()),
                      OptionFormat.Shape.SECRET.words())));
    }
    if (elsewhere && row.account().isEmpty()) {
      problems.add(
          new ReportProblem(
              row.line(), "account is missing: with --role each row says in which account it is"));
    }
    Optional<String> its = elsewhere ? row.account() : ours;
    for (String account : accounts(row)) {
      if (elsewhere) {
        its.filter(id -> !id.equals(account))
            .ifPresent(id ->
                problems.add(
                    new ReportProblem(
                        row.line(),
                        "the secret is of account %s, and the row of %s".formatted(account, id))));
      } else if (ours.isEmpty()) {
        problems.add(
            new ReportProblem(
                row.line(),
                "this names account %s, and AWS does not say which ours is (sts:GetCallerIdentity)"
                    .formatted(account)));
      } else if (!account.equals(ours.get())) {
        problems.add(
            new ReportProblem(
                row.line(),
                "this is of account %s, and the credentials are of %s: --role NAME adopts each row in its account"
                    .formatted(account, ours.get())));
      }
    }
    PolicySource typed = arguments.settings();
    PolicySource limits = new PolicySource(typed.place(), Map.of(), typed.tagLimits());
    if (PolicyReader.read(
            List.of(context.sources().getFirst(), limits),
            new PolicySource("this row", settings(row)))
        instanceof PolicyReader.Result.Invalid(List<String> wrong)) {
      wrong.forEach(what -> problems.add(new ReportProblem(row.line(), what)));
    }
    return problems;
  }

  /** The command line's, over which the row's own go. */
  private Map<Setting, String> settings(AdoptionRow row) {
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    settings.putAll(arguments.settings().values());
    settings.putAll(row.settings());
    return settings;
  }

  private AskedAdoption.Wanted wanted(AdoptionRow row) {
    return new AskedAdoption.Wanted(
        Optional.of(row.line()),
        new Adoption.Request(
            row.user(),
            row.secret(),
            new Adoption.Source.InSecret(),
            row.existing().orElse(arguments.has(AdoptOptions.EXISTING)),
            settings(row),
            fields(row)),
        row.newKey().orElse(arguments.has(AdoptOptions.NEW_KEY)),
        elsewhere ? row.account().map(AccountId::new) : Optional.empty());
  }

  /** Where nobody has said any, a remedy names the row: it may be of another account than ours. */
  private Adoption.Fields fields(AdoptionRow row) {
    Adoption.Fields said =
        AdoptOptions.fields(row.fields().or(() -> arguments.text(AdoptOptions.FIELDS)));
    return said instanceof Adoption.Fields.Unsaid
        ? new Adoption.Fields.Unsaid(Optional.of(row.line()))
        : said;
  }
}
