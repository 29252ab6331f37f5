package dev.keyturn.app.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.port.Failure;
import dev.keyturn.result.SetupCheck;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What doctor says of a call that AWS refused. */
class FailureWordsTest {
  private static SetupCheck refused(String detail) {
    return FailureWords.failed(
        SetupCheck.Area.FUNCTION,
        "function",
        new Failure.Rejected("lambda:GetFunctionConfiguration", "HTTP 400", detail));
  }

  @Test
  @DisplayName("AWS's words are told, and to be read, where there are any")
  void words() {
    SetupCheck check = refused("Rate of changes exceeded");

    assertThat(check.seen()).endsWith("HTTP 400: Rate of changes exceeded");
    assertThat(check.remedy()).hasValueSatisfying(it -> assertThat(it).contains("AWS's words"));
  }

  @Test
  @DisplayName("Where there are none, nobody is sent to read them")
  void none() {
    SetupCheck check = refused("");

    assertThat(check.seen()).endsWith("HTTP 400, and did not say why");
    assertThat(check.remedy())
        .hasValueSatisfying(
            it -> assertThat(it).contains("AWS_ENDPOINT_URL").doesNotContain("AWS's words"));
  }
}
