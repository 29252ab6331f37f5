package dev.keyturn.app.cli;

import dev.keyturn.aws.Profiles;
import dev.keyturn.model.Credential;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.PolicyReader;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.UserName;
import dev.keyturn.report.AdoptText;
import dev.keyturn.report.AdoptionReport;
import dev.keyturn.result.RunReport;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.rotate.Ports;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code adopt}: binds a user and a secret, and where a new key is wanted, rotates to it. */
final class AdoptCommand implements AwsCommand {
  private static final CommandHelp HELP =
      new CommandHelp(
          "adopt USER --secret NAME | --from FILE | --path PATH --secret PATTERN [OPTION…]",
          "Bind an IAM user and a secret, so that the user's key may be rotated.",
          List.of(
              "Needs an administrator: it tags the user with the secret that may hold its key, and",
              "pins the user's ID in the secret's tags. Settings that are given become tags of the",
              "secret. The key comes from the secret itself, from a profile, or is created. Of many",
              "users the refused are named, and the rest is done; again, it does what is left."),
          List.of(
              "keyturn adopt web --secret prod/web/iam",
              "keyturn adopt web --secret prod/web/iam --new-key --max-age 60d",
              "keyturn adopt web --secret prod/web/iam --from-profile web --dry-run",
              "keyturn adopt --from users.csv --dry-run",
              "keyturn adopt --from users-of-all.csv --role keyturn-admin",
              "keyturn adopt --path /service/ --secret 'prod/{user}/iam' --new-key"));

  @Override
  public String name() {
    return "adopt";
  }

  @Override
  public CommandHelp help() {
    return HELP;
  }

  @Override
  public Optional<Operand> operand() {
    return Operand.atMostOne("USER", OptionFormat.Shape.USER_NAME, "The IAM user's name.");
  }

  @Override
  public List<Option> options() {
    return List.of(
        AdoptOptions.SECRET,
        AdoptOptions.FROM_PROFILE,
        AdoptOptions.NEW_KEY,
        AdoptOptions.EXISTING,
        AdoptOptions.FIELDS,
        SharedOptions.FROM,
        AdoptOptions.PATH,
        AccountOptions.ROLE,
        AccountOptions.EXTERNAL_ID,
        AccountOptions.AT_ONCE,
        SharedOptions.CONCURRENCY,
        SharedOptions.DRY_RUN,
        WaitForOtherRun.WAIT);
  }

  @Override
  public List<String> problems(Arguments arguments) {
    return AdoptOptions.problems(arguments);
  }

  @Override
  public String policyHeading() {
    return "The secret's policy, written as its tags:";
  }

  /** The options are the secret's tags to be, and bound as tags are. */
  @Override
  public PolicyReader.Result policy(PolicySource environment, PolicySource typed) {
    PolicySource limits = new PolicySource(typed.place(), Map.of(), typed.tagLimits());
    return PolicyReader.read(
        List.of(environment, limits), new PolicySource(typed.place(), typed.values()));
  }

  @Override
  public CommandResult run(CommandContext context) {
    Arguments arguments = context.arguments();
    if (AdoptOptions.areMany(arguments)) {
      return new AdoptMany(context).run();
    }
    Optional<String> profile = arguments.text(AdoptOptions.FROM_PROFILE);
    if (profile.isEmpty()) {
      return adopt(
          context,
          arguments.has(AdoptOptions.NEW_KEY)
              ? new Adoption.Source.NewKey()
              : new Adoption.Source.InSecret());
    }
    return switch (context.connection().profiles().find(profile.get())) {
      case Profiles.Result.Found found ->
          adopt(
              context,
              new Adoption.Source.Given(
                  new Credential(user(arguments), found.id(), found.secretAccessKey())));
      case Profiles.Result.NotFound missing ->
          unusable(
              context,
              "there is no profile %s; there are: %s"
                  .formatted(profile.get(), String.join(", ", missing.others())));
      case Profiles.Result.NotLongTerm other ->
          unusable(
              context,
              "profile %s has no access key of an IAM user: %s"
                  .formatted(profile.get(), other.why()));
      case Profiles.Result.Unusable(String where, String what) ->
          unusable(context, "%s: %s".formatted(where, what));
    };
  }

  private static CommandResult unusable(CommandContext context, String problem) {
    return CommandResult.problems(
        ExitCode.USAGE, context.now(), List.of("command line: from-profile: " + problem));
  }

  private static CommandResult adopt(CommandContext context, Adoption.Source source) {
    Arguments arguments = context.arguments();
    boolean dryRun = arguments.has(SharedOptions.DRY_RUN);
    Adoption.Request request =
        new Adoption.Request(
            user(arguments),
            arguments.text(AdoptOptions.SECRET).orElseThrow(),
            source,
            arguments.has(AdoptOptions.EXISTING),
            arguments.settings().values(),
            AdoptOptions.fields(arguments.text(AdoptOptions.FIELDS)));
    ProgressPrinter progress = context.progress(List.of(ManagedSecret.of(request.secret())));
    AdoptionOutput output = new AdoptionOutput(context, request, dryRun);
    Ports ports = context.ports(output.keeping(progress));
    Adoption.Result first = Adoption.adopt(ports, context.sources(), request, dryRun);
    Adoption.Result result =
        confirmed(context, first)
            .map(request::with)
            .map(again -> Adoption.adopt(ports, context.sources(), again, dryRun))
            .orElse(first);
    AdoptionReport report = output.report(result);
    if (result instanceof Adoption.Result.Adopted adopted
        && source instanceof Adoption.Source.NewKey
        && !dryRun) {
      // Told before the rotation begins, as the binding holds even if that fails.
      if (!arguments.json()) {
        print(context, new AdoptText(context.style(), dryRun).lines(report));
      }
      RunReport firstKey =
          new FirstKey(new WaitForOtherRun(context, progress)).rotate(request, adopted.arn());
      progress.clear();
      return output.result(report, Optional.of(firstKey));
    }
    return output.result(report, Optional.empty());
  }

  /**
   * The fields that were recognised, where the person who watches says that they are the right
   * ones. A program that reads standard output is not asked.
   */
  private static Optional<SecretFields> confirmed(CommandContext context, Adoption.Result result) {
    if (!(result instanceof Adoption.Result.Refused refused)
        || context.arguments().json()
        || !context.environment().terminal().out()) {
      return Optional.empty();
    }
    return refused
        .recognised()
        .filter(fields ->
            context
                .environment()
                .questions()
                .ask(
                    "%s Rotate the key in %s, and write that as the tag %s? [y/N] "
                        .formatted(refused.why(), fields.text(), SecretFields.TAG))
                .filter(answer -> answer.matches("(?i)y|yes"))
                .isPresent());
  }

  private static UserName user(Arguments arguments) {
    return new UserName(arguments.names().getFirst());
  }

  private static void print(CommandContext context, List<String> lines) {
    lines.forEach(context.environment().out()::println);
    context.environment().out().flush();
  }
}
