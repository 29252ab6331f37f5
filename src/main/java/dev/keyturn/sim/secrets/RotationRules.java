package dev.keyturn.sim.secrets;

import dev.keyturn.sim.wire.Json;
import dev.keyturn.sim.wire.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a secret is rotated: after a number of days, or by an expression, not both.
 *
 * @param days 1 to 1000, or 0 where there is an expression or nothing
 * @param expression {@code rate(…)} or {@code cron(…)}, or null
 * @param duration the window, such as {@code 3h}, or null
 */
public record RotationRules(int days, @Nullable String expression, @Nullable String duration) {
  private static final Duration SHORTEST = Duration.ofHours(4);

  static RotationRules of(JsonFields in) {
    int days = in.number("AutomaticallyAfterDays", 1, 1000, 0);
    String expression = in.get("ScheduleExpression");
    String duration = in.get("Duration");
    if (days > 0 && expression != null) {
      throw SecretErrors.parameter(
          "You can't specify both AutomaticallyAfterDays and ScheduleExpression in RotationRules.");
    }
    if (expression != null && !isCron(expression)) {
      Duration rate = rate(expression).orElseThrow(() -> invalid(expression));
      if (rate.compareTo(SHORTEST) < 0) {
        throw invalid(expression);
      }
    }
    return new RotationRules(days, expression, duration);
  }

  /** The next date after {@code from}. The simulator does not work out cron expressions. */
  Optional<Instant> after(Instant from) {
    if (days > 0) {
      return Optional.of(from.plus(Duration.ofDays(days)));
    }
    return expression == null ? Optional.empty() : rate(expression).map(from::plus);
  }

  Json json() {
    Json out = new Json();
    if (days > 0) {
      out.number("AutomaticallyAfterDays", days);
    }
    return out.text("Duration", duration).text("ScheduleExpression", expression);
  }

  /** Minutes must be 0, the year {@code *}, and one of the two days a question mark. */
  private static boolean isCron(String expression) {
    if (!expression.startsWith("cron(") || !expression.endsWith(")")) {
      return false;
    }
    String[] fields = expression.substring(5, expression.length() - 1).split(" ", -1);
    return fields.length == 6
        && fields[0].equals("0")
        && fields[5].equals("*")
        && (fields[2].equals("?") != fields[4].equals("?"));
  }

  private static Optional<Duration> rate(String expression) {
    if (!expression.startsWith("rate(") || !expression.endsWith(")")) {
      return Optional.empty();
    }
    String[] words = expression.substring(5, expression.length() - 1).split(" ", -1);
    if (words.length != 2 || words[0].length() > 5 || !isNumber(words[0])) {
      return Optional.empty();
    }
    long count = Long.parseLong(words[0]);
    return switch (words[1]) {
      case "hour", "hours" -> Optional.of(Duration.ofHours(count));
      case "day", "days" -> Optional.of(Duration.ofDays(count));
      default -> Optional.empty();
    };
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static RuntimeException invalid(String expression) {
    return SecretErrors.parameter("Invalid ScheduleExpression: " + expression);
  }
}
