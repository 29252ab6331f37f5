package dev.keyturn.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The commands, with what their help says. */
enum Verb {
  STATUS(
      "Show how each secret stands, a line each, the worst first.",
      "",
      "keyturn status",
      "keyturn status --output json | jq -r '.secrets[] | select(.standing != \"fine\") | .secret'"),
  PLAN(
      "Show each secret's keys, what comes next, why and when.",
      "",
      "keyturn plan prod/web/iam",
      "keyturn plan --max-age 30d     what would be due under another policy"),
  ADOPT(
      "Bind an IAM user and a secret, so that the user's key may be rotated.",
      "Needs an administrator: it tags the user with the secret that may hold its key, and"
          + "\n"
          + "pins the user's ID in the secret's tags. Settings that are given become tags of the"
          + "\n"
          + "secret. The key comes from the secret itself, from a profile, or is created.",
      "keyturn adopt web --secret prod/web/iam",
      "keyturn adopt web --secret prod/web/iam --new-key --max-age 60d",
      "keyturn adopt web --secret prod/web/iam --from-profile web --dry-run"),
  ROTATE(
      "Rotate now, due or not: a new key, stored, proved, made AWSCURRENT.",
      "The previous key stays Active through the overlap; keyturn run retires it later."
          + "\n"
          + "Waits for another run that is working on the same secret.",
      "keyturn rotate prod/web/iam",
      "keyturn rotate prod/web/iam --dry-run"),
  RUN(
      "Do everything that is due: rotate, retire, repair. For cron.",
      "For the secrets named; else those in the environment variable secrets (separated by"
          + "\n"
          + "semicolons, each secret or ARN=user, the user after the last equals sign); else"
          + "\n"
          + "all that were adopted. One that fails never stops the others.",
      "keyturn run",
      "secrets='prod/web/iam;prod/mail/iam' keyturn run",
      "keyturn run --dry-run"),
  ROLLBACK(
      "Make the previous key AWSCURRENT again, once it is proved to work.",
      "A key that a person deactivated stays off unless --reactivate names it: it may have"
          + "\n"
          + "leaked.",
      "keyturn rollback prod/web/iam",
      "keyturn rollback prod/web/iam --reactivate AKIAIOSFODNN7EXAMPLE"),
  SANDBOX(
      "Serve a simulated AWS, to try everything without an account.",
      "IAM, STS and Secrets Manager, for Keyturn, the AWS CLI and any SDK. Nothing is kept:"
          + "\n"
          + "Ctrl-C ends it, and everything in it.",
      "keyturn sandbox",
      "keyturn sandbox --users 20 --speed 3600     an hour passes each second"),
  DEMO(
      "Watch months of rotations in seconds, on a simulated AWS.",
      "Users, applications that really sign calls with the keys they hold, rotations,"
          + "\n"
          + "retirements, a crash. --algorithm shows what goes wrong with the ways in use today.",
      "keyturn demo",
      "keyturn demo --algorithm old-lambda",
      "keyturn demo --days 365 --seed 7");

  private final String summary;
  private final String more;
  private final String examples;

  Verb(String summary, String more, String... examples) {
    this.summary = summary;
    this.more = more;
    this.examples = String.join("\n", examples);
  }

  /** As it is typed. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String summary() {
    return summary;
  }

  List<String> more() {
    return more.lines().toList();
  }

  List<String> examples() {
    return examples.lines().toList();
  }

  /** Whether it takes names of secrets, and any number of them, none included. */
  boolean takesAnySecrets() {
    return this == STATUS || this == PLAN || this == RUN;
  }

  /** Whether it changes AWS. */
  boolean writes() {
    return this == ADOPT || this == ROTATE || this == RUN || this == ROLLBACK;
  }

  /** Whether it takes place on a simulated AWS, and needs no connection. */
  boolean isSimulated() {
    return this == SANDBOX || this == DEMO;
  }

  static Optional<Verb> of(String word) {
    return Arrays.stream(values()).filter(verb -> verb.word().equals(word)).findFirst();
  }
}
