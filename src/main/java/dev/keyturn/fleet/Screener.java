package dev.keyturn.fleet;

import dev.keyturn.fleet.AccountNews.UserNews;
import dev.keyturn.fleet.Screening.LeaveAlone;
import dev.keyturn.fleet.Screening.LookClosely;
import dev.keyturn.fleet.Screening.Why;
import dev.keyturn.inventory.ReportedKey;
import dev.keyturn.model.AccessKey;
import dev.keyturn.model.FieldsSetting;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.Policy;
import dev.keyturn.model.PolicyReader;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.plan.Goal;
import dev.keyturn.plan.Observation;
import dev.keyturn.plan.Planner;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides by the lists of an account alone which secrets are left alone: those at rest, of which
 * everything that the lists tell is explained. Of the rest it says why each is looked at closely.
 * It rules nothing itself about when something is due: it puts together what a run would observe if
 * the lists are right, and asks the planner. So a secret is left alone only where a run would do
 * nothing, and what is wrong in the lists can delay an act, but cause none (P9).
 */
public final class Screener {
  /**
   * How far a report may be behind the date that it bears: IAM reads the account before it dates
   * the report, what it reads may be seconds old, and clocks differ.
   */
  static final Duration REPORT_LAG = Duration.ofMinutes(15);

  /** Says which key of a report's row is which of the bookkeeping's. */
  interface KeyMatching {
    Optional<List<AccessKey>> of(Ledger ledger, List<ReportedKey> row);
  }

  private final AccountNews news;
  private final List<PolicySource> sources;
  private final CloseLooks looks;
  private final KeyMatching matching;

  /**
   * A screener.
   *
   * @param sources where settings come from, the weakest first; each secret's own tags come after
   *     them
   */
  public Screener(AccountNews news, List<PolicySource> sources, CloseLooks looks) {
    this(news, sources, looks, ExplainedKeys::of);
  }

  /** One that may be mistaken about keys, to see that this is noticed. */
  Screener(AccountNews news, List<PolicySource> sources, CloseLooks looks, KeyMatching matching) {
    this.news = news;
    this.sources = List.copyOf(sources);
    this.looks = looks;
    this.matching = matching;
  }

  /** What it goes by. */
  AccountNews news() {
    return news;
  }

  /**
   * Screens one secret.
   *
   * @param secret as ListSecrets has it, with its tags and labels
   * @param now the time, by AWS's clock
   */
  public Screening of(SecretDescription secret, Instant now) {
    Optional<String> unrest = unrest(secret);
    if (unrest.isPresent()) {
      return new LookClosely(Why.DUE, unrest.get());
    }
    Optional<UserNews> user = secret.said().ledger().userId().flatMap(news::of);
    if (user.isEmpty()) {
      return unexplained("IAM does not list its user");
    }
    return user.get()
        .keys()
        .map(row -> explained(secret, user.get(), row, now))
        .orElseGet(() -> unexplained("the credential report has no row of its user"));
  }

  /** What is to be said where nothing tells of users and keys: everything is looked at. */
  static LookClosely withoutNews(SecretDescription secret) {
    return unrest(secret)
        .map(words -> new LookClosely(Why.DUE, words))
        .orElseGet(() -> unexplained("nothing tells of its user's keys"));
  }

  /** What is half done, or about to be, by the secret's tags and labels; empty where nothing is. */
  private static Optional<String> unrest(SecretDescription secret) {
    Ledger ledger = secret.said().ledger();
    if (ledger.intent().filter(intent -> intent.open()).isPresent()) {
      return Optional.of("its intent is open");
    }
    if (ledger.mark().isPresent() || ledger.rollback().isPresent()) {
      return Optional.of("a key of it is marked, or being gone back to");
    }
    return ScreenedSecret.isOnItsProvedVersion(secret)
        ? Optional.empty()
        : Optional.of("its labels are not where the bookkeeping has them");
  }

  private Screening explained(
      SecretDescription secret, UserNews user, List<ReportedKey> row, Instant now) {
    Instant known = news.generated().minus(REPORT_LAG);
    if (!ScreenedSecret.lastChange(secret).isBefore(known)) {
      return unexplained("something about it is newer than the credential report");
    }
    Optional<List<AccessKey>> keys = matching.of(secret.said().ledger(), row);
    if (keys.isEmpty()) {
      return unexplained("the report's keys of its user are not those of the bookkeeping");
    }
    List<String> problems = new ArrayList<>(secret.said().problems());
    Policy policy = policy(secret, problems);
    Observation seen = ScreenedSecret.observed(secret, user, keys.get(), problems, now);
    Step step = Planner.plan(seen, policy, new Goal.Advance(), now);
    Optional<Instant> until = restsUntil(step).filter(now::isBefore);
    if (until.isEmpty()) {
      return new LookClosely(Why.DUE, "something is due, or to be looked at");
    }
    if (looks.isLeft(secret)) {
      return new LookClosely(Why.LEFT, "the last pass did not come to it, or found it wrong");
    }
    if (looks.isTurnOf(secret.arn(), now)) {
      return new LookClosely(Why.TURN, "its turn has come");
    }
    return new LeaveAlone(
        until.get(),
        new RunReport(
            ManagedSecret.of(secret.name()),
            new RunRequest.Advance(),
            new RunOutcome.LeftAlone(step, news.generated()),
            policy,
            Optional.of(seen),
            List.of(),
            List.of()));
  }

  /** Until when nothing is to be done; empty where a run would do, or look at, anything else. */
  private static Optional<Instant> restsUntil(Step step) {
    if (step instanceof Step.Done done) {
      return Optional.of(done.next());
    }
    boolean windowIsOpen =
        step instanceof Step.Wait
            && (step.cause().reason() == Reason.IN_OVERLAP
                || step.cause().reason() == Reason.IN_RECOVERY);
    return windowIsOpen && step instanceof Step.Wait wait
        ? Optional.of(wait.until())
        : Optional.empty();
  }

  /** The policy, as a run reads it; what is wrong with it is added to the problems. */
  private Policy policy(SecretDescription secret, List<String> problems) {
    problems.addAll(FieldsSetting.of(sources, secret.tags()).problems());
    return switch (PolicyReader.read(sources, secret.said().settings())) {
      case PolicyReader.Result.Valid valid -> valid.policy();
      case PolicyReader.Result.Invalid invalid -> {
        problems.addAll(invalid.problems());
        yield Policy.DEFAULT;
      }
    };
  }

  private static LookClosely unexplained(String words) {
    return new LookClosely(Why.UNEXPLAINED, words);
  }
}
