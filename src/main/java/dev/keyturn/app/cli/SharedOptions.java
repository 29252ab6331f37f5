package dev.keyturn.app.cli;

import java.util.List;

/** The options that several commands take, each declared once. */
final class SharedOptions {
  static final Option DRY_RUN =
      Option.withoutValue("dry-run", "Change nothing, and say what would be done.");

  static final Option FROM =
      Option.withValue(
          "from",
          "FILE",
          OptionFormat.Shape.TEXT,
          "Those in a CSV file: users and secrets to adopt (migrating.md), keys to retire (audit.md).");

  static final Option CONCURRENCY =
      Option.withValue(
          "concurrency",
          "N",
          new OptionFormat.WholeNumber(1, 32),
          "How many secrets to work on at once, 1 to 32 (default: 32).");

  static final Option DETAILED_EXIT_CODE =
      Option.withoutValue("detailed-exit-code", "Exit with 10 where nothing was due.");

  static final Option HTML =
      Option.withValue(
          "html",
          "FILE",
          OptionFormat.Shape.TEXT,
          "Write a page for people there: one file, which needs no network and prints.");

  static final Option TAG_LIMITS =
      Option.withValue(
          "tag-limits",
          "LIMITS",
          OptionFormat.Shape.TEXT,
          "How far tags of a secret may go, such as max-age=..180d,quiet=2h.. (see settings.md).");

  static final Option SEED =
      Option.withValue(
          "seed",
          "N",
          new OptionFormat.WholeNumber(0, 999_999_999),
          "The same world each time; another number, another one (demo: 1; sandbox: drawn anew).");

  static final Option OUTPUT =
      Option.withValue(
              "output",
              "text|json",
              OptionFormat.OneOf.of("text", "json"),
              "What to print on standard output (default: text).")
          .orLetter("o");

  static final Option DEBUG = Option.withoutValue("debug", "Show stack traces of internal errors.");

  /** Those of every command that does something, be it on AWS or on a simulated one. */
  static final List<Option> OF_EVERY_RUN = List.of(OUTPUT, DEBUG);

  private static final int USUAL_CONCURRENCY = 32;

  private SharedOptions() {}

  /** On how many secrets to work at once. */
  static int concurrency(Arguments arguments) {
    return arguments.number(CONCURRENCY, USUAL_CONCURRENCY);
  }
}
