package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.ParsedJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Alarms that were read back, against the template's. */
final class Alarms {
  private static final List<String> PROPERTIES =
      List.of(
          "Namespace",
          "MetricName",
          "Statistic",
          "Period",
          "EvaluationPeriods",
          "Threshold",
          "ComparisonOperator",
          "TreatMissingData");

  private Alarms() {}

  /** How an alarm with metric math was made. */
  enum Form {
    /** As the template has it. */
    MATH,
    /** Of the bare metric, as the copy for ministack has it. */
    PLAIN
  }

  /**
   * Whether they are the template's, with its defaults.
   *
   * @param name the deployment's
   */
  static void areOfTheTemplate(Map<?, ?> alarms, String name, Form form) {
    TreeSet<String> names = new TreeSet<>();
    Template.alarms().keySet().forEach(alarm -> names.add(name + "-" + alarm));
    assertThat(new TreeSet<>(alarms.keySet())).isEqualTo(names);
    for (Template.Alarm wanted : Template.alarms().values()) {
      Object alarm = ParsedJson.at(alarms, name + "-" + wanted.name());
      if (wanted.expression().isPresent() && form == Form.MATH) {
        alarm = withItsMetric(alarm, wanted);
      }
      is(alarm, wanted, name);
    }
  }

  /**
   * Whether they tell a topic of what they should.
   *
   * @param name the deployment's
   */
  static void tell(Map<?, ?> alarms, String name, String topic) {
    for (Template.Alarm wanted : Template.alarms().values()) {
      Object alarm = ParsedJson.at(alarms, name + "-" + wanted.name());
      assertThat(ParsedJson.at(alarm, "AlarmActions")).as(wanted.name()).isEqualTo(List.of(topic));
      assertThat(ParsedJson.at(alarm, "OKActions"))
          .as(wanted.name())
          .isEqualTo(wanted.properties().containsKey("OKActions") ? List.of(topic) : List.of());
    }
  }

  private static void is(Object alarm, Template.Alarm wanted, String name) {
    for (String property : PROPERTIES) {
      String written = wanted.of(property);
      Object found = ParsedJson.at(alarm, property);
      if (written.startsWith("!")) {
        assertThat(found).as("%s of %s", property, wanted.name()).isInstanceOf(Number.class);
      } else {
        String text =
            found instanceof Number number ? Long.toString(number.longValue()) : found.toString();
        assertThat(text).as("%s of %s", property, wanted.name()).isEqualTo(written);
      }
    }
    assertThat(ParsedJson.at(alarm, "Dimensions"))
        .as("dimensions of %s", wanted.name())
        .isEqualTo(
            List.of(
                Map.of(
                    "Name",
                    wanted.dimension(),
                    "Value",
                    wanted.dimension().equals("QueueName") ? name + "-dead-letters" : name)));
  }

  /** The alarm with what it says of its one metric at the place where others have it. */
  private static Map<String, Object> withItsMetric(Object alarm, Template.Alarm wanted) {
    Map<String, Object> flat = new LinkedHashMap<>();
    ((Map<?, ?>) alarm).forEach((property, value) -> flat.put((String) property, value));
    List<?> queries = (List<?>) ParsedJson.at(alarm, "Metrics");
    assertThat(queries).as(wanted.name()).hasSize(2);
    for (Object query : queries) {
      if (((Map<?, ?>) query).get("MetricStat") instanceof Map<?, ?> stat) {
        assertThat(ParsedJson.at(query, "ReturnData")).isEqualTo(false);
        assertThat(wanted.expression().orElseThrow()).contains("(" + ParsedJson.at(query, "Id"));
        ((Map<?, ?>) ParsedJson.at(stat, "Metric"))
            .forEach((property, value) -> flat.put((String) property, value));
        flat.put("Statistic", ParsedJson.at(stat, "Stat"));
        flat.put("Period", ParsedJson.at(stat, "Period"));
      } else {
        assertThat(ParsedJson.at(query, "ReturnData")).isEqualTo(true);
        assertThat(ParsedJson.at(query, "Expression")).isEqualTo(wanted.expression().orElseThrow());
      }
    }
    return flat;
  }
}
