package dev.keyturn.app.cli;

import java.util.Locale;

/**
 * The options besides the policy's settings: which commands take them, what a value looks like, and
 * what the help says.
 */
enum Option {
  SECRET(
      "NAME",
      OptionFormat.TEXT,
      "The secret's name or ARN; created where there is none.",
      Takers.ADOPT),
  FROM_PROFILE(
      "PROFILE",
      OptionFormat.TEXT,
      "The user's present key is in this profile of the shared credentials file.",
      Takers.ADOPT),
  NEW_KEY("", OptionFormat.TEXT, "Create the user's key, prove it, and store it.", Takers.ADOPT),
  EXISTING(
      "",
      OptionFormat.TEXT,
      "With --new-key: into a secret that was there before, whose policy you have looked at.",
      Takers.ADOPT),
  REACTIVATE(
      "KEY-ID",
      OptionFormat.KEY_ID,
      "Use this key although a person deactivated it.",
      Takers.ROLLBACK),
  DRY_RUN("", OptionFormat.TEXT, "Change nothing, and say what would be done.", Takers.WRITING),
  WAIT(
      "DURATION",
      OptionFormat.DURATION,
      "How long to wait for another run on the same secret (default: 25m).",
      Takers.PATIENT),
  CONCURRENCY(
      "N",
      OptionFormat.CONCURRENCY,
      "How many secrets to work on at once, 1 to 32 (default: 4).",
      Takers.MANY),
  DETAILED_EXIT_CODE("", OptionFormat.TEXT, "Exit with 10 where nothing was due.", Takers.MANY),
  PORT(
      "PORT",
      OptionFormat.PORT,
      "The port on 127.0.0.1; 0 for any (default: 4588).",
      Takers.SANDBOX),
  USERS(
      "N", OptionFormat.USERS, "How many users there are, 1 to 1000 (default: 3).", Takers.SANDBOX),
  SPEED(
      "N",
      OptionFormat.SPEED,
      "How fast time passes there, 1 to 3600; 3600 makes a second an hour (default: 1).",
      Takers.SANDBOX),
  LAG(
      "DURATION",
      OptionFormat.DURATION,
      "How long a new key may take until it is accepted everywhere (default: 8s).",
      Takers.SANDBOX),
  DAYS("N", OptionFormat.DAYS, "How many days pass, 1 to 3650 (default: 180).", Takers.DEMO),
  ALGORITHM(
      "NAME",
      OptionFormat.ALGORITHM,
      "What rotates: keyturn, old-lambda or delete-oldest (default: keyturn).",
      Takers.DEMO),
  TAG_LIMITS(
      "LIMITS",
      OptionFormat.TEXT,
      "How far tags of a secret may go, such as max-age=..180d,quiet=2h.. (see settings.md).",
      Takers.CONNECTED),
  SEED(
      "N",
      OptionFormat.SEED,
      "The same world each time; another number, another one (demo: 1; sandbox: drawn anew).",
      Takers.SIMULATED),
  REGION("REGION", OptionFormat.TEXT, "Instead of AWS_REGION.", Takers.CONNECTED),
  PROFILE("PROFILE", OptionFormat.TEXT, "Instead of AWS_PROFILE.", Takers.CONNECTED),
  ENDPOINT_URL(
      "URL",
      OptionFormat.URL,
      "Instead of AWS_ENDPOINT_URL: one endpoint for IAM, STS and Secrets Manager.",
      Takers.CONNECTED),
  OUTPUT(
      "text|json",
      OptionFormat.OUTPUT,
      "What to print on standard output (default: text).",
      Takers.ALL),
  DEBUG("", OptionFormat.TEXT, "Show stack traces of internal errors.", Takers.ALL);

  /** Which commands take an option. */
  private enum Takers {
    ALL,
    CONNECTED,
    WRITING,
    MANY,
    PATIENT,
    ADOPT,
    ROLLBACK,
    SANDBOX,
    DEMO,
    SIMULATED;

    boolean include(Verb verb) {
      return switch (this) {
        case ALL -> true;
        case CONNECTED -> !verb.isSimulated();
        case WRITING -> verb.writes();
        case MANY -> verb.takesAnySecrets();
        case PATIENT -> verb == Verb.ROTATE || verb == Verb.ROLLBACK || verb == Verb.ADOPT;
        case ADOPT -> verb == Verb.ADOPT;
        case ROLLBACK -> verb == Verb.ROLLBACK;
        case SANDBOX -> verb == Verb.SANDBOX;
        case DEMO -> verb == Verb.DEMO;
        case SIMULATED -> verb.isSimulated();
      };
    }
  }

  private final String label;
  private final OptionFormat form;
  private final String help;
  private final Takers takers;

  Option(String label, OptionFormat form, String help, Takers takers) {
    this.label = label;
    this.form = form;
    this.help = help;
    this.takers = takers;
  }

  /** As it is typed, such as {@code --dry-run}. */
  String flag() {
    return "--" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What the help calls its value; empty for one that takes none. */
  String label() {
    return label;
  }

  OptionFormat form() {
    return form;
  }

  String help() {
    return help;
  }

  boolean isFor(Verb verb) {
    return takers.include(verb);
  }

  /** Whether it says how to reach AWS. */
  boolean isConnection() {
    return this == REGION || this == PROFILE || this == ENDPOINT_URL;
  }
}
