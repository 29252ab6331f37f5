package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.UserName;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Where requests go, and how they are signed. */
class RequestsTest {
  private static final Instant NOW = Instant.parse("2031-05-06T07:08:09Z");

  private final List<SdkHttpRequest> requests = new ArrayList<>();
  private String error = "";
  private String date = "Tue, 06 May 2031 07:08:09 GMT";

  private AwsSettings settings(String region) {
    return AwsSettings.ambient(() -> NOW)
        .withRegion(region)
        .with(Retries.IMMEDIATE)
        .with(new AwsSettings.Keys("AKIACALLERCALLERCALL", Connections.SECRET, Optional.empty()))
        .withHttp(() ->
            new ScriptedHttp(request -> {
              requests.add(request);
              return ScriptedHttp.answer(403, Map.of("Date", date), error);
            }));
  }

  @ParameterizedTest
  @CsvSource({
    "eu-central-1, iam.amazonaws.com, us-east-1",
    "us-east-1, iam.amazonaws.com, us-east-1",
    "cn-north-1, iam.cn-north-1.amazonaws.com.cn, cn-north-1",
    "us-gov-east-1, iam.us-gov.amazonaws.com, us-gov-west-1",
  })
  @DisplayName("IAM is asked at the global endpoint of the Region's partition, and signed for it")
  void iamIsGlobal(String region, String host, String signed) {
    try (AwsConnection aws = AwsConnection.connect(settings(region))) {
      Connections.everything(aws);
    }
    assertThat(requests.stream().map(SdkHttpRequest::host).toList())
        .containsExactly(host, host, "secretsmanager." + domain(region), "sts." + domain(region));
    assertThat(authorization(0)).contains("/" + signed + "/iam/aws4_request");
    assertThat(authorization(1)).contains("/" + signed + "/iam/aws4_request");
    assertThat(authorization(2)).contains("/" + region + "/secretsmanager/aws4_request");
    assertThat(authorization(3)).contains("/" + region + "/sts/aws4_request");
  }

  private static String domain(String region) {
    return region + (region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com");
  }

  private String authorization(int index) {
    return requests.get(index).firstMatchingHeader("Authorization").orElseThrow();
  }

  @Test
  @DisplayName("An endpoint that is given is used for all")
  void endpoint() {
    AwsSettings settings =
        settings("eu-central-1").withEndpoint(URI.create("http://127.0.0.1:4566"));
    try (AwsConnection aws = AwsConnection.connect(settings)) {
      Connections.everything(aws);
    }
    assertThat(requests).hasSize(4).allMatch(request -> request.port() == 4566);
  }

  @Test
  @DisplayName("The probe signs with the candidate, and everything else with the caller")
  void signers() {
    try (AwsConnection aws = AwsConnection.connect(settings("eu-central-1"))) {
      Connections.everything(aws);
    }
    for (int i = 0; i < 3; i++) {
      assertThat(authorization(i)).contains("Credential=AKIACALLERCALLERCALL/");
    }
    assertThat(authorization(3)).contains("Credential=AKIAPROBEPROBEPROBE1/");
  }

  @Test
  @DisplayName("Requests are signed with the clock that was given")
  void virtualTime() {
    try (AwsConnection aws = AwsConnection.connect(settings("eu-central-1"))) {
      Connections.everything(aws);
    }
    assertThat(requests)
        .allSatisfy(request ->
            assertThat(request.firstMatchingHeader("X-Amz-Date")).contains("20310506T070809Z"));
  }

  @Test
  @DisplayName("From the first reply on, a wrong clock signs with AWS's time and tells it")
  void correctedTime() {
    date = "Tue, 06 May 2031 08:08:10 GMT";
    try (AwsConnection aws = AwsConnection.connect(settings("eu-central-1"))) {
      Connections.everything(aws);
      assertThat(aws.skew()).isEqualTo(Duration.ofSeconds(3_601));
      assertThat(aws.clock().instant()).isEqualTo(NOW.plusSeconds(3_601));
    }
    assertThat(requests.stream().map(r -> r.firstMatchingHeader("X-Amz-Date").orElseThrow()))
        .startsWith("20310506T070809Z", "20310506T080810Z", "20310506T080810Z")
        .hasSize(4);
  }

  @Test
  @DisplayName("A request that was refused for its time is tried again with AWS's")
  void refusedTime() {
    date = "Tue, 06 May 2031 08:08:10 GMT";
    error = "<ErrorResponse><Error><Code>RequestExpired</Code></Error></ErrorResponse>";
    for (Retries retries : Retries.values()) {
      requests.clear();
      try (AwsConnection aws = AwsConnection.connect(settings("eu-central-1").with(retries))) {
        aws.accessKeys().user(new UserName("app"));
      }
      assertThat(requests.stream().map(r -> r.firstMatchingHeader("X-Amz-Date").orElseThrow()))
          .startsWith("20310506T070809Z", "20310506T080810Z");
    }
  }

  @Test
  @DisplayName("Making a connection and closing it asks nobody")
  void lazy() {
    try (AwsConnection aws = AwsConnection.connect(settings("eu-central-1"))) {
      assertThat(aws.accessKeys()).isNotNull();
      assertThat(aws.secrets()).isNotNull();
      assertThat(aws.probe()).isNotNull();
    }
    assertThat(requests).isEmpty();
  }
}
