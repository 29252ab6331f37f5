package dev.keyturn.app.cli;

import dev.keyturn.app.env.PassSettings;
import dev.keyturn.app.env.SettingVariables;
import dev.keyturn.aws.ProxySettings;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is wrong with the environment, besides the policy and the secrets that it names. A journal
 * stops nothing, so that what is wrong with its settings is a warning ({@link CommandRecord}).
 */
final class EnvironmentProblems {
  /** Read by the launcher, not by us. */
  private static final List<String> LAUNCHER = List.of("KEYTURN_CACHE", "KEYTURN_JAVA_OPTS");

  private EnvironmentProblems() {}

  /** A sentence each. */
  static List<String> of(Map<String, String> env) {
    return Stream.of(
            SettingVariables.problems(env, LAUNCHER).stream(),
            PassSettings.read(env).problems().stream(),
            endpoints(env),
            ProxySettings.problems(env).stream())
        .flatMap(it -> it)
        .toList();
  }

  /** What the SDK would say only at the first call, and not by name. */
  private static Stream<String> endpoints(Map<String, String> env) {
    OptionFormat url = OptionFormat.Shape.URL;
    return env.entrySet().stream()
        .filter(variable -> variable.getKey().startsWith("AWS_ENDPOINT_URL"))
        .filter(variable -> !variable.getValue().isEmpty() && !url.fits(variable.getValue()))
        .map(variable ->
            "environment: %s is %s, but must be %s"
                .formatted(variable.getKey(), url.quoted(variable.getValue()), url.words()))
        .sorted();
  }
}
