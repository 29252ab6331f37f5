package dev.keyturn.app.lambda;

import dev.keyturn.json.JsonText;
import dev.keyturn.model.AccountId;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.port.CallCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The metrics of one invocation, in CloudWatch's embedded metric format: lines of JSON in the log,
 * which need no call and no permission. Safe for use by several threads.
 */
final class Metrics {
  private static final String NAMESPACE = "Keyturn";
  private static final String COUNT = "Count";

  /**
   * What is written by account as well. Each is a custom metric for each account and Region, which
   * CloudWatch bills, so that these are few.
   */
  private static final List<String> COUNTS_BY_ACCOUNT =
      List.of("Secrets", "Promoted", "Failed", "Halted", "Throttles");

  private static final List<String> AGES_BY_ACCOUNT = List.of("KeyDaysOverMaxAge");

  /** What was counted of one account in one Region. */
  private record OfAccount(
      AccountId account, String region, Map<String, Long> counts, Map<String, Double> ages) {}

  private final String functionName;
  private final Duration maxAge;
  private long journalFailed;
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Map<String, Long> failures = new TreeMap<>();
  private final Map<String, Double> ages = new TreeMap<>();
  private final List<OfAccount> accounts = new ArrayList<>();

  /**
   * No metrics yet.
   *
   * @param functionName the dimension of all of them: an account may have several deployments
   * @param maxAge the deployment's
   */
  Metrics(String functionName, Duration maxAge) {
    this.functionName = functionName;
    this.maxAge = maxAge;
    // All of them at each invocation: an alarm then sees zero instead of nothing.
    for (String name :
        List.of(
            "RotationsStarted",
            "Promoted",
            "Failed",
            "Retired",
            "Reactivated",
            "OrphansRepaired",
            "Halted",
            "BindingRefused",
            "PinLost",
            "ScheduledForDeletion",
            "Left",
            "LeftAlone",
            "Unscreened",
            "UserGone",
            "SecretGone",
            "Swept",
            "AwsCalls",
            "Throttles")) {
      counts.put(name, 0L);
    }
  }

  /** Counts the work on one secret. */
  synchronized void add(SecretResult result, CallCount calls, Instant now) {
    result.taken().forEach(this::add);
    switch (result.verdict()) {
      case FINE -> {}
      case LEFT -> add("Left", 1);
      case FAILED -> failed(result.reason());
      case HALTED -> add("Halted", 1);
    }
    if (result.outcome() == SecretResult.Outcome.REFUSED_BINDING) {
      add("BindingRefused", 1);
    }
    if (result.hasLostItsPin()) {
      add("PinLost", 1);
    }
    if (result.report().hasLostItsUser()) {
      add("UserGone", 1);
    }
    if (result.reason().equals(Reason.SECRET_GONE.word())) {
      add("SecretGone", 1);
    }
    if (result.reason().equals(Reason.SECRET_DELETED.word())) {
      add("ScheduledForDeletion", 1);
    }
    add(calls);
    ages(result, now);
  }

  /**
   * Counts a secret that was at rest by the account's lists, whose keys have their ages all the
   * same.
   */
  synchronized void leftAlone(SecretResult result, Instant now) {
    add("LeftAlone", 1);
    ages(result, now);
  }

  /**
   * Counts a scheduled run that had to look at everything, where most might have been left alone.
   */
  synchronized void unscreened() {
    add("Unscreened", 1);
  }

  private void ages(SecretResult result, Instant now) {
    result
        .currentKeyCreated()
        .ifPresent(created -> {
          age("OldestCurrentKeyAgeDays", created, now);
          over("CurrentKeyDaysOverMaxAge", created, result, now);
        });
    result
        .oldestKeyCreated()
        .ifPresent(created -> {
          age("OldestKeyAgeDays", created, now);
          over("KeyDaysOverMaxAge", created, result, now);
        });
  }

  private void age(String name, Instant created, Instant now) {
    ages.merge(name, Duration.between(created, now).toHours() / 24.0, Math::max);
  }

  /**
   * Alarms go by these: by what the deployment says, which nobody can change by a tag. Only where
   * the deployment lets a tag name a longer age, and one does, it is by that.
   */
  private void over(String name, Instant created, SecretResult result, Instant now) {
    Duration allowed = result.maxAge().compareTo(maxAge) > 0 ? result.maxAge() : maxAge;
    Instant end = created.plus(allowed);
    age(name, now.isBefore(end) ? now : end, now);
  }

  /** None yet, of one of the accounts that an invocation works in. */
  Metrics anew() {
    return new Metrics(functionName, maxAge);
  }

  /** Adds what was counted of one account, to be written by account besides. */
  void add(AccountId account, String region, Metrics there) {
    OfAccount of = there.ofAccount(account, region);
    Map<String, Long> reasons = there.reasons();
    synchronized (this) {
      accounts.add(of);
      of.counts().forEach(this::add);
      reasons.forEach((reason, times) -> failures.merge(reason, times, Long::sum));
      of.ages().forEach((name, days) -> ages.merge(name, days, Math::max));
    }
  }

  private synchronized OfAccount ofAccount(AccountId account, String region) {
    return new OfAccount(account, region, new LinkedHashMap<>(counts), new TreeMap<>(ages));
  }

  private synchronized Map<String, Long> reasons() {
    return new TreeMap<>(failures);
  }

  /** Counts an invocation that has done nothing: refused, or the secrets could not be listed. */
  synchronized void nothingDone(String reason) {
    failed(reason);
  }

  /**
   * Counts a scheduled run that came to its end. How many secrets it had is told of these alone: a
   * secret that is not found any more is missed nowhere else.
   */
  synchronized void swept(int looked) {
    add("Swept", 1);
    add("Secrets", looked);
  }

  /** Counts a journal that is not whole. */
  synchronized void notJournaled() {
    journalFailed = 1;
  }

  /** Counts what was asked of AWS. */
  synchronized void add(CallCount calls) {
    add("AwsCalls", calls.calls());
    add("Throttles", calls.throttles());
  }

  private void add(Step step) {
    switch (step) {
      case Step.CreateKey created -> add("RotationsStarted", 1);
      case Step.Promote promoted -> {
        if (promoted.cause().reason() == Reason.PROMOTE_PENDING) {
          add("Promoted", 1);
        }
      }
      case Step.Deactivate off -> add("Retired", 1);
      case Step.Reactivate on -> add("Reactivated", 1);
      case Step.DeleteKey deleted -> {
        Reason reason = deleted.cause().reason();
        if (reason == Reason.ORPHAN || reason == Reason.SUPERSEDED_PENDING) {
          add("OrphansRepaired", 1);
        }
      }
      default -> {}
    }
  }

  private void failed(String reason) {
    add("Failed", 1);
    failures.merge(reason, 1L, Long::sum);
  }

  private void add(String name, long more) {
    counts.merge(name, more, Long::sum);
  }

  /** Writes down how the journal ended: by itself, as its end is waited for after all else. */
  synchronized void writeJournal(Consumer<String> lines, Instant now) {
    lines.accept(
        line(
            now, Map.of(), Map.of("JournalFailed", COUNT), Map.of("JournalFailed", journalFailed)));
  }

  /** Writes the others down, at the end of the work. */
  synchronized void write(Consumer<String> lines, Instant now, Duration took) {
    Map<String, Object> values = new LinkedHashMap<>(counts);
    Map<String, String> units = new LinkedHashMap<>();
    counts.keySet().forEach(name -> units.put(name, COUNT));
    values.put("Duration", took.toMillis());
    units.put("Duration", "Milliseconds");
    ages.forEach((name, days) -> {
      values.put(name, days);
      units.put(name, "None");
    });
    lines.accept(line(now, Map.of(), units, values));
    failures.forEach((reason, times) ->
        lines.accept(
            line(now, Map.of("Reason", reason), Map.of("Failed", COUNT), Map.of("Failed", times))));
    accounts.forEach(of -> lines.accept(line(now, of)));
  }

  private String line(Instant now, OfAccount of) {
    Map<String, String> units = new LinkedHashMap<>();
    Map<String, Object> values = new LinkedHashMap<>();
    for (String name : COUNTS_BY_ACCOUNT) {
      Optional.ofNullable(of.counts().get(name))
          .ifPresent(count -> {
            units.put(name, COUNT);
            values.put(name, count);
          });
    }
    for (String name : AGES_BY_ACCOUNT) {
      Optional.ofNullable(of.ages().get(name))
          .ifPresent(days -> {
            units.put(name, "None");
            values.put(name, days);
          });
    }
    Map<String, String> further = new LinkedHashMap<>();
    further.put("Account", of.account().value());
    further.put("Region", of.region());
    return line(now, further, units, values);
  }

  /**
   * A line.
   *
   * @param further dimensions besides the function's name
   */
  private String line(
      Instant now,
      Map<String, String> further,
      Map<String, String> units,
      Map<String, Object> values) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    dimensions.put("FunctionName", functionName);
    dimensions.putAll(further);
    List<Map<String, String>> metrics =
        units.entrySet().stream()
            .map(unit -> Map.of("Name", unit.getKey(), "Unit", unit.getValue()))
            .toList();
    Map<String, Object> directive = new LinkedHashMap<>();
    directive.put("Namespace", NAMESPACE);
    directive.put("Dimensions", List.of(dimensions.keySet()));
    directive.put("Metrics", metrics);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(
        "_aws", Map.of("Timestamp", now.toEpochMilli(), "CloudWatchMetrics", List.of(directive)));
    line.putAll(dimensions);
    line.putAll(values);
    return JsonText.oneLine(line);
  }
}
