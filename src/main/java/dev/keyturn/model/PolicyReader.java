package dev.keyturn.model;

import dev.keyturn.model.Policy.NewKeyUse;
import dev.keyturn.model.Policy.StillUsed;
import dev.keyturn.model.Policy.Verification;
import java.time.Duration;
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
    deployment.forEach(this::add);
    tags.ifPresent(own -> {
      add(own);
      own.values()
          .forEach((setting, text) ->
              limits.problem(own.place(), setting, text.strip()).ifPresent(problems::add));
    });
    Policy base = Policy.DEFAULT;
    Policy policy =
        new Policy(
            duration(Setting.MAX_AGE, base.maxAge()),
            duration(Setting.OVERLAP, base.overlap()),
            duration(Setting.QUIET, base.quiet()),
            duration(Setting.RECOVERY, base.recovery()),
            stillUsed(base.stillUsed()),
            newKeyUse(base.newKeyUse()),
            new Verification(
                successes(base.verification().successes()),
                duration(Setting.VERIFY_SPAN, base.verification().span()),
                duration(Setting.VERIFY_TIMEOUT, base.verification().timeout())),
            duration(Setting.LEASE, base.lease()));
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

  private Duration duration(Setting setting, Duration otherwise) {
    String text = texts.get(setting);
    return text == null
        ? otherwise
        : Durations.parse(text).orElseGet(() -> wrong(setting, text, otherwise));
  }

  private int successes(int otherwise) {
    String text = texts.get(Setting.VERIFY_SUCCESSES);
    if (text == null) {
      return otherwise;
    }
    return text.matches("\\d{1,3}")
        ? Integer.parseInt(text)
        : wrong(Setting.VERIFY_SUCCESSES, text, otherwise);
  }

  private NewKeyUse newKeyUse(NewKeyUse otherwise) {
    String text = texts.get(Setting.NEW_KEY_USE);
    return switch (text) {
      case null -> otherwise;
      case "ignore" -> NewKeyUse.IGNORE;
      case "require" -> NewKeyUse.REQUIRE;
      default -> wrong(Setting.NEW_KEY_USE, text, otherwise);
    };
  }

  private StillUsed stillUsed(StillUsed otherwise) {
    String text = texts.get(Setting.STILL_USED);
    if (text == null) {
      return otherwise;
    }
    if (text.equals("hold")) {
      return new StillUsed.Hold();
    }
    Optional<Duration> further =
        text.startsWith(Policy.FORCE_AFTER)
            ? Durations.parse(text.substring(Policy.FORCE_AFTER.length()))
            : Optional.empty();
    return further
        .<StillUsed>map(StillUsed.ForceAfter::new)
        .orElseGet(() -> wrong(Setting.STILL_USED, text, otherwise));
  }

  private <T> T wrong(Setting setting, String text, T otherwise) {
    String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
    problems.add(
        "%s: %s is \"%s\", but must be %s"
            .formatted(places.get(setting), setting.key(), shown, setting.form()));
    return otherwise;
  }
}
