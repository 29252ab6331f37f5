package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The organization's modules against its templates: the same parameters, and the same alarms. */
class OrganizationModulesTest {
  private static final Path FOLDER = Path.of("deploy", "organization");
  private static final Pattern PARAMETER =
      Pattern.compile("(?m)^ {2}(\\w+):\n {4}Type: (?:String|Number)$");
  private static final Pattern VARIABLE = Pattern.compile("(?m)^variable \"(\\w+)\"");
  private static final Pattern DEFAULT =
      Pattern.compile("(?m)^ {2}(\\w+):\n(?: {4}(?!Default).*\n)* {4}Default: ([\\w.-]+)$");

  /** Of a pattern that takes any number of characters. */
  private static final Pattern LENGTH =
      Pattern.compile(
          "(?m)^ {2}(\\w+):\n(?: {4}.*\n)*? {4}MaxLength: (\\d+)\n {4}AllowedPattern: .*(?:[])][*]|,})\"$");

  private static final Pattern BY_ACCOUNT = Pattern.compile("MetricName=\\\\\"(\\w+)\\\\\"");
  private static final Pattern ALARM = Pattern.compile("AlarmName: !Sub \"\\$\\{Name}-([a-z-]+)\"");

  private static String read(String file) throws IOException {
    return Files.readString(FOLDER.resolve(file));
  }

  private static String variable(String parameter) {
    return parameter.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"hub", "member"})
  @DisplayName("A module has the parameters of its template, with the same defaults")
  void parameters(String name) throws IOException {
    String template = read(name + ".yaml");
    String variables = read("terraform/" + name + "/variables.tf");
    Set<String> named = new TreeSet<>();
    found(PARAMETER, template).forEach(parameter -> named.add(variable(parameter)));
    Set<String> has = found(VARIABLE, variables);
    has.remove("package");
    assertThat(has).isEqualTo(named);
    DEFAULT
        .matcher(template)
        .results()
        .filter(found -> !found.group(1).equals("Units"))
        .forEach(found ->
            assertThat(variables)
                .containsPattern(
                    "variable \"%s\" \\{\n[^}]*? default += \"?%s\"?\n"
                        .formatted(variable(found.group(1)), Pattern.quote(found.group(2)))));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"hub", "member"})
  @DisplayName("What a template bounds in length, as its pattern does not, its module bounds, too")
  void lengths(String name) throws IOException {
    String variables = read("terraform/" + name + "/variables.tf");
    List<MatchResult> bounded = LENGTH.matcher(read(name + ".yaml")).results().toList();
    assertThat(bounded).isNotEmpty();
    for (MatchResult found : bounded) {
      String variable = variable(found.group(1));
      assertThat(variables)
          .containsPattern(
              "condition .*length\\((join\\(\",\", )?var\\.%s\\)+ <= %s\n"
                  .formatted(variable, found.group(2)));
    }
  }

  @Test
  @DisplayName("The module has the template's alarms, and the page says of each what to do")
  void alarms() throws IOException {
    Set<String> alarms = found(ALARM, read("hub.yaml"));
    assertThat(alarms).hasSize(11);
    String module = read("terraform/hub/alarms.tf");
    String page = read("README.md");
    String dashboard = read("dashboard.json");
    for (String alarm : alarms) {
      assertThat(module)
          .containsPattern("(?m)^ {4}%s = \\{$|alarm_name +=.*-%s\"$".formatted(alarm, alarm));
      assertThat(page).contains("`" + alarm + "`");
      assertThat(dashboard).contains(":alarm:${name}-" + alarm + "\"");
    }
  }

  @Test
  @DisplayName("Template and module have the same dashboard, of metrics that workers write")
  void dashboard() throws IOException {
    String dashboard = read("dashboard.json");
    String body =
        dashboard
            .replace("${name}", "${Name}")
            .replace("${partition}", "${AWS::Partition}")
            .replace("${region}", "${AWS::Region}")
            .replace("${account}", "${AWS::AccountId}");
    assertThat(read("hub.yaml")).contains("DashboardBody: !Sub |\n" + body.indent(8));
    assertThat(read("terraform/hub/dashboard.tf")).contains("/../../dashboard.json");
    assertThat(found(BY_ACCOUNT, dashboard))
        .containsExactlyInAnyOrder(
            "Failed", "Halted", "KeyDaysOverMaxAge", "Promoted", "Secrets", "Throttles");
  }
}
