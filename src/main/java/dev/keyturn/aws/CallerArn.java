package dev.keyturn.aws;

import dev.keyturn.port.ReadResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * Who we are to AWS, as CloudTrail names it. Asked once for a connection, when somebody first
 * wishes to know; GetCallerIdentity needs no permission, and nobody can deny it. Safe for use by
 * several threads.
 */
final class CallerArn {
  /** It is no part of the work, and must not hold it up. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** A function's connection lives long: where nobody could say, a later run asks again. */
  private static final Duration UNTIL_NEXT_TIME = Duration.ofMinutes(5);

  private final Clients clients;
  private final SdkCalls calls;
  private final AwsClock clock;
  private Optional<String> arn = Optional.empty();
  private Instant askAgain = Instant.MIN;

  CallerArn(Clients clients, SdkCalls calls, AwsClock clock) {
    this.clients = clients;
    this.calls = calls;
    this.clock = clock;
  }

  /** Our ARN; empty where nobody could say. */
  synchronized Optional<String> arn() {
    Instant now = clock.instant();
    if (arn.isEmpty() && !now.isBefore(askAgain)) {
      askAgain = now.plus(UNTIL_NEXT_TIME);
      arn = ask();
    }
    return arn;
  }

  private Optional<String> ask() {
    ReadResult<String> read =
        calls.read(
            "sts:GetCallerIdentity",
            Set.of(),
            () -> {
              GetCallerIdentityResponse reply =
                  clients
                      .stsOnce()
                      .getCallerIdentity(
                          r -> r.overrideConfiguration(o -> o.apiCallTimeout(PATIENCE)));
              return IamReplies.present(reply.arn(), "Arn");
            });
    return read instanceof ReadResult.Got<String>(String found)
        ? Optional.of(found)
        : Optional.empty();
  }
}
