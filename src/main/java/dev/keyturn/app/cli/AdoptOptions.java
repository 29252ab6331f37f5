package dev.keyturn.app.cli;

import dev.keyturn.inventory.SecretNamePattern;
import dev.keyturn.model.SecretFields;
import dev.keyturn.rotate.Adoption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options of {@code adopt}, and which of them go with each other. */
final class AdoptOptions {
  static final Option SECRET =
      Option.withValue(
          "secret",
          "NAME",
          OptionFormat.Shape.TEXT,
          "The secret's name or ARN; created where there is none. With --path a pattern: {user}, {path}, {account}, {tag:NAME}.");

  static final Option PATH =
      Option.withValue(
          "path",
          "PATH",
          OptionFormat.Shape.TEXT,
          "Adopt the users whose path begins so, such as /service/.");

  static final Option FROM_PROFILE =
      Option.withValue(
          "from-profile",
          "PROFILE",
          OptionFormat.Shape.TEXT,
          "The user's present key is in this profile of the shared credentials file.");

  static final Option NEW_KEY =
      Option.withoutValue(
          "new-key",
          "Create the user's key, prove it, and store it; of many, where the secret holds none.");

  static final Option EXISTING =
      Option.withoutValue(
          "existing",
          "With --new-key: into a secret that was there before, whose policy you have looked at.");

  static final Option FIELDS =
      Option.withValue(
          "fields",
          "auto|FIELDS",
          OptionFormat.Shape.TEXT,
          "Which fields hold the key: those recognised, or 'id=FIELD secret=FIELD' (see settings.md).");

  /** As ListUsers takes a path's beginning. */
  private static final String PATH_FORM = "/|/[\\x21-\\x7e]{1,510}/";

  private AdoptOptions() {}

  /** Whether there may be many users. */
  static boolean areMany(Arguments arguments) {
    return arguments.has(SharedOptions.FROM) || arguments.has(PATH);
  }

  /** What does not go together, a sentence each. */
  static List<String> problems(Arguments arguments) {
    List<String> problems = new ArrayList<>();
    if (arguments.has(NEW_KEY) && arguments.has(FROM_PROFILE)) {
      problems.add("command line: --new-key and --from-profile exclude each other");
    }
    if (arguments.has(AccountOptions.ROLE) && !arguments.has(SharedOptions.FROM)) {
      problems.add(
          "command line: --role goes with --from FILE, whose column account says in which account it is assumed");
    }
    for (Option option : List.of(AccountOptions.EXTERNAL_ID, AccountOptions.AT_ONCE)) {
      if (arguments.has(option) && !arguments.has(AccountOptions.ROLE)) {
        problems.add("command line: --%s goes with --role NAME".formatted(option.name()));
      }
    }
    if (areMany(arguments)) {
      problems.addAll(problemsOfMany(arguments));
    } else {
      if (arguments.names().isEmpty()) {
        problems.add(
            "command line: USER is missing; or give --from FILE, or --path PATH --secret PATTERN");
      }
      problems.addAll(problemsOfSecret(arguments));
    }
    arguments
        .text(FIELDS)
        .filter(text -> !text.equals(SecretFields.AUTO))
        .map(SecretFields::read)
        .ifPresent(read -> {
          if (read instanceof SecretFields.Result.Invalid(String problem)) {
            problems.add("command line: --fields " + problem);
          }
        });
    return problems;
  }

  private static List<String> problemsOfMany(Arguments arguments) {
    List<String> problems = new ArrayList<>();
    String many = arguments.has(SharedOptions.FROM) ? "--from" : "--path";
    if (arguments.has(SharedOptions.FROM) && arguments.has(PATH)) {
      problems.add("command line: --from and --path exclude each other");
    }
    if (!arguments.names().isEmpty()) {
      problems.add("command line: USER and %s exclude each other".formatted(many));
    }
    if (arguments.has(FROM_PROFILE)) {
      problems.add("command line: --from-profile is for one USER, and does not go with " + many);
    }
    if (arguments.has(SharedOptions.FROM) && arguments.has(SECRET)) {
      problems.add("command line: --secret and --from exclude each other: a column says it");
    }
    arguments
        .text(PATH)
        .filter(path -> !path.matches(PATH_FORM))
        .ifPresent(path ->
            problems.add(
                "command line: path is \"%s\", but must begin and end with a slash, such as /service/"
                    .formatted(path)));
    if (arguments.has(PATH)) {
      if (arguments.text(SECRET).isEmpty()) {
        problems.add("command line: --path needs --secret PATTERN, such as 'prod/{user}/iam'");
      }
      arguments
          .text(SECRET)
          .map(SecretNamePattern::problems)
          .ifPresent(wrong -> wrong.forEach(it -> problems.add("command line: secret: " + it)));
    }
    return problems;
  }

  private static List<String> problemsOfSecret(Arguments arguments) {
    OptionFormat secret = OptionFormat.Shape.SECRET;
    return arguments
        .text(SECRET)
        .map(text ->
            secret.fits(text)
                ? List.<String>of()
                : List.of(
                    "command line: secret is %s, but must be %s"
                        .formatted(secret.quoted(text), secret.words())))
        .orElse(List.of("Missing required option: '--secret=NAME'"));
  }

  /** Which fields hold the key, as the option or a column says it. */
  static Adoption.Fields fields(Optional<String> text) {
    if (text.isPresent() && text.get().equals(SecretFields.AUTO)) {
      return new Adoption.Fields.Recognised();
    }
    return text.map(SecretFields::read).orElse(null)
            instanceof SecretFields.Result.Valid(SecretFields fields)
        ? new Adoption.Fields.Named(fields)
        : new Adoption.Fields.Unsaid();
  }
}
