package dev.keyturn.app.cli.demo;

import dev.keyturn.app.cli.demo.TimelineEntry.Mood;
import dev.keyturn.json.JsonText;
import dev.keyturn.report.Style;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a simulation is shown: its timeline, and the table at its end. */
public final class DemoText {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Style style;
  private final Algorithm algorithm;
  private final int days;

  /** Shows a simulation of so many days. */
  public DemoText(Style style, Algorithm algorithm, int days) {
    this.style = style;
    this.algorithm = algorithm;
    this.days = days;
  }

  /** What is about to be seen. */
  public List<String> beginning(List<String> users) {
    return List.of(
        style.bold(
            "%d days on a simulated AWS: %d users, their applications, rotated by %s."
                .formatted(days, users.size(), algorithm.name())),
        style.dim(
            "Applications sign real calls with the key that they hold. Once the rotator is killed, and once storing fails."),
        "");
  }

  /** One line of the timeline. */
  public String line(TimelineEntry happening) {
    String when = "day %3d %s".formatted(day(happening.at()), CLOCK.format(happening.at()));
    String what =
        "%s %-9s %s".formatted(sign(happening.mood()), happening.subject(), happening.what());
    return style.dim(when) + "  " + paint(happening.mood(), what);
  }

  private static long day(Instant at) {
    return Duration.between(Simulation.START, at).toDays();
  }

  private static String sign(Mood mood) {
    return switch (mood) {
      case GOOD -> "·";
      case TROUBLE -> "!";
      case BAD -> "✗";
    };
  }

  private String paint(Mood mood, String text) {
    return switch (mood) {
      case GOOD -> text;
      case TROUBLE -> style.yellow(text);
      case BAD -> style.red(text);
    };
  }

  /** The table at the end. */
  public List<String> outcome(Scoreboard score) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    row(lines, "consumer calls", "%,d".formatted(score.consumerCalls()));
    String failed = "%,d".formatted(score.failedCalls());
    row(lines, "failed calls", score.failedCalls() == 0 ? style.green(failed) : style.red(failed));
    row(lines, "keys created", "" + score.created());
    row(lines, "made current", "" + score.promoted());
    row(lines, "deactivated", "" + score.deactivated());
    row(lines, "deleted", "" + score.deleted());
    row(lines, "orphans repaired", "" + score.orphans());
    row(lines, "users locked out", lockedOut(score));
    row(lines, "AWS calls per rotation", callsPerRotation(score));
    return lines;
  }

  private String lockedOut(Scoreboard score) {
    return score.lockedOut().isEmpty()
        ? style.green("none")
        : style.red(String.join(", ", score.lockedOut()));
  }

  private static String callsPerRotation(Scoreboard score) {
    List<Integer> calls = score.callsPerRotation().stream().sorted().toList();
    return calls.isEmpty()
        ? "no rotation was completed"
        : "%d (median; proofs of the new key not counted)".formatted(calls.get(calls.size() / 2));
  }

  private static void row(List<String> lines, String name, String value) {
    lines.add("  %-24s%s".formatted(name, value));
  }

  /** The whole simulation as JSON. */
  public String json(Scoreboard score, int seed, List<TimelineEntry> happenings) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", "keyturn-demo/1");
    json.put("algorithm", algorithm.name());
    json.put("days", days);
    json.put("seed", seed);
    json.put("score", json(score));
    json.put("timeline", happenings.stream().map(DemoText::json).toList());
    return JsonText.indented(json);
  }

  private static Map<String, Object> json(Scoreboard score) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("consumerCalls", score.consumerCalls());
    json.put("failedCalls", score.failedCalls());
    json.put("created", score.created());
    json.put("madeCurrent", score.promoted());
    json.put("deactivated", score.deactivated());
    json.put("deleted", score.deleted());
    json.put("orphansRepaired", score.orphans());
    json.put("lockedOut", score.lockedOut());
    json.put("callsPerRotation", score.callsPerRotation());
    return json;
  }

  private static Map<String, Object> json(TimelineEntry happening) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("at", happening.at());
    json.put("mood", happening.mood().name().toLowerCase(Locale.ROOT));
    json.put("subject", happening.subject());
    json.put("what", happening.what());
    return json;
  }
}
