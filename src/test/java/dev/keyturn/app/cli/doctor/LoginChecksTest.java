package dev.keyturn.app.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.aws.SetupReads.CallerIdentity;
import dev.keyturn.aws.SetupReads.Session;
import dev.keyturn.port.ReadResult;
import dev.keyturn.result.SetupCheck.Verdict;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who one is, and for how long. */
class LoginChecksTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "true,  2026-03-01T20:00:00Z, OK,          ends 2026-03-01 20:00 UTC",
    "true,  2026-03-01T12:05:00Z, WARNING,     'ends 2026-03-01 12:05 UTC, which is soon'",
    "true,                      , NOT_CHECKED, 'temporary credentials, and nothing says when they end'",
    "false,                     , OK,          no end: a long-term access key"
  })
  @DisplayName("A session's end is told where it is known, and soon is a warning")
  void session(boolean temporary, Instant end, Verdict verdict, String seen) {
    var check = LoginChecks.session(new Session(temporary, Optional.ofNullable(end)), NOW);
    assertThat(check.verdict()).isEqualTo(verdict);
    assertThat(check.seen()).isEqualTo(seen);
  }

  @Test
  @DisplayName("The account's root user is told, and whom to be instead")
  void root() {
    var check =
        LoginChecks.identity(
            new ReadResult.Got<>(
                new CallerIdentity("123456789012", "arn:aws:iam::123456789012:root")));
    assertThat(check.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(check.remedy()).contains("Run Keyturn as the rotator's role: docs/permissions.md");
  }
}
