package dev.keyturn.app.lambda;

import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.port.CallCount;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The metrics of one invocation, in CloudWatch's embedded metric format: lines of JSON in the log,
 * which need no call and no permission. Safe for use by several threads.
 */
final class Metrics {
  private static final String NAMESPACE = "Keyturn";
  private static final String COUNT = "Count";

  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Map<String, Long> failures = new TreeMap<>();
  private Optional<Double> oldestDays = Optional.empty();

  Metrics() {
    // All of them at each invocation: an alarm then sees zero instead of nothing.
    for (String name :
        List.of(
            "RotationsStarted",
            "Promoted",
            "Failed",
            "Retired",
            "OrphansRepaired",
            "Halted",
            "BindingRefused",
            "AwsCalls",
            "Throttles")) {
      counts.put(name, 0L);
    }
  }

  /** Counts the work on one secret. */
  synchronized void add(Told told, CallCount calls, boolean isStep, Instant now) {
    told.taken().forEach(this::add);
    switch (told.outcome()) {
      case DONE -> {}
      case WAITS, LEFT -> {
        if (isStep) {
          failed(told.reason());
        }
      }
      case FAILED -> failed(told.reason());
      case HALTED -> add("Halted", 1);
      case REFUSED_BINDING -> {
        add("Halted", 1);
        add("BindingRefused", 1);
      }
    }
    add("AwsCalls", calls.calls());
    add("Throttles", calls.throttles());
    told.currentKeyCreated()
        .map(created -> Duration.between(created, now).toHours() / 24.0)
        .filter(days -> oldestDays.isEmpty() || days > oldestDays.get())
        .ifPresent(days -> oldestDays = Optional.of(days));
  }

  /** Counts an event that was refused as it came. */
  synchronized void refused() {
    failed("refused");
  }

  private void add(Step step) {
    switch (step) {
      case Step.CreateKey created -> add("RotationsStarted", 1);
      case Step.Promote promoted -> {
        if (promoted.because().reason() == Reason.PROMOTE_PENDING) {
          add("Promoted", 1);
        }
      }
      case Step.Deactivate off -> add("Retired", 1);
      case Step.DeleteKey deleted -> {
        Reason reason = deleted.because().reason();
        if (reason == Reason.ORPHAN || reason == Reason.SUPERSEDED_PENDING) {
          add("OrphansRepaired", 1);
        }
      }
      default -> {}
    }
  }

  private void failed(String reason) {
    add("Failed", 1);
    failures.merge(reason, 1L, Long::sum);
  }

  private void add(String name, long more) {
    counts.merge(name, more, Long::sum);
  }

  /** Writes them down, at the end of the invocation. */
  synchronized void write(Consumer<String> lines, Instant now, Duration took) {
    Map<String, Object> values = new LinkedHashMap<>(counts);
    Map<String, String> units = new LinkedHashMap<>();
    counts.keySet().forEach(name -> units.put(name, COUNT));
    values.put("Duration", took.toMillis());
    units.put("Duration", "Milliseconds");
    oldestDays.ifPresent(days -> {
      values.put("OldestKeyAgeDays", days);
      units.put("OldestKeyAgeDays", "None");
    });
    lines.accept(line(now, List.of(), units, values));
    failures.forEach((reason, times) ->
        lines.accept(
            line(
                now,
                List.of("Reason"),
                Map.of("Failed", COUNT),
                Map.of("Reason", reason, "Failed", times))));
  }

  private static String line(
      Instant now, List<String> dimensions, Map<String, String> units, Map<String, Object> values) {
    List<Map<String, String>> metrics =
        units.entrySet().stream()
            .map(unit -> Map.of("Name", unit.getKey(), "Unit", unit.getValue()))
            .toList();
    Map<String, Object> directive = new LinkedHashMap<>();
    directive.put("Namespace", NAMESPACE);
    directive.put("Dimensions", List.of(dimensions));
    directive.put("Metrics", metrics);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(
        "_aws", Map.of("Timestamp", now.toEpochMilli(), "CloudWatchMetrics", List.of(directive)));
    line.putAll(values);
    return Json.of(line);
  }
}
