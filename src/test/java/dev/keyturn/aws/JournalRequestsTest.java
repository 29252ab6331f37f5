package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.port.ReadResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Where a journal's requests go, what they ask, and what their replies must not do. */
class JournalRequestsTest {
  private static final Instant NOW = Instant.parse("2031-05-06T07:08:09Z");

  @TempDir Path folder;
  private final List<SdkHttpRequest> requests = new ArrayList<>();
  private String profile = "[default]\n";
  private String date = "Tue, 06 May 2031 07:08:09 GMT";
  private String body = "<ListBucketResult/>";

  @Test
  @DisplayName("The date of whoever keeps the journal sets no clock, and AWS's own still does")
  void clock() {
    date = "Thu, 05 Jun 2031 07:08:09 GMT";
    try (AwsConnection aws = connection()) {
      assertThat(aws.journal("audit", "keyturn/").segments(""))
          .isEqualTo(new ReadResult.Got<>(List.of()));
      aws.signer("alias/journal").publicKey();
      assertThat(requests).hasSize(2);
      assertThat(aws.skew()).isZero();
      aws.secrets().describe("app");
      assertThat(aws.skew()).isGreaterThan(Duration.ofDays(29));
    }
  }

  @Test
  @DisplayName("Names are asked for escaped, and one that XML cannot say hides no other")
  void controlCharacters() {
    body =
        """
        <ListBucketResult><Prefix>keyturn/</Prefix><Delimiter>/</Delimiter>
        <Contents><Key>keyturn/%01</Key></Contents>
        <CommonPrefixes><Prefix>keyturn/a+b%2Bc/</Prefix></CommonPrefixes>
        <EncodingType>url</EncodingType></ListBucketResult>
        """;
    try (AwsConnection aws = connection()) {
      assertThat(aws.journal("audit", "keyturn/").segments(""))
          .isEqualTo(new ReadResult.Got<>(List.of("a b+c")));
    }
    assertThat(requests.getFirst().firstMatchingRawQueryParameter("encoding-type")).contains("url");
  }

  @Test
  @DisplayName("Names are as they are where nobody escaped them, as some do that are not S3")
  void notEscaped() {
    byte[] listing =
        "<ListBucketResult><Contents><Key>a+b%</Key></Contents></ListBucketResult>"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(S3Replies.listing(listing).names()).containsExactly("a+b%");
  }

  @ParameterizedTest
  @CsvSource({
    "false, false, audit.s3.amazonaws.com,                          kms.us-east-1.amazonaws.com",
    "true,  false, audit.s3-fips.us-east-1.amazonaws.com,           kms-fips.us-east-1.amazonaws.com",
    "false, true,  audit.s3.dualstack.us-east-1.amazonaws.com,      kms.us-east-1.api.aws",
    "true,  true,  audit.s3-fips.dualstack.us-east-1.amazonaws.com, kms-fips.us-east-1.api.aws",
  })
  @DisplayName("FIPS and dual-stack are as the profile says, as for everything else")
  void kinds(boolean fips, boolean dualStack, String s3, String kms) {
    profile =
        "[default]\nuse_fips_endpoint = %s\nuse_dualstack_endpoint = %s\n"
            .formatted(fips, dualStack);
    try (AwsConnection aws = connection()) {
      aws.journal("audit", "keyturn/").segments("");
      aws.signer("alias/journal").publicKey();
    }
    assertThat(requests).extracting(SdkHttpRequest::host).containsExactly(s3, kms);
  }

  private AwsConnection connection() {
    Path config = folder.resolve("config");
    try {
      Files.writeString(config, profile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return AwsConnection.connect(
        AwsSettings.ambient(() -> NOW)
            .withRegion("us-east-1")
            .with(SharedFiles.read(config, folder.resolve("none")))
            .with(Retries.IMMEDIATE)
            .with(
                new AwsSettings.Keys("AKIACALLERCALLERCALL", Connections.SECRET, Optional.empty()))
            .withHttp(() ->
                new ScriptedHttp(request -> {
                  requests.add(request);
                  return ScriptedHttp.answer(200, Map.of("Date", date), body);
                })));
  }
}
