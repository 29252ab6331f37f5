package dev.keyturn.app.cli.simulate;

import dev.keyturn.model.Durations;
import dev.keyturn.model.Policy;
import dev.keyturn.report.CallLoad;
import dev.keyturn.report.SimulationSummary;
import dev.keyturn.report.SimulationTerms;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What settings that are right one by one cannot keep together, in sentences that name them. That
 * the overlap is shorter than the maximum age, without which there is no policy, is asked before.
 */
final class PolicyDoubts {
  /** IAM tells a use late; the engine adds so much to the quiet window. */
  private static final Duration USE_ALLOWANCE = Duration.ofHours(1);

  private final SimulationTerms terms;
  private final Policy policy;
  private final List<String> doubts = new ArrayList<>();

  private PolicyDoubts(SimulationTerms terms) {
    this.terms = terms;
    this.policy = terms.policy();
  }

  /**
   * A sentence each; none where all is well.
   *
   * @param users how many are adopted
   * @param oldest the greatest age at which a key was switched off that was not overdue
   * @param refused how many uses were refused
   */
  static List<String> of(
      SimulationTerms terms, int users, Optional<Duration> oldest, long refused) {
    PolicyDoubts all = new PolicyDoubts(terms);
    all.overlap();
    all.schedule(users);
    all.oneKeyAfterTheOther();
    oldest.ifPresent(all::oldest);
    if (refused > 0) {
      all.doubts.add(
          "%d uses were refused: a key was off before its consumer had read the next one. Lengthen overlap (%s) or quiet (%s), or shorten cache (%s)."
              .formatted(
                  refused,
                  text(terms.policy().overlap()),
                  text(terms.policy().quiet()),
                  text(terms.cache())));
    }
    return List.copyOf(all.doubts);
  }

  private void overlap() {
    if (policy.overlap().compareTo(terms.cache()) < 0) {
      doubts.add(
          "overlap (%s) is shorter than cache (%s): a consumer that has read the secret just before still uses the previous key when the overlap ends."
              .formatted(text(policy.overlap()), text(terms.cache())));
    }
    if (policy.overlap().compareTo(quiet()) < 0) {
      doubts.add(
          "overlap (%s) is shorter than quiet (%s) and the hour that is added to it: the previous key stays Active for longer than overlap says, %s at least."
              .formatted(text(policy.overlap()), text(policy.quiet()), text(quiet())));
    }
  }

  private void schedule(int users) {
    tooSlow("overlap", policy.overlap());
    tooSlow("recovery", policy.recovery());
    tooSlow("max-age less overlap", policy.rotateAtAge());
    Duration look = new CallLoad((long) users * SimulationSummary.READS_OF_AN_IDLE_RUN, 0).least();
    if (look.compareTo(terms.schedule()) > 0) {
      doubts.add(
          "schedule (%s) is too quick: a look at %d secrets alone takes %s at %d reads a second."
              .formatted(text(terms.schedule()), users, text(look), CallLoad.READS_PER_SECOND));
    }
  }

  private void tooSlow(String setting, Duration window) {
    if (terms.schedule().compareTo(window) > 0) {
      doubts.add(
          "schedule (%s) is too slow for %s (%s): what is due then is done up to %s late."
              .formatted(text(terms.schedule()), setting, text(window), text(terms.schedule())));
    }
  }

  /** A user has room for two keys: the previous one must be gone before the next is created. */
  private void oneKeyAfterTheOther() {
    Duration overlap = policy.overlap().compareTo(quiet()) < 0 ? quiet() : policy.overlap();
    Duration life = overlap.plus(policy.recovery()).plus(terms.schedule().multipliedBy(2));
    if (life.compareTo(policy.rotateAtAge()) > 0) {
      doubts.add(
          "overlap (%s), quiet (%s) and recovery (%s) take up to %s with schedule (%s), and the next rotation is due after %s (max-age %s less overlap): it has to wait for room, and keys get older than max-age."
              .formatted(
                  text(policy.overlap()),
                  text(policy.quiet()),
                  text(policy.recovery()),
                  text(life),
                  text(terms.schedule()),
                  text(policy.rotateAtAge()),
                  text(policy.maxAge())));
    }
  }

  /**
   * A run late at the promotion, one at the retirement, and the time of both are as they should be.
   */
  private void oldest(Duration age) {
    if (age.compareTo(policy.maxAge().plus(terms.schedule().multipliedBy(3))) > 0) {
      doubts.add(
          "A key was Active until it was %s old, although max-age is %s."
              .formatted(Durations.rough(age), text(policy.maxAge())));
    }
  }

  private Duration quiet() {
    return policy.quiet().isZero() ? Duration.ZERO : policy.quiet().plus(USE_ALLOWANCE);
  }

  private static String text(Duration duration) {
    return Durations.format(duration);
  }
}
