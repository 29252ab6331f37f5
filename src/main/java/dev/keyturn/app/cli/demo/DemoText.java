package dev.keyturn.app.cli.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.keyturn.app.cli.demo.TimelineEntry.Mood;
import dev.keyturn.report.Style;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.writeStartObject();
      json.writeStringField("format", "keyturn-demo/1");
      json.writeStringField("algorithm", algorithm.name());
      json.writeNumberField("days", days);
      json.writeNumberField("seed", seed);
      score(json, score);
      json.writeArrayFieldStart("timeline");
      for (TimelineEntry happening : happenings) {
        json.writeStartObject();
        json.writeStringField("at", happening.at().toString());
        json.writeStringField("mood", happening.mood().name().toLowerCase(Locale.ROOT));
        json.writeStringField("subject", happening.subject());
        json.writeStringField("what", happening.what());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void score(JsonGenerator json, Scoreboard score) throws IOException {
    json.writeObjectFieldStart("score");
    json.writeNumberField("consumerCalls", score.consumerCalls());
    json.writeNumberField("failedCalls", score.failedCalls());
    json.writeNumberField("created", score.created());
    json.writeNumberField("madeCurrent", score.promoted());
    json.writeNumberField("deactivated", score.deactivated());
    json.writeNumberField("deleted", score.deleted());
    json.writeNumberField("orphansRepaired", score.orphans());
    json.writeArrayFieldStart("lockedOut");
    for (String user : score.lockedOut()) {
      json.writeString(user);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("callsPerRotation");
    for (int calls : score.callsPerRotation()) {
      json.writeNumber(calls);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
