package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Alarms that were read back, against the template's. */
final class Alarms {
  private Alarms() {}

  /**
   * Whether they are the template's, with its defaults.
   *
   * @param name the deployment's
   */
  static void areOfTheTemplate(Map<?, ?> alarms, String name) {
    TreeSet<String> names = new TreeSet<>();
    Template.alarms().keySet().forEach(alarm -> names.add(name + "-" + alarm));
    assertThat(new TreeSet<>(alarms.keySet())).isEqualTo(names);
    for (Template.Alarm wanted : Template.alarms().values()) {
      Object alarm = Json.at(alarms, name + "-" + wanted.name());
      for (String property :
          new String[] {
            "Namespace",
            "MetricName",
            "Statistic",
            "Period",
            "EvaluationPeriods",
            "Threshold",
            "ComparisonOperator",
            "TreatMissingData"
          }) {
        String written = wanted.of(property);
        Object found = Json.at(alarm, property);
        if (written.startsWith("!")) {
          assertThat(found).as("%s of %s", property, wanted.name()).isInstanceOf(Number.class);
        } else {
          String text =
              found instanceof Number number ? Long.toString(number.longValue()) : found.toString();
          assertThat(text).as("%s of %s", property, wanted.name()).isEqualTo(written);
        }
      }
      assertThat(Json.at(alarm, "Dimensions"))
          .as("dimensions of %s", wanted.name())
          .isEqualTo(
              List.of(
                  Map.of(
                      "Name",
                      wanted.dimension(),
                      "Value",
                      wanted.dimension().equals("QueueName") ? name + "-dead-letters" : name)));
    }
  }
}
