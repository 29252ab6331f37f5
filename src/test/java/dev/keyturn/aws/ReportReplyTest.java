package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.port.CredentialReportFile;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reply that holds a credential report, in the forms that XML and Base64 leave open. */
class ReportReplyTest {
  private static final String REPORT = "user,arn\nweb,arn:aws:iam::123456789012:user/web\n";
  private static final String ENCODED =
      Base64.getEncoder().encodeToString(REPORT.getBytes(StandardCharsets.UTF_8));
  private static final String GENERATED =
      "<GeneratedTime>2026-03-01T00:00:00Z</GeneratedTime><ReportFormat>text/csv</ReportFormat>";

  private static ReadResult<CredentialReportFile> read(String result) {
    try (ScriptedServer server =
            new ScriptedServer(ScriptedReply.query("GetCredentialReport", result));
        AwsConnection aws = Connections.to(server)) {
      return aws.accountUsers().report();
    }
  }

  private static String text(CredentialReportFile file) {
    try (InputStream csv = file.open()) {
      return new String(csv.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest(name = "between its parts: [{0}]")
  @ValueSource(strings = {"", "\n", "\r\n", "&#13;\n", "&#xD;&#xA;", "  "})
  @DisplayName("Lines in it are no part of it, however they are written")
  void lines(String between) {
    String content = ENCODED.substring(0, 20) + between + ENCODED.substring(20) + between;
    for (String result :
        new String[] {
          "<Content>" + content + "</Content>" + GENERATED,
          GENERATED + "<Content>" + between + content + "</Content>"
        }) {
      assertThat(read(result))
          .isInstanceOfSatisfying(
              ReadResult.Got.class,
              got -> {
                CredentialReportFile file = (CredentialReportFile) got.value();
                assertThat(text(file)).isEqualTo(REPORT);
                assertThat(file.generated()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
              });
    }
  }

  @Test
  @DisplayName("A reply without one, or with something else in its place, is a failure")
  void none() {
    for (String result :
        new String[] {
          GENERATED,
          "<Content>no Base64!</Content>" + GENERATED,
          "<Content>" + ENCODED + "&#13</Content>" + GENERATED,
        }) {
      assertThat(read(result))
          .as(result)
          .isInstanceOfSatisfying(
              ReadResult.Failed.class,
              failed -> assertThat(failed.failure()).isInstanceOf(Failure.class));
    }
  }
}
