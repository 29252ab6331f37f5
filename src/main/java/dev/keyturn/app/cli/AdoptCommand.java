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
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.rotate.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code adopt}: binds a user and a secret, and where a new key is wanted, rotates to it. */
final class AdoptCommand implements AwsCommand {
  private static final Option SECRET =
      Option.withValue(
              "secret",
              "NAME",
              OptionFormat.Shape.SECRET,
              "The secret's name or ARN; created where there is none.")
          .needed();

  private static final Option FROM_PROFILE =
      Option.withValue(
          "from-profile",
          "PROFILE",
          OptionFormat.Shape.TEXT,
          "The user's present key is in this profile of the shared credentials file.");

  private static final Option NEW_KEY =
      Option.withoutValue("new-key", "Create the user's key, prove it, and store it.");

  private static final Option EXISTING =
      Option.withoutValue(
          "existing",
          "With --new-key: into a secret that was there before, whose policy you have looked at.");

  private static final Option FIELDS =
      Option.withValue(
          "fields",
          "auto|FIELDS",
          OptionFormat.Shape.TEXT,
          "Which fields hold the key: those recognised, or 'id=FIELD secret=FIELD' (see settings.md).");

  private static final String AUTO = "auto";

  private static final CommandHelp HELP =
      new CommandHelp(
          "adopt USER --secret NAME [--from-profile PROFILE | --new-key] [OPTION…]",
          "Bind an IAM user and a secret, so that the user's key may be rotated.",
          List.of(
              "Needs an administrator: it tags the user with the secret that may hold its key, and",
              "pins the user's ID in the secret's tags. Settings that are given become tags of the",
              "secret. The key comes from the secret itself, from a profile, or is created."),
          List.of(
              "keyturn adopt web --secret prod/web/iam",
              "keyturn adopt web --secret prod/web/iam --new-key --max-age 60d",
              "keyturn adopt web --secret prod/web/iam --from-profile web --dry-run"));

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
    return Operand.one("USER", OptionFormat.Shape.USER_NAME, "The IAM user's name.");
  }

  @Override
  public List<Option> options() {
    return List.of(
        SECRET,
        FROM_PROFILE,
        NEW_KEY,
        EXISTING,
        FIELDS,
        SharedOptions.DRY_RUN,
        WaitForOtherRun.WAIT);
  }

  @Override
  public List<String> problems(Arguments arguments) {
    List<String> problems = new ArrayList<>();
    if (arguments.has(NEW_KEY) && arguments.has(FROM_PROFILE)) {
      problems.add("command line: --new-key and --from-profile exclude each other");
    }
    arguments
        .text(FIELDS)
        .filter(text -> !text.equals(AUTO))
        .map(SecretFields::read)
        .ifPresent(read -> {
          if (read instanceof SecretFields.Result.Invalid(String problem)) {
            problems.add("command line: --fields " + problem);
          }
        });
    return problems;
  }

  private static Adoption.Fields fields(Arguments arguments) {
    Optional<String> text = arguments.text(FIELDS);
    if (text.isPresent() && text.get().equals(AUTO)) {
      return new Adoption.Fields.Recognised();
    }
    return text.map(SecretFields::read).orElse(null)
            instanceof SecretFields.Result.Valid(SecretFields fields)
        ? new Adoption.Fields.Named(fields)
        : new Adoption.Fields.Unsaid();
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
    Optional<String> profile = arguments.text(FROM_PROFILE);
    if (profile.isEmpty()) {
      return adopt(
          context,
          arguments.has(NEW_KEY) ? new Adoption.Source.NewKey() : new Adoption.Source.InSecret());
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
            arguments.text(SECRET).orElseThrow(),
            source,
            arguments.has(EXISTING),
            arguments.settings().values(),
            fields(arguments));
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
      RunReport firstKey = firstKey(context, progress, request, adopted.arn());
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

  private static RunReport firstKey(
      CommandContext context, ProgressPrinter progress, Adoption.Request request, String arn) {
    // What was typed may be a part of the ARN.
    String secret = request.secret().startsWith("arn:") ? arn : request.secret();
    RunReport first =
        new WaitForOtherRun(context, progress)
            .run(new ManagedSecret(secret, Optional.of(request.user())), new RunRequest.Rotate());
    progress.clear();
    return first;
  }

  private static UserName user(Arguments arguments) {
    return new UserName(arguments.names().getFirst());
  }

  private static void print(CommandContext context, List<String> lines) {
    lines.forEach(context.environment().out()::println);
    context.environment().out().flush();
  }
}
