package dev.keyturn.app.lambda;

import dev.keyturn.app.env.ConfiguredSecrets;
import dev.keyturn.app.env.JournalSettings;
import dev.keyturn.app.env.PassSettings;
import dev.keyturn.app.env.SettingVariables;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.Policy;
import dev.keyturn.model.PolicyReader;
import dev.keyturn.model.PolicySource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the environment says.
 *
 * @param secrets which ones, by the variable {@code secrets}, as the old rotation functions have
 *     it, or by what their names begin with
 * @param settings where the policy comes from, the weakest first
 * @param region which requests go to
 * @param eventBus where events are announced
 * @param topic where people are told; empty where it is wrong
 * @param journal where what is done is kept, line by line
 * @param pass how a scheduled run goes through the account
 * @param problems what is wrong with it, a sentence each, but for the journal's: those stop nothing
 */
record Configuration(
    ConfiguredSecrets secrets,
    List<PolicySource> settings,
    Optional<String> region,
    Optional<String> eventBus,
    Optional<String> topic,
    JournalSettings journal,
    PassSettings pass,
    List<String> problems) {
  /** The name or ARN of an event bus. */
  static final String EVENT_BUS = "KEYTURN_EVENT_BUS";

  /** The ARN of an SNS topic. */
  static final String TOPIC = "KEYTURN_TOPIC_ARN";

  private static final Pattern TOPIC_ARN =
      Pattern.compile("arn:[a-z-]+:sns:[a-z0-9-]+:[0-9]{12}:.+");

  static Configuration read(Map<String, String> env) {
    ConfiguredSecrets secrets = ConfiguredSecrets.read(env);
    List<PolicySource> settings = List.of(SettingVariables.settings(env));
    List<String> problems =
        new ArrayList<>(
            SettingVariables.problems(
                env,
                List.of(
                    EVENT_BUS,
                    TOPIC,
                    QueueSettings.ROLE,
                    QueueSettings.EXTERNAL_ID,
                    QueueSettings.RESULTS,
                    QueueSettings.QUEUE,
                    EnqueueSettings.UNITS,
                    EnqueueSettings.EXCLUDE,
                    EnqueueSettings.REGIONS)));
    problems.addAll(secrets.problems());
    PassSettings pass = PassSettings.read(env);
    problems.addAll(pass.problems());
    if (PolicyReader.read(settings) instanceof PolicyReader.Result.Invalid invalid) {
      problems.addAll(invalid.problems());
    }
    Optional<String> region = present(env, "AWS_REGION");
    if (region.isEmpty()) {
      problems.add("environment: AWS_REGION is missing; Lambda sets it");
    }
    Optional<String> topic = present(env, TOPIC).filter(arn -> TOPIC_ARN.matcher(arn).matches());
    if (topic.isEmpty() && present(env, TOPIC).isPresent()) {
      problems.add("environment: KEYTURN_TOPIC_ARN is not the ARN of an SNS topic");
    }
    return new Configuration(
        secrets,
        settings,
        region,
        present(env, EVENT_BUS),
        topic,
        JournalSettings.read(env).withoutFolders(),
        pass,
        problems);
  }

  /** The age by which no key may still be in use, as the deployment says it. */
  Duration maxAge() {
    return PolicyReader.read(settings) instanceof PolicyReader.Result.Valid(Policy policy)
        ? policy.maxAge()
        : Policy.DEFAULT.maxAge();
  }

  /** Everything that is wrong with it, with the secrets that the function does not reach. */
  List<String> problems(ReachableSecrets reachable) {
    List<String> all = new ArrayList<>(problems);
    for (ManagedSecret target : secrets.targets()) {
      reachable.problems(target.secret()).stream()
          .map(what -> "environment: secrets: \"%s\" %s".formatted(target.secret(), what))
          .forEach(all::add);
    }
    return all;
  }

  private static Optional<String> present(Map<String, String> env, String name) {
    return Optional.ofNullable(env.get(name)).map(String::strip).filter(text -> !text.isEmpty());
  }
}
