package dev.keyturn.app.lambda;

import dev.keyturn.app.env.Secrets;
import dev.keyturn.app.env.Variables;
import dev.keyturn.model.PolicyReader;
import dev.keyturn.model.PolicySource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the environment says.
 *
 * @param secrets the variable {@code secrets}, as the old rotation functions have it
 * @param settings where the policy comes from, the weakest first
 * @param eventBus where events are announced
 * @param topic where people are told
 * @param problems what is wrong with it, a sentence each
 */
record Configuration(
    Secrets secrets,
    List<PolicySource> settings,
    Optional<String> eventBus,
    Optional<String> topic,
    List<String> problems) {
  /** The name or ARN of an event bus. */
  static final String EVENT_BUS = "KEYTURN_EVENT_BUS";

  /** The ARN of an SNS topic. */
  static final String TOPIC = "KEYTURN_TOPIC_ARN";

  static Configuration read(Map<String, String> env) {
    Secrets secrets = Secrets.read(env);
    List<PolicySource> settings = List.of(Variables.settings(env));
    List<String> problems = new ArrayList<>(Variables.problems(env, List.of(EVENT_BUS, TOPIC)));
    problems.addAll(secrets.problems());
    if (PolicyReader.read(settings) instanceof PolicyReader.Result.Invalid invalid) {
      problems.addAll(invalid.problems());
    }
    if (env.getOrDefault("AWS_REGION", "").isBlank()) {
      problems.add("environment: AWS_REGION is missing; Lambda sets it");
    }
    Optional<String> topic = present(env, TOPIC);
    if (topic.filter(arn -> !arn.matches("arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:.+")).isPresent()) {
      problems.add("environment: KEYTURN_TOPIC_ARN is not the ARN of an SNS topic");
    }
    return new Configuration(secrets, settings, present(env, EVENT_BUS), topic, problems);
  }

  private static Optional<String> present(Map<String, String> env, String name) {
    return Optional.ofNullable(env.get(name)).map(String::strip).filter(text -> !text.isEmpty());
  }
}
