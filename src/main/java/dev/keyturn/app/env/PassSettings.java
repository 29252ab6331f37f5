package dev.keyturn.app.env;

import dev.keyturn.model.Durations;
import dev.keyturn.model.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a pass goes through an account. No tag of a secret says anything of it.
 *
 * @param lookClosely how often each secret is looked at, whatever the account's lists say
 * @param passEvery how often passes come; empty where nobody has said
 * @param readsPerSecond how many reads IAM is asked for in a second, lastingly
 * @param writesPerSecond the same of writes
 * @param problems what is wrong with it, a sentence each
 */
public record PassSettings(
    Duration lookClosely,
    Optional<Duration> passEvery,
    int readsPerSecond,
    int writesPerSecond,
    List<String> problems) {
  public static final String LOOK_CLOSELY = "look-closely";
  public static final String PASS_EVERY = "pass-every";
  public static final String READS = "reads-per-second";
  public static final String WRITES = "writes-per-second";

  /** All of them, as options are named; variables have the same names in their own spelling. */
  public static final List<String> ALL = List.of(LOOK_CLOSELY, PASS_EVERY, READS, WRITES);

  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int USUAL_READS = 10;
  private static final int USUAL_WRITES = 5;
  private static final int MOST = 10_000;

  /** As EventBridge spells a schedule that comes at a rate. */
  private static final Pattern RATE = Pattern.compile("rate\\((\\d{1,5}) (minute|hour|day)s?\\)");

  public PassSettings {
    problems = List.copyOf(problems);
  }

  /** The variable of a setting, such as {@code KEYTURN_LOOK_CLOSELY}. */
  public static String variable(String name) {
    return Setting.VARIABLE_PREFIX + name.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** Whether a variable is one of these. */
  static boolean isOne(String variable) {
    return ALL.stream().map(PassSettings::variable).anyMatch(variable::equals);
  }

  /** What the environment says. */
  public static PassSettings read(Map<String, String> env) {
    return read(env, Map.of());
  }

  /**
   * What the environment says, and the command line before it.
   *
   * @param typed by the options' names
   */
  public static PassSettings read(Map<String, String> env, Map<String, String> typed) {
    Reading reading = new Reading(env, typed);
    return new PassSettings(
        reading.lookClosely(),
        reading.passEvery(),
        reading.number(READS, USUAL_READS),
        reading.number(WRITES, USUAL_WRITES),
        reading.problems);
  }

  private static final class Reading {
    private final Map<String, String> env;
    private final Map<String, String> typed;
    private final List<String> problems = new ArrayList<>();

    Reading(Map<String, String> env, Map<String, String> typed) {
      this.env = env;
      this.typed = typed;
    }

    private Optional<String> text(String name) {
      return Optional.ofNullable(typed.get(name))
          .or(() -> Optional.ofNullable(env.get(variable(name))))
          .map(String::strip)
          .filter(text -> !text.isEmpty());
    }

    private <T> Optional<T> bad(String name, String text, String form) {
      problems.add(
          "%s is \"%s\", but must be %s"
              .formatted(
                  typed.containsKey(name)
                      ? "command line: --" + name
                      : "environment: " + variable(name),
                  text.length() > 40 ? text.substring(0, 40) + "…" : text,
                  form));
      return Optional.empty();
    }

    Duration lookClosely() {
      return text(LOOK_CLOSELY)
          .flatMap(text ->
              Durations.parse(text)
                  .filter(it -> it.compareTo(SHORTEST) >= 0 && it.compareTo(LONGEST) <= 0)
                  .or(() -> bad(LOOK_CLOSELY, text, "a duration from 1h to 24h")))
          .orElse(LONGEST);
    }

    Optional<Duration> passEvery() {
      return text(PASS_EVERY).flatMap(this::passEvery);
    }

    /** A schedule by the calendar says nothing of how far its passes are apart. */
    private Optional<Duration> passEvery(String text) {
      if (text.startsWith("cron(") && text.endsWith(")")) {
        return Optional.empty();
      }
      Matcher rate = RATE.matcher(text);
      Optional<Duration> every =
          rate.matches()
              ? Durations.parse(rate.group(1) + rate.group(2).charAt(0))
              : Durations.parse(text);
      return every
          .filter(it -> !it.isZero() && it.compareTo(Duration.ofDays(366)) <= 0)
          .or(() ->
              bad(PASS_EVERY, text, "a duration such as 6h, or a rate such as rate(6 hours)"));
    }

    int number(String name, int usual) {
      return text(name)
          .flatMap(text ->
              Optional.of(text)
                  .filter(it -> it.matches("\\d{1,5}"))
                  .map(Integer::parseInt)
                  .filter(it -> it >= 1 && it <= MOST)
                  .or(() -> bad(name, text, "a whole number from 1 to " + MOST)))
          .orElse(usual);
    }
  }
}
