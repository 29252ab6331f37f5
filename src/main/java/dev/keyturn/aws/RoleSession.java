package dev.keyturn.aws;

import dev.keyturn.port.ReadResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/**
 * A session in a role of another account, which is assumed when it is first needed and again before
 * it ends, for as long as anybody works with it. It lasts an hour, AWS's usual time and the longest
 * that a role can have which is assumed from another role (IAM User Guide, role chaining). Safe for
 * use by several threads.
 */
public final class RoleSession {
  /** From this long before the end a new one is asked for; the old one does in the meantime. */
  private static final Duration RENEW = Duration.ofMinutes(10);

  /** With less than this left, a call could outlive its session. */
  private static final Duration LEAST = Duration.ofMinutes(2);

  private static final Duration UNTIL_NEXT_TRY = Duration.ofMinutes(1);

  private final Clients hub;
  private final SdkCalls calls;
  private final MemberRole role;
  private final Pace pace;
  private @Nullable AwsSessionCredentials session;
  private Instant end = Instant.MIN;
  private Instant nextTry = Instant.MIN;

  /**
   * A session.
   *
   * @param pace of all that is asked in the account, in whatever Regions: IAM has none
   */
  RoleSession(Clients hub, SdkCalls calls, MemberRole role, Pace pace) {
    this.hub = hub;
    this.calls = calls;
    this.role = role;
    this.pace = pace;
  }

  /** How fast the account is asked by everybody who works in this session. */
  Pace pace() {
    return pace;
  }

  /** The role's ARN, in the partition of our Region. */
  public ReadResult<String> roleArn() {
    return calls.read("sts:AssumeRole", Set.of(), this::arn);
  }

  private String arn() {
    return role.arn(hub.partition());
  }

  /** Assumes the role, unless that was done already; until when it lasts. */
  public ReadResult<Instant> begin() {
    return calls.read("sts:AssumeRole", Set.of(), this::begun);
  }

  private synchronized Instant begun() {
    credentials();
    return end;
  }

  /** For the clients that work in the other account. */
  AwsCredentialsProvider provider() {
    return this::credentials;
  }

  private synchronized AwsCredentials credentials() {
    Instant now = hub.signingClock().instant();
    AwsSessionCredentials at = session;
    if (at == null || now.isAfter(end.minus(LEAST))) {
      return assume();
    }
    if (now.isBefore(end.minus(RENEW)) || now.isBefore(nextTry)) {
      return at;
    }
    try {
      return assume();
    } catch (SdkException | UnconfiguredException | UnreadableReplyException later) {
      // The old one lasts for some minutes, and whoever waits for this call is not to pay for it.
      nextTry = now.plus(UNTIL_NEXT_TRY);
      return at;
    }
  }

  private AwsSessionCredentials assume() {
    AssumeRoleResponse reply =
        hub.sts()
            .assumeRole(r -> {
              r.roleArn(arn()).roleSessionName(role.sessionName());
              r.sourceIdentity(role.sourceIdentity());
              role.externalId().ifPresent(r::externalId);
            });
    var made = IamReplies.present(reply.credentials(), "Credentials");
    AwsSessionCredentials assumed =
        AwsSessionCredentials.create(
            IamReplies.present(made.accessKeyId(), "AccessKeyId"),
            IamReplies.present(made.secretAccessKey(), "SecretAccessKey"),
            IamReplies.present(made.sessionToken(), "SessionToken"));
    end = IamReplies.present(made.expiration(), "Expiration");
    session = assumed;
    return assumed;
  }
}
