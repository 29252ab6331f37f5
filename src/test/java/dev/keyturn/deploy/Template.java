package dev.keyturn.deploy;

import dev.keyturn.app.cli.ParsedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code deploy/cloudformation.yaml} says, as far as other things are held to it. */
final class Template {
  static final Path FILE = Path.of("deploy", "cloudformation.yaml");

  private static final Pattern ALARM =
      Pattern.compile(
          " {2}\\w+:\n {4}Type: AWS::CloudWatch::Alarm\n {4}Properties:\n((?: {6}.*\n)+)");
  private static final Pattern PROPERTY = Pattern.compile(" {6,}(?:- )?(\\w+): (.+)");
  private static final Pattern NAME = Pattern.compile("!Sub \"\\$\\{Name}-([a-z-]+)\"");
  private static final Pattern DIMENSION = Pattern.compile("\\[\\{ Name: (\\w+), Value: .* }]");
  private static final Pattern DASHBOARD =
      Pattern.compile("DashboardBody: !Sub\n {8}- \\|\n((?: {10}.*\n)+)");
  private static final Pattern PARAMETER =
      Pattern.compile("(?m)^ {2}(\\w+):\n {4}Type: (?:String|Number)\n((?: {4,6}.*\n)+)");

  private static final Pattern REFERENCE = Pattern.compile("!Ref (\\w+)|\\$\\{(\\w+)}");

  private Template() {}

  /**
   * An alarm.
   *
   * @param dimension the name of the one dimension of its metric
   * @param properties all of them, as they are written
   */
  record Alarm(String name, String dimension, Map<String, String> properties) {
    String of(String property) {
      String value =
          properties.get(
              property.equals("Statistic") && expression().isPresent() ? "Stat" : property);
      if (value == null) {
        throw new AssertionError("alarm %s has no %s".formatted(name, property));
      }
      return value;
    }

    /** What is made of the metric before it is compared. */
    Optional<String> expression() {
      return Optional.ofNullable(properties.get("Expression"));
    }
  }

  /** All alarms, by the ends of their names. */
  static Map<String, Alarm> alarms() {
    Map<String, Alarm> alarms = new LinkedHashMap<>();
    Matcher found = ALARM.matcher(text());
    while (found.find()) {
      Map<String, String> properties = properties(found.group(1));
      String name = group(NAME, properties.getOrDefault("AlarmName", ""));
      String dimension = group(DIMENSION, properties.getOrDefault("Dimensions", ""));
      alarms.put(name, new Alarm(name, dimension, properties));
    }
    return alarms;
  }

  /** The dashboard's widgets, for a deployment of that name. */
  static List<?> widgets(String name, String account, String region) {
    String body =
        group(DASHBOARD, text())
            .replace(
                "${Alarm}", "arn:aws:cloudwatch:%s:%s:alarm:%s".formatted(region, account, name))
            .replace("${Name}", name)
            .replace("${AWS::AccountId}", account)
            .replace("${AWS::Region}", region)
            .replace("${AWS::Partition}", "aws");
    return (List<?>) ParsedJson.at(ParsedJson.parse(body), "widgets");
  }

  /** The pattern that the values of a parameter have to match as a whole. */
  static Pattern allowed(String parameter) {
    Matcher found = PARAMETER.matcher(text());
    while (found.find()) {
      if (found.group(1).equals(parameter)) {
        return Pattern.compile(
            group(Pattern.compile("AllowedPattern: \"(.*)\""), found.group(2))
                .replace("\\\\", "\\"));
      }
    }
    throw new AssertionError("no parameter " + parameter);
  }

  /** What stands in the block of a resource or a parameter. */
  static String block(String name) {
    return group(Pattern.compile("(?m)^ {2}" + name + ":\n((?: {4}.*\n)+)"), text());
  }

  /** The parameters that a resource is made of, by what is written in its block. */
  static Set<String> parametersOf(String resource) {
    String block = block(resource);
    Set<String> parameters = new TreeSet<>();
    Matcher found = REFERENCE.matcher(block);
    while (found.find()) {
      parameters.add(found.group(1) == null ? found.group(2) : found.group(1));
    }
    Set<String> known = new TreeSet<>();
    for (Matcher declared = PARAMETER.matcher(text()); declared.find(); ) {
      known.add(declared.group(1));
    }
    parameters.retainAll(known);
    return parameters;
  }

  static String text() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> properties(String block) {
    Map<String, String> properties = new LinkedHashMap<>();
    Matcher found = PROPERTY.matcher(block);
    while (found.find()) {
      properties.put(found.group(1), found.group(2));
    }
    return properties;
  }

  private static String group(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new AssertionError("no " + pattern + " in " + text);
    }
    return found.group(1);
  }
}
