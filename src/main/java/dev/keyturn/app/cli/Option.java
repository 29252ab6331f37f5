package dev.keyturn.app.cli;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Durations;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The options besides the policy's settings: which commands take them, what a value looks like, and
 * what the help says.
 */
enum Option {
  SECRET("NAME", Forms.ANY, "The secret's name or ARN; created where there is none.", Verb.ADOPT),
  FROM_PROFILE(
      "PROFILE",
      Forms.ANY,
      "The user's present key is in this profile of the shared credentials file.",
      Verb.ADOPT),
  NEW_KEY("", Forms.ANY, "Create the user's key, prove it, and store it.", Verb.ADOPT),
  REACTIVATE(
      "KEY-ID",
      Forms.KEY_ID,
      "Use this key although a person deactivated it.",
      Verb.ROLLBACK),
  DRY_RUN(
      "",
      Forms.ANY,
      "Change nothing, and say what would be done.",
      Verb.ADOPT,
      Verb.ROTATE,
      Verb.RUN,
      Verb.ROLLBACK),
  WAIT(
      "DURATION",
      Forms.DURATION,
      "How long to wait for another run on the same secret (default: 10m).",
      Verb.ROTATE,
      Verb.ROLLBACK,
      Verb.ADOPT),
  CONCURRENCY(
      "N",
      Forms.CONCURRENCY,
      "How many secrets to work on at once, 1 to 32 (default: 4).",
      Verb.RUN,
      Verb.PLAN,
      Verb.STATUS),
  DETAILED_EXIT_CODE(
      "", Forms.ANY, "Exit with 10 where nothing was due.", Verb.RUN, Verb.PLAN, Verb.STATUS),
  PORT("PORT", Forms.PORT, "The port on 127.0.0.1; 0 for any (default: 4588).", Verb.SANDBOX),
  USERS("N", Forms.USERS, "How many users there are, 1 to 1000 (default: 3).", Verb.SANDBOX),
  SPEED(
      "N",
      Forms.SPEED,
      "How fast time passes there, 1 to 3600; 3600 makes a second an hour (default: 1).",
      Verb.SANDBOX),
  LAG(
      "DURATION",
      Forms.DURATION,
      "How long a new key may take until it is accepted everywhere (default: 8s).",
      Verb.SANDBOX),
  SEED("N", Forms.SEED, "Another world with other luck (default: 1).", Verb.SANDBOX),
  REGION("REGION", Forms.ANY, "Instead of AWS_REGION.", Forms.CONNECTED),
  PROFILE("PROFILE", Forms.ANY, "Instead of AWS_PROFILE.", Forms.CONNECTED),
  ENDPOINT_URL(
      "URL",
      Forms.URL,
      "Instead of AWS_ENDPOINT_URL: one endpoint for IAM, STS and Secrets Manager.",
      Forms.CONNECTED),
  OUTPUT("text|json", Forms.OUTPUT, "What to print on standard output (default: text).", Forms.ALL),
  DEBUG("", Forms.ANY, "Show stack traces of internal errors.", Forms.ALL);

  /** What a value looks like: for the check, and in words. */
  record Form(String words, Predicate<String> fits) {}

  /** Constants that an enum cannot hold before its own. */
  private static final class Forms {
    static final Form ANY = new Form("a text", text -> !text.isBlank());
    static final Form DURATION =
        new Form("a duration, such as 90s or 10m", text -> Durations.parse(text).isPresent());
    static final Form KEY_ID =
        new Form("a whole access key ID, such as AKIAIOSFODNN7EXAMPLE", AccessKeyId::isValid);
    static final Form OUTPUT =
        new Form("text or json", text -> List.of("text", "json").contains(text));
    static final Form URL =
        new Form("a URL, such as http://127.0.0.1:4588", text -> isUrl(text));
    static final Form CONCURRENCY = whole(1, 32);
    static final Form PORT = whole(0, 65_535);
    static final Form USERS = whole(1, 1000);
    static final Form SPEED = whole(1, 3600);
    static final Form SEED = whole(0, 999_999_999);
    static final Set<Verb> ALL = EnumSet.allOf(Verb.class);
    static final Set<Verb> CONNECTED = EnumSet.complementOf(EnumSet.of(Verb.SANDBOX));

    private Forms() {}

    private static Form whole(int least, int most) {
      return new Form(
          "a whole number from %d to %d".formatted(least, most),
          text ->
              text.matches("\\d{1,9}")
                  && Integer.parseInt(text) >= least
                  && Integer.parseInt(text) <= most);
    }

    private static boolean isUrl(String text) {
      try {
        URI uri = URI.create(text);
        return List.of("http", "https").contains(String.valueOf(uri.getScheme()))
            && uri.getHost() != null;
      } catch (IllegalArgumentException notAUri) {
        return false;
      }
    }
  }

  private final String label;
  private final Form form;
  private final String help;
  private final Set<Verb> verbs;

  Option(String label, Form form, String help, Verb... verbs) {
    this(label, form, help, Set.of(verbs));
  }

  Option(String label, Form form, String help, Set<Verb> verbs) {
    this.label = label;
    this.form = form;
    this.help = help;
    this.verbs = Set.copyOf(verbs);
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
    return verbs.contains(verb);
  }

  /** Whether it says how to reach AWS. */
  boolean isConnection() {
    return this == REGION || this == PROFILE || this == ENDPOINT_URL;
  }
}
