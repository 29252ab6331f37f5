package dev.keyturn.app.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.aws.AwsService;
import dev.keyturn.aws.EndpointAnswer;
import dev.keyturn.aws.ProxySettings;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.result.SetupCheck;
import dev.keyturn.result.SetupCheck.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Region's source, proxies, and endpoints that do not answer. */
class EnvironmentChecksTest {
  @ParameterizedTest
  @CsvSource({
    "eu-west-1, eu-west-2, eu-west-3, --region",
    "         , eu-west-2, eu-west-3, AWS_REGION",
    "         ,          , eu-west-3, AWS_DEFAULT_REGION",
    "         ,          ,          , 'the profile, or the instance'"
  })
  @DisplayName("The Region comes from the first place that says one")
  void region(String typed, String variable, String otherVariable, String source) {
    Map<String, String> env =
        Map.of(
            "AWS_REGION", Optional.ofNullable(variable).orElse(""),
            "AWS_DEFAULT_REGION", Optional.ofNullable(otherVariable).orElse(""));
    assertThat(
            EnvironmentChecks.region(
                    new ReadResult.Got<>("eu-west-9"), Optional.ofNullable(typed), env)
                .seen())
        .isEqualTo("eu-west-9, by " + source);
  }

  @Test
  @DisplayName("A proxy is told without whom one signs in as")
  void proxy() {
    SetupCheck check =
        EnvironmentChecks.proxy(
            ProxySettings.of(
                Map.of(
                    "https_proxy", "http://somebody:pass%40word@proxy.example.com:3128",
                    "HTTP_PROXY", "plain.example.com",
                    "NO_PROXY", "localhost,.internal")));
    assertThat(check.seen())
        .isEqualTo(
            "https through http://***@proxy.example.com:3128; http through http://plain.example.com; without for localhost, internal")
        .doesNotContain("somebody", "pass", "word");
    assertThat(EnvironmentChecks.proxy(ProxySettings.NONE).seen()).isEqualTo("none");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "the connection was refused  | AWS_ENDPOINT_URL_IAM | unset AWS_ENDPOINT_URL_IAM",
        "the connection was refused  | AWS_ENDPOINT_URL     | unset AWS_ENDPOINT_URL",
        "TLS failed: unknown issuer  | NOTHING              | export AWS_CA_BUNDLE=FILE",
        "the name cannot be resolved | NOTHING              | HTTPS_PROXY"
      })
  @DisplayName("An endpoint that does not answer has the remedy of what it is")
  void endpoint(String detail, String variable, String remedy) {
    SetupCheck check =
        EndpointChecks.of(
            AwsService.IAM,
            new EndpointAnswer(
                Optional.of(URI.create("https://iam.amazonaws.com")),
                new ReadResult.Failed<>(new Failure.Unreachable("iam", detail))),
            Map.of(variable, "http://127.0.0.1:1"));
    assertThat(check.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(check.seen()).isEqualTo("https://iam.amazonaws.com: " + detail);
    assertThat(check.remedy().orElseThrow()).contains(remedy);
  }

  @Test
  @DisplayName("A clock that is wrong by more than a minute is told, on either side")
  void clock() {
    assertThat(EndpointChecks.clock(Duration.ofSeconds(40)).verdict()).isEqualTo(Verdict.OK);
    assertThat(EndpointChecks.clock(Duration.ofHours(2)).seen()).startsWith("7200 s behind AWS's");
    SetupCheck ahead = EndpointChecks.clock(Duration.ofHours(-1));
    assertThat(ahead.seen()).startsWith("3600 s ahead of AWS's");
    assertThat(ahead.verdict()).isEqualTo(Verdict.WARNING);
    assertThat(ahead.remedy()).contains("Set this machine's clock: sudo timedatectl set-ntp true");
  }
}
