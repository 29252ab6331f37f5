package dev.keyturn.report;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Setting;
import dev.keyturn.model.UserName;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.plan.StepWords;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import dev.keyturn.result.SecretStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run came to for one secret: a line that says it, and what follows from it. */
public final class ResultText {
  /** So many of those that met the same failure are named, after the first. */
  private static final int NAMED = 3;

  private final Style style;
  private final Instant now;

  /**
   * A view.
   *
   * @param now what "in 6d" is counted from
   */
  public ResultText(Style style, Instant now) {
    this.style = style;
    this.now = now;
  }

  /** The result, a line each; a person who reads no further than the first knows how it ended. */
  public List<String> lines(RunReport report) {
    List<String> lines = new ArrayList<>();
    SecretStatus status = report.status();
    lines.add(firstLine(report));
    if (status == SecretStatus.FAILED || status == SecretStatus.STOPPED) {
      lines.addAll(alreadyDone(report));
    }
    if (!report.remedy().isEmpty()) {
      lines.add("  " + style.bold(VisibleText.of(report.remedy())));
    }
    hint(report).ifPresent(text -> lines.add("  " + text));
    afterwards(report).ifPresent(text -> lines.add("  " + text));
    return lines;
  }

  /**
   * What came of those that need attention or time, a block of lines each. Those that met the same
   * failure, and for which nothing was done, share one.
   */
  public List<List<String>> attention(List<RunReport> reports) {
    return blocks(
        reports.stream()
            .filter(report -> report.status().compareTo(SecretStatus.WAITING) <= 0)
            .toList(),
        this::lines);
  }

  /**
   * The same, a line or two each, of those alone for which AWS did not answer a command that only
   * reads.
   */
  public List<String> failures(List<RunReport> reports) {
    return blocks(
            reports.stream().filter(report -> report.status() == SecretStatus.FAILED).toList(),
            report -> List.of(firstLine(report)))
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static List<List<String>> blocks(
      List<RunReport> reports, Function<RunReport, List<String>> ofOne) {
    Map<String, List<RunReport>> alike = new LinkedHashMap<>();
    for (RunReport report : reports) {
      boolean shares = report.taken().isEmpty() && mayBeOfMany(report.outcome());
      String key = shares ? withoutNames(report) : "of one: " + report.secret();
      alike.computeIfAbsent(key, none -> new ArrayList<>()).add(report);
    }
    return alike.values().stream().map(those -> block(those, ofOne)).toList();
  }

  /** Whether others can have met the same: it says nothing of what is in the secret. */
  private static boolean mayBeOfMany(RunOutcome outcome) {
    return outcome instanceof RunOutcome.Failed || outcome instanceof RunOutcome.Interrupted;
  }

  /** What was met, without the words that name the secret, its user or any resource. */
  private static String withoutNames(RunReport report) {
    String user = report.user().map(UserName::value).orElse(report.secret());
    return Stream.of(report.sentence().split(" "))
        .filter(word -> !word.contains("arn:"))
        .map(word -> word.replaceAll("^\\W|\\W$", ""))
        .filter(word -> !word.equals(report.secret()) && !word.equals(user))
        .collect(Collectors.joining(" ", report.status() + " ", ""));
  }

  private static List<String> block(
      List<RunReport> alike, Function<RunReport, List<String>> ofOne) {
    List<String> lines = new ArrayList<>(ofOne.apply(alike.getFirst()));
    if (alike.size() > 1) {
      lines.add(
          "  The same for %s."
              .formatted(
                  FirstNames.of(alike.stream().skip(1).map(RunReport::secret).toList(), NAMED)));
    }
    return lines;
  }

  private String firstLine(RunReport report) {
    SecretStatus status = report.status();
    return style.status(status, headline(report, status)) + detail(report, status);
  }

  private static String headline(RunReport report, SecretStatus status) {
    String what =
        switch (status) {
          case REFUSED -> "refused";
          case HALTED -> "halted";
          case FAILED -> "failed";
          case STOPPED -> "stopped";
          case WAITING -> "waiting";
          case DUE -> "due";
          case FINE ->
              switch (reason(report).orElse(Reason.NOTHING_DUE)) {
                case ROTATED -> "rotated";
                case BACK_ON_PREVIOUS, RESTORED -> "rolled back";
                default -> didSomething(report) ? "done" : "nothing due";
              };
        };
    return VisibleText.of(report.secret()) + ": " + what + ".";
  }

  /** After a rotation or a rollback the headline has said it already. */
  private static String detail(RunReport report, SecretStatus status) {
    boolean said =
        status == SecretStatus.FINE
            && reason(report).filter(reason -> reason.kind() == Reason.Kind.DONE).isPresent();
    return said ? "" : " " + VisibleText.of(report.sentence());
  }

  private Optional<String> afterwards(RunReport report) {
    if (!(report.outcome() instanceof RunOutcome.Reached(Step.Done done))) {
      return report.outcome() instanceof RunOutcome.Waits(Step.Wait wait)
          ? Optional.of("Next: " + TimeText.due(wait.until(), now))
          : Optional.empty();
    }
    String current =
        report.currentKey().map(key -> "Key " + key.masked() + " is AWSCURRENT").orElse("");
    String previous = report.previous().map(key -> "; " + previous(report, key)).orElse("");
    return reason(report).filter(reason -> reason == Reason.NOTHING_DUE).isPresent()
        ? Optional.of("Next rotation: " + TimeText.due(done.next(), now))
        : Optional.of(current + previous + ".");
  }

  private static String previous(RunReport report, Ledger.Previous previous) {
    return previous.state() == Ledger.State.ACTIVE
        ? "key %s stays Active until %s, and longer where it is still used"
            .formatted(
                previous.key().masked(),
                TimeText.minute(previous.since().plus(report.policy().overlap())))
        : "key %s is %s".formatted(previous.key().masked(), previous.state().word());
  }

  /** A rotation needs room for its key, which IAM gives to two. */
  private static Optional<String> hint(RunReport report) {
    boolean inTheWay =
        report.request() instanceof RunRequest.Rotate
            && reason(report)
                .filter(reason ->
                    reason == Reason.IN_OVERLAP
                        || reason == Reason.IN_RECOVERY
                        || reason == Reason.STILL_USED)
                .isPresent();
    if (!inTheWay) {
      return Optional.empty();
    }
    String why = "A user has room for two keys, so the previous one has to go first";
    List<String> tags = windowsInTags(report);
    return Optional.of(
        tags.isEmpty()
            ? "%s. To rotate now and cut off whoever still uses it: keyturn rotate %s --overlap 0s --quiet 0s --recovery 0s"
                .formatted(why, VisibleText.of(report.secret()))
            : "%s. How long it stays is said by the secret's tags: %s."
                .formatted(why, String.join(", ", tags)));
  }

  /** The secret's tags are stronger than what is typed. */
  private static List<String> windowsInTags(RunReport report) {
    return Stream.of(Setting.OVERLAP, Setting.QUIET, Setting.RECOVERY)
        .map(Setting::tag)
        .filter(
            tag -> report.seen().filter(seen -> seen.secret().tags().containsKey(tag)).isPresent())
        .toList();
  }

  private static List<String> alreadyDone(RunReport report) {
    return report.taken().isEmpty()
        ? List.of("  Nothing was changed.")
        : List.of("  Already done: " + did(report) + ". Running again continues from there.");
  }

  private static boolean didSomething(RunReport report) {
    return !report.taken().isEmpty();
  }

  /**
   * What was done, in a phrase, such as {@code created a key, stored key ****ABCD as AWSPENDING}.
   */
  static String did(RunReport report) {
    List<String> deeds = new ArrayList<>();
    for (Step step : report.taken()) {
      String deed = StepWords.deed(step, Optional.<AccessKeyId>empty());
      if (deeds.isEmpty() || !deeds.getLast().equals(deed)) {
        deeds.add(deed);
      }
    }
    return String.join(", ", deeds);
  }

  private static Optional<Reason> reason(RunReport report) {
    return report.cause().map(cause -> cause.reason());
  }
}
