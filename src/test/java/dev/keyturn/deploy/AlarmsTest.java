package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.ParsedJson;
import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.app.lambda.SimulatedFunction;
import dev.keyturn.model.UserName;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the alarms and the dashboard look at, against what a run of the function writes. */
class AlarmsTest {
  private static final String OURS = "Keyturn";

  /** What AWS itself measures of a function and of a queue. */
  private static final Set<Metric> OF_AWS =
      Set.of(
          new Metric("AWS/Lambda", "Invocations", Set.of("FunctionName")),
          new Metric("AWS/Lambda", "Errors", Set.of("FunctionName")),
          new Metric("AWS/Lambda", "Throttles", Set.of("FunctionName")),
          new Metric("AWS/SQS", "ApproximateNumberOfMessagesVisible", Set.of("QueueName")));

  /** A metric, as CloudWatch tells them apart. */
  private record Metric(String namespace, String name, Set<String> dimensions) {}

  @Test
  @DisplayName("Each alarm looks at a metric that a scheduled run writes, or that AWS has")
  void alarms() {
    Set<Metric> written = written();
    assertThat(Template.alarms()).hasSizeGreaterThan(8);
    for (Template.Alarm alarm : Template.alarms().values()) {
      Metric metric =
          new Metric(alarm.of("Namespace"), alarm.of("MetricName"), Set.of(alarm.dimension()));
      assertThat(there(written)).as(alarm.name()).contains(metric);
    }
  }

  @Test
  @DisplayName("Each widget shows metrics that a scheduled run writes, or that AWS has")
  void widgets() {
    Set<Metric> written = written();
    assertThat(there(written)).containsAll(shown());
  }

  @Test
  @DisplayName("No metric is written that nobody looks at")
  void lookedAt() {
    Set<Metric> looked = new HashSet<>(shown());
    for (Template.Alarm alarm : Template.alarms().values()) {
      looked.add(
          new Metric(alarm.of("Namespace"), alarm.of("MetricName"), Set.of(alarm.dimension())));
    }
    assertThat(looked).containsAll(written());
  }

  private static Set<Metric> there(Set<Metric> written) {
    Set<Metric> all = new HashSet<>(OF_AWS);
    all.addAll(written);
    return all;
  }

  /** The dashboard's: each is namespace, name, then names and values of dimensions. */
  private static Set<Metric> shown() {
    Set<Metric> shown = new HashSet<>();
    for (Object widget : Template.widgets("keyturn", "123456789012", "us-east-1")) {
      if (!ParsedJson.at(widget, "type").equals("metric")) {
        continue;
      }
      for (Object line : (List<?>) ParsedJson.at(widget, "properties", "metrics")) {
        List<?> words = ((List<?>) line).stream().filter(String.class::isInstance).toList();
        Set<String> dimensions = new HashSet<>();
        for (int at = 2; at < words.size(); at += 2) {
          dimensions.add((String) words.get(at));
          assertThat(words.get(at + 1)).as("dimension of %s", words).isEqualTo("keyturn");
        }
        shown.add(new Metric((String) words.get(0), (String) words.get(1), dimensions));
      }
    }
    assertThat(shown).hasSizeGreaterThan(5);
    return shown;
  }

  /** What the log lines of a scheduled run declare to be metrics. */
  private static Set<Metric> written() {
    Set<Metric> written = new HashSet<>();
    try (SimulatedFunction function = new SimulatedFunction(world())) {
      function.schedule();
      for (String line : said(function)) {
        Object parsed = ParsedJson.parse(line);
        if (parsed instanceof Map<?, ?> object && object.containsKey("_aws")) {
          written.addAll(declared(parsed));
        }
      }
    }
    assertThat(written).isNotEmpty();
    return written;
  }

  private static List<String> said(SimulatedFunction function) {
    return function.said().stream().filter(line -> line.startsWith("{")).toList();
  }

  private static List<Metric> declared(Object line) {
    List<Metric> declared = new ArrayList<>();
    for (Object directive : (List<?>) ParsedJson.at(line, "_aws", "CloudWatchMetrics")) {
      assertThat(ParsedJson.at(directive, "Namespace")).isEqualTo(OURS);
      for (Object dimensions : (List<?>) ParsedJson.at(directive, "Dimensions")) {
        Set<String> names = new HashSet<>();
        for (Object name : (List<?>) dimensions) {
          names.add((String) name);
          assertThat((String) ParsedJson.at(line, name))
              .as("value of dimension %s", name)
              .isNotEmpty();
        }
        for (Object metric : (List<?>) ParsedJson.at(directive, "Metrics")) {
          String name = (String) ParsedJson.at(metric, "Name");
          assertThat(ParsedJson.at(line, name)).as(name).isInstanceOf(Number.class);
          declared.add(new Metric(OURS, name, names));
        }
      }
    }
    return declared;
  }

  /** One adopted secret, with a key that is not due yet. */
  private static World world() {
    World world =
        WorldBuilder.seeded(12)
            .user("alice", user -> user.key(Duration.ofDays(20)))
            .secret("app/alice", secret -> secret.keyOf("alice"))
            .build();
    try (SimulatedAws aws = new SimulatedAws(world)) {
      Adoption.Request request =
          new Adoption.Request(
              new UserName("alice"), "app/alice", new Adoption.Source.InSecret(), false, Map.of());
      assertThat(Adoption.adopt(aws.ports(event -> {}), List.of(), request, false))
          .isInstanceOf(Adoption.Result.Adopted.class);
    }
    return world;
  }
}
