package dev.keyturn.model;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts a {@link Policy} together from its sources; a later source overrides an earlier one, and all
 * errors are reported at once.
 */
public final class PolicyReader {
  /** What came out. */
  public sealed interface Result {
    /** A policy that holds together. */
    record Valid(Policy policy) implements Result {}

    /**
     * Not a policy.
     *
     * @param problems every problem, each a sentence with the place, the setting and what it should
     *     look like
     */
    record Invalid(List<String> problems) implements Result {}
  }

  private final List<String> problems = new ArrayList<>();

  /** In the order of the settings. */
  private final Map<Setting, String> texts = new EnumMap<>(Setting.class);

  private final Map<Setting, String> places = new EnumMap<>(Setting.class);

  private PolicyReader() {}

  /** Reads a deployment's sources, the weakest first, over {@link Policy#DEFAULT}. */
  public static Result read(List<PolicySource> deployment) {
    return new PolicyReader().readAll(deployment, Optional.empty());
  }

  /**
   * Reads the tags of a secret over its deployment's sources, the weakest of which comes first.
   * Tags that go further than the deployment lets them are problems, too.
   */
  public static Result read(List<PolicySource> deployment, PolicySource tags) {
    return new PolicyReader().readAll(deployment, Optional.of(tags));
  }

  private Result readAll(List<PolicySource> deployment, Optional<PolicySource> tags) {
    TagLimits limits = TagLimits.of(deployment);
    problems.addAll(limits.problems());
    problems.addAll(FieldsSetting.problems(deployment));
    deployment.forEach(this::add);
    tags.ifPresent(own -> {
      add(own);
      own.values()
          .forEach((setting, text) ->
              limits.problem(own.place(), setting, text.strip()).ifPresent(problems::add));
    });
    Policy policy = Policy.DEFAULT;
    for (Map.Entry<Setting, String> said : texts.entrySet()) {
      policy = with(policy, said.getKey(), said.getValue());
    }
    if (problems.isEmpty()) {
      problems.addAll(policy.problems());
    }
    return problems.isEmpty()
        ? new Result.Valid(policy)
        : new Result.Invalid(List.copyOf(problems));
  }

  private void add(PolicySource source) {
    source
        .values()
        .forEach((setting, text) -> {
          texts.put(setting, text.strip());
          places.put(setting, source.place());
        });
  }

  private Policy with(Policy policy, Setting setting, String text) {
    return policy
        .with(setting, text)
        .orElseGet(() -> {
          problems.add(
              "%s: %s is \"%s\", but must be %s"
                  .formatted(places.get(setting), setting.key(), cut(text), setting.form()));
          return policy;
        });
  }

  /** However long it is, a message shows so much of it. */
  static String cut(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
