package dev.keyturn.rotate;

import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.Policy.Verification;
import dev.keyturn.plan.Proof;
import dev.keyturn.port.IdentityProbe.Result;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Proves that a key works: several successes in a row, over a span, on STS and on IAM. One success
 * says little, because propagation is not monotone: the same endpoint may accept a new key and
 * refuse it a second later. Typical is 3 to 10 seconds, 15 have been seen.
 */
final class Verifier {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /**
   * A wrong signature is no sign of propagation; asked again a few times all the same, before a key
   * is given up for it.
   */
  private static final int WRONG_ENOUGH = 3;

  private final Ports ports;
  private final Consumer<String> progress;

  Verifier(Ports ports, Consumer<String> progress) {
    this.ports = ports;
    this.progress = progress;
  }

  Proof verify(Credential credential, IamUser expected, Verification terms, Instant latest) {
    Instant begun = ports.clock().instant();
    Instant timeout = begun.plus(terms.timeout());
    Instant deadline = latest.isBefore(timeout) ? latest : timeout;
    Duration between =
        longer(PAUSE, terms.span().dividedBy(Math.max(1, terms.successes() - 1)).plusMillis(1));
    Run run = new Run(terms);
    while (true) {
      Instant now = ports.clock().instant();
      Result result = ports.probe().probe(credential, expected);
      Instant answered = ports.clock().instant();
      switch (result) {
        case Result.Works works -> run.succeeded(answered);
        case Result.NotKnown unknown -> run.failed();
        case Result.WrongSecret wrong -> run.wrong();
        case Result.SomeoneElse other -> {
          return Proof.SOMEONE_ELSE;
        }
        case Result.NotTried untried -> run.untried();
      }
      if (run.isProved()) {
        return Proof.WORKS;
      }
      if (run.wrongs >= WRONG_ENOUGH) {
        return Proof.WRONG_SECRET;
      }
      progress.accept(
          "verifying: %d of %d, %d s"
              .formatted(
                  run.successes, terms.successes(), Duration.between(begun, now).toSeconds()));
      Duration pause = result instanceof Result.Works ? between : PAUSE;
      if (answered.plus(pause).isAfter(deadline) || ports.stop().getAsBoolean()) {
        return Proof.TIMED_OUT;
      }
      ports.sleeper().sleep(pause);
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** The successes in a row so far. */
  private static final class Run {
    private final Verification terms;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private int successes;
    private int wrongs;

    Run(Verification terms) {
      this.terms = terms;
    }

    void succeeded(Instant at) {
      first = successes == 0 ? at : first;
      last = at;
      successes++;
      wrongs = 0;
    }

    void failed() {
      successes = 0;
      wrongs = 0;
    }

    void wrong() {
      successes = 0;
      wrongs++;
    }

    /** Says nothing about the key, but the row of successes is broken all the same. */
    void untried() {
      successes = 0;
    }

    boolean isProved() {
      return successes >= terms.successes()
          && Duration.between(first, last).compareTo(terms.span()) >= 0;
    }
  }
}
