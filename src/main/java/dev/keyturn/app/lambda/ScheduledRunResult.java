package dev.keyturn.app.lambda;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a scheduled run, in a line of the log and an error of bounded length, however many
 * secrets there are: each has a line of its own besides.
 *
 * @param secrets how many are looked after
 * @param leftAlone how many of these were at rest by the account's lists, and not looked at
 * @param unscreened why all were looked at, where most might have been left alone
 * @param unsearched why a user whose secret is gone may not have been found
 * @param failed those that failed or halted, by name
 * @param left those that there was no time for, by name
 */
record ScheduledRunResult(
    int secrets,
    int leftAlone,
    Optional<String> unscreened,
    Optional<String> unsearched,
    List<SecretResult> failed,
    List<SecretResult> left) {
  /** How many secrets are named, of each sort. */
  private static final int MOST_NAMED = 50;

  /** How much is said of each of them. */
  private static final int LONGEST = 1000;

  static ScheduledRunResult of(List<SecretResult> all) {
    return of(all, 0, Optional.empty(), Optional.empty());
  }

  /**
   * What came of those that were looked at.
   *
   * @param leftAlone how many were not
   * @param unscreened why all were
   * @param unsearched why a user whose secret is gone may not have been found
   */
  static ScheduledRunResult of(
      List<SecretResult> all,
      int leftAlone,
      Optional<String> unscreened,
      Optional<String> unsearched) {
    List<SecretResult> byName =
        all.stream().sorted(Comparator.comparing(SecretResult::secret)).toList();
    return new ScheduledRunResult(
        (int) all.stream().filter(SecretResult::isLookedAfter).count() + leftAlone,
        leftAlone,
        unscreened,
        unsearched,
        byName.stream().filter(result -> result.verdict().failsInvocation()).toList(),
        byName.stream().filter(result -> result.verdict() == FunctionWork.Verdict.LEFT).toList());
  }

  /** Whether the invocation fails: some secret did, or there was no time for any. */
  boolean hasFailed() {
    return !failed.isEmpty() || (secrets > 0 && left.size() == secrets);
  }

  /** For machines. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("secrets", secrets);
    fields.put("leftAlone", leftAlone);
    unscreened.ifPresent(why -> fields.put("unscreened", why));
    unsearched.ifPresent(why -> fields.put("unsearched", why));
    fields.put("failedSecrets", failed.size());
    fields.put("leftSecrets", left.size());
    fields.put("failed", first(failed).stream().map(SecretResult::secret).toList());
    fields.put("left", first(left).stream().map(SecretResult::secret).toList());
    return fields;
  }

  /** For people, where the next scheduled run does what is left. */
  String sentence() {
    return sentence(
        "for the next run",
        " If this happens again and again, give the function a longer timeout.");
  }

  /**
   * For people, where another message goes on with what is left: the timeout is as it should be.
   */
  String continuedSentence() {
    return sentence("for another message", "");
  }

  private String sentence(String forWhom, String advice) {
    StringBuilder words = new StringBuilder("%d secrets looked after.".formatted(secrets));
    if (leftAlone > 0) {
      words.append(" %d left alone, at rest by the account's lists.".formatted(leftAlone));
    }
    unscreened.ifPresent(why ->
        words.append(" All were looked at, where most might have been left alone. ").append(why));
    unsearched.ifPresent(
        why -> words.append(" A user whose secret is gone may not have been found. ").append(why));
    if (!failed.isEmpty()) {
      words.append(" %d failed:".formatted(failed.size()));
      first(failed).forEach(result -> words.append(' ').append(whole(result)));
      if (failed.size() > MOST_NAMED) {
        words.append(" And %d more.".formatted(failed.size() - MOST_NAMED));
      }
    }
    if (!left.isEmpty()) {
      words.append(
          " The time was up; %d are left %s: %s%s.%s"
              .formatted(
                  left.size(),
                  forWhom,
                  String.join(", ", first(left).stream().map(SecretResult::secret).toList()),
                  left.size() > MOST_NAMED
                      ? ", and %d more".formatted(left.size() - MOST_NAMED)
                      : "",
                  advice));
    }
    return words.toString();
  }

  private static List<SecretResult> first(List<SecretResult> all) {
    return all.subList(0, Math.min(MOST_NAMED, all.size()));
  }

  private static String whole(SecretResult result) {
    String whole = result.whole();
    return "%s (%s): %s"
        .formatted(
            result.secret(),
            result.reason(),
            whole.length() > LONGEST ? whole.substring(0, LONGEST) + "..." : whole);
  }
}
