package dev.keyturn.app.cli.doctor;

import dev.keyturn.aws.SetupReads.CallerIdentity;
import dev.keyturn.aws.SetupReads.Session;
import dev.keyturn.port.ReadResult;
import dev.keyturn.report.TimeText;
import dev.keyturn.result.SetupCheck;
import dev.keyturn.result.SetupCheck.Area;
import java.time.Duration;
import java.time.Instant;

/** Who one is to AWS, and for how long. */
public final class LoginChecks {
  /** A rotation takes a minute or two, and a run over many secrets some more. */
  private static final Duration SOON = Duration.ofMinutes(15);

  private LoginChecks() {}

  /**
   * The way in.
   *
   * @param way in words
   */
  public static SetupCheck login(String way, ReadResult<Session> session) {
    return switch (session) {
      case ReadResult.Got<Session> got -> SetupCheck.ok(Area.AWS, "login", way);
      case ReadResult.Failed<Session> failed ->
          FailureWords.failed(Area.AWS, "login", failed.failure());
      case ReadResult.Absent<Session> absent ->
          throw new IllegalStateException("credentials are found or not");
    };
  }

  /** Who signs. */
  public static SetupCheck identity(ReadResult<CallerIdentity> caller) {
    return switch (caller) {
      case ReadResult.Got<CallerIdentity>(CallerIdentity who) ->
          who.arn().endsWith(":root")
              ? SetupCheck.warning(
                  Area.AWS,
                  "identity",
                  "%s, the account's root user".formatted(who.arn()),
                  "Run Keyturn as the rotator's role: docs/permissions.md")
              : SetupCheck.ok(Area.AWS, "identity", who.arn());
      case ReadResult.Failed<CallerIdentity> failed ->
          FailureWords.failed(Area.AWS, "identity", failed.failure());
      case ReadResult.Absent<CallerIdentity> absent ->
          throw new IllegalStateException("STS knows everybody who signs rightly");
    };
  }

  /** When the session ends. */
  public static SetupCheck session(Session session, Instant now) {
    String name = "session";
    if (session.end().isEmpty()) {
      return session.temporary()
          ? SetupCheck.notChecked(
              Area.AWS, name, "temporary credentials, and nothing says when they end")
          : SetupCheck.ok(Area.AWS, name, "no end: a long-term access key");
    }
    Instant end = session.end().get();
    String when = "ends " + TimeText.minute(end);
    return Duration.between(now, end).compareTo(SOON) < 0
        ? SetupCheck.warning(
            Area.AWS, name, when + ", which is soon", "Log in again before a long run.")
        : SetupCheck.ok(Area.AWS, name, when);
  }
}
