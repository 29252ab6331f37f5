package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;

/** The hosts of services without a client, in each kind of partition. */
class JsonEndpointsTest {
  @ParameterizedTest
  @CsvSource({
    "LAMBDA,     eu-central-1,  lambda.eu-central-1.amazonaws.com",
    "CLOUDWATCH, us-east-1,     monitoring.us-east-1.amazonaws.com",
    "EVENTS,     cn-north-1,    events.cn-north-1.amazonaws.com.cn",
    "SQS,        us-gov-west-1, sqs.us-gov-west-1.amazonaws.com",
    "LAMBDA,     eusc-de-east-1, lambda.eusc-de-east-1.amazonaws.eu"
  })
  @DisplayName("A host is of the Region and its partition")
  void hosts(JsonService service, String region, String host) {
    assertThat(at(region, "[default]\n").of(service)).isEqualTo(URI.create("https://" + host));
  }

  @Test
  @DisplayName("FIPS and dual-stack are as the profile says")
  void kinds() {
    assertThat(at("us-east-1", "[default]\nuse_fips_endpoint = true\n").of(JsonService.LAMBDA))
        .isEqualTo(URI.create("https://lambda-fips.us-east-1.amazonaws.com"));
    assertThat(at("us-east-1", "[default]\nuse_dualstack_endpoint = true\n").of(JsonService.LAMBDA))
        .isEqualTo(URI.create("https://lambda.us-east-1.api.aws"));
  }

  @Test
  @DisplayName("An endpoint of the profile's, for all services or for one, goes first")
  void overridden() {
    JsonEndpoints endpoints =
        at(
            "us-east-1",
            """
            [default]
            endpoint_url = http://127.0.0.1:1
            services = here
            [services here]
            eventbridge =
              endpoint_url = http://127.0.0.1:2
            """);
    assertThat(endpoints.of(JsonService.LAMBDA)).isEqualTo(URI.create("http://127.0.0.1:1"));
    assertThat(endpoints.of(JsonService.EVENTS)).isEqualTo(URI.create("http://127.0.0.1:2"));
  }

  private static JsonEndpoints at(String region, String config) {
    ProfileFile file =
        ProfileFile.builder()
            .content(new ByteArrayInputStream(config.getBytes(StandardCharsets.UTF_8)))
            .type(ProfileFile.Type.CONFIGURATION)
            .build();
    return new JsonEndpoints(Optional.empty(), () -> Region.of(region), () -> file, "default");
  }
}
