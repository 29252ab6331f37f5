package dev.keyturn.report;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.Setting;
import dev.keyturn.plan.Deeds;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a run came to for one secret: a line that says it, and what follows from it. */
public final class ResultText {
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
  public List<String> lines(Account account) {
    List<String> lines = new ArrayList<>();
    Standing standing = Standing.of(account);
    lines.add(style.standing(standing, headline(account, standing)) + detail(account, standing));
    if (standing == Standing.FAILED || standing == Standing.STOPPED) {
      lines.addAll(alreadyDone(account));
    }
    if (!account.remedy().isEmpty()) {
      lines.add("  " + style.bold(Visible.of(account.remedy())));
    }
    hint(account).ifPresent(text -> lines.add("  " + text));
    afterwards(account).ifPresent(text -> lines.add("  " + text));
    return lines;
  }

  private static String headline(Account account, Standing standing) {
    String what =
        switch (standing) {
          case REFUSED -> "refused";
          case HALTED -> "halted";
          case FAILED -> "failed";
          case STOPPED -> "stopped";
          case WAITING -> "waiting";
          case DUE -> "due";
          case FINE ->
              switch (reason(account).orElse(Reason.NOTHING_DUE)) {
                case ROTATED -> "rotated";
                case BACK_ON_PREVIOUS, RESTORED -> "rolled back";
                default -> didSomething(account) ? "done" : "nothing due";
              };
        };
    return Visible.of(account.secret()) + ": " + what + ".";
  }

  /** After a rotation or a rollback the headline has said it already. */
  private static String detail(Account account, Standing standing) {
    boolean said =
        standing == Standing.FINE
            && reason(account).filter(reason -> reason.kind() == Reason.Kind.DONE).isPresent();
    return said ? "" : " " + Visible.of(account.sentence());
  }

  private Optional<String> afterwards(Account account) {
    if (!(account.outcome() instanceof Outcome.At(Step.Done done))) {
      return account.outcome() instanceof Outcome.At(Step.Wait wait)
          ? Optional.of("Next: " + Times.due(wait.until(), now))
          : Optional.empty();
    }
    String current =
        account.currentKey().map(key -> "Key " + key.masked() + " is AWSCURRENT").orElse("");
    String previous = account.previous().map(key -> "; " + previous(account, key)).orElse("");
    return reason(account).filter(reason -> reason == Reason.NOTHING_DUE).isPresent()
        ? Optional.of("Next rotation: " + Times.due(done.next(), now))
        : Optional.of(current + previous + ".");
  }

  private static String previous(Account account, Ledger.Previous previous) {
    return previous.state() == Ledger.State.ACTIVE
        ? "key %s stays Active until %s, and longer where it is still used"
            .formatted(
                previous.key().masked(),
                Times.minute(previous.since().plus(account.policy().overlap())))
        : "key %s is %s".formatted(previous.key().masked(), previous.state().word());
  }

  /** A rotation needs room for its key, which IAM gives to two. */
  private static Optional<String> hint(Account account) {
    boolean inTheWay =
        account.asked() == Asked.ROTATION
            && reason(account)
                .filter(reason ->
                    reason == Reason.IN_OVERLAP
                        || reason == Reason.IN_RECOVERY
                        || reason == Reason.STILL_USED)
                .isPresent();
    if (!inTheWay) {
      return Optional.empty();
    }
    String why = "A user has room for two keys, so the previous one has to go first";
    List<String> tags = windowsInTags(account);
    return Optional.of(
        tags.isEmpty()
            ? "%s. To rotate now and cut off whoever still uses it: keyturn rotate %s --overlap 0s --quiet 0s --recovery 0s"
                .formatted(why, Visible.of(account.secret()))
            : "%s. How long it stays is said by the secret's tags: %s."
                .formatted(why, String.join(", ", tags)));
  }

  /** The secret's tags are stronger than what is typed. */
  private static List<String> windowsInTags(Account account) {
    return Stream.of(Setting.OVERLAP, Setting.QUIET, Setting.RECOVERY)
        .map(Setting::tag)
        .filter(
            tag -> account.seen().filter(seen -> seen.secret().tags().containsKey(tag)).isPresent())
        .toList();
  }

  private static List<String> alreadyDone(Account account) {
    return account.taken().isEmpty()
        ? List.of("  Nothing was changed.")
        : List.of("  Already done: " + did(account) + ". Running again continues from there.");
  }

  private static boolean didSomething(Account account) {
    return !account.taken().isEmpty();
  }

  /**
   * What was done, in a phrase, such as {@code created a key, stored key ****ABCD as AWSPENDING}.
   */
  static String did(Account account) {
    List<String> deeds = new ArrayList<>();
    for (Step step : account.taken()) {
      String deed = Deeds.deed(step, Optional.<AccessKeyId>empty());
      if (deeds.isEmpty() || !deeds.getLast().equals(deed)) {
        deeds.add(deed);
      }
    }
    return String.join(", ", deeds);
  }

  private static Optional<Reason> reason(Account account) {
    return account.because().map(because -> because.reason());
  }
}
