package dev.keyturn.app.cli;

import java.util.Locale;

/**
 * The options besides the policy's settings: which commands take them, what a value looks like, and
 * what the help says.
 */
enum Option {
  SECRET("NAME", Form.TEXT, "The secret's name or ARN; created where there is none.", Takers.ADOPT),
  FROM_PROFILE(
      "PROFILE",
      Form.TEXT,
      "The user's present key is in this profile of the shared credentials file.",
      Takers.ADOPT),
  NEW_KEY("", Form.TEXT, "Create the user's key, prove it, and store it.", Takers.ADOPT),
  EXISTING(
      "",
      Form.TEXT,
      "With --new-key: into a secret that was there before, whose policy you have looked at.",
      Takers.ADOPT),
  REACTIVATE(
      "KEY-ID", Form.KEY_ID, "Use this key although a person deactivated it.", Takers.ROLLBACK),
  DRY_RUN("", Form.TEXT, "Change nothing, and say what would be done.", Takers.WRITING),
  WAIT(
      "DURATION",
      Form.DURATION,
      "How long to wait for another run on the same secret (default: 25m).",
      Takers.PATIENT),
  CONCURRENCY(
      "N",
      Form.CONCURRENCY,
      "How many secrets to work on at once, 1 to 32 (default: 4).",
      Takers.MANY),
  DETAILED_EXIT_CODE("", Form.TEXT, "Exit with 10 where nothing was due.", Takers.MANY),
  PORT("PORT", Form.PORT, "The port on 127.0.0.1; 0 for any (default: 4588).", Takers.SANDBOX),
  USERS("N", Form.USERS, "How many users there are, 1 to 1000 (default: 3).", Takers.SANDBOX),
  SPEED(
      "N",
      Form.SPEED,
      "How fast time passes there, 1 to 3600; 3600 makes a second an hour (default: 1).",
      Takers.SANDBOX),
  LAG(
      "DURATION",
      Form.DURATION,
      "How long a new key may take until it is accepted everywhere (default: 8s).",
      Takers.SANDBOX),
  DAYS("N", Form.DAYS, "How many days pass, 1 to 3650 (default: 180).", Takers.DEMO),
  ALGORITHM(
      "NAME",
      Form.ALGORITHM,
      "What rotates: keyturn, old-lambda or delete-oldest (default: keyturn).",
      Takers.DEMO),
  TAG_LIMITS(
      "LIMITS",
      Form.TEXT,
      "How far tags of a secret may go, such as max-age=..180d,quiet=2h.. (see settings.md).",
      Takers.CONNECTED),
  SEED(
      "N",
      Form.SEED,
      "The same world each time; another number, another one (demo: 1; sandbox: drawn anew).",
      Takers.SIMULATED),
  REGION("REGION", Form.TEXT, "Instead of AWS_REGION.", Takers.CONNECTED),
  PROFILE("PROFILE", Form.TEXT, "Instead of AWS_PROFILE.", Takers.CONNECTED),
  ENDPOINT_URL(
      "URL",
      Form.URL,
      "Instead of AWS_ENDPOINT_URL: one endpoint for IAM, STS and Secrets Manager.",
      Takers.CONNECTED),
  OUTPUT("text|json", Form.OUTPUT, "What to print on standard output (default: text).", Takers.ALL),
  DEBUG("", Form.TEXT, "Show stack traces of internal errors.", Takers.ALL);

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
  private final Form form;
  private final String help;
  private final Takers takers;

  Option(String label, Form form, String help, Takers takers) {
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

  Form form() {
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
