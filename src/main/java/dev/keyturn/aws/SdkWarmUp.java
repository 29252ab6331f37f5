package dev.keyturn.aws;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.SecretStore;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Makes every call once with a made-up key on an HTTP client that reaches nobody, so that the SDK's
 * classes are loaded and its signing and parsing have run before a snapshot is taken. Nothing of it
 * is kept.
 */
final class SdkWarmUp {
  private static final String KEY = "AKIAPRIMINGPRIMING00";
  private static final VersionId VERSION = new VersionId("00000000-0000-0000-0000-000000000000");

  private SdkWarmUp() {}

  /** A connection that reaches nobody. */
  static AwsSettings settings(InstantSource clock) {
    return AwsSettings.ambient(clock)
        .with(Retries.IMMEDIATE)
        .withHttp(Nobody::new)
        .withEndpoint(URI.create("http://priming.invalid"))
        .withRegion("us-east-1")
        .with(new AwsSettings.Keys(KEY, SecretText.of("priming"), Optional.empty()));
  }

  /** Makes every call; that none of them comes to anything is how it has to be. */
  static void callEverything(AwsConnection aws) {
    SecretStore secrets = aws.secrets();
    secrets.describe("priming");
    secrets.value("priming", VERSION);
    secrets.put("priming", VERSION, SecretText.of("{}"), StagingLabel.AWSPENDING);
    secrets.move("priming", StagingLabel.AWSPENDING, Optional.of(VERSION), Optional.empty());
    secrets.tag("priming", Map.of("priming", "priming"));
    secrets.listTagged(Set.of("priming"));
    AccessKeys keys = aws.accessKeys();
    UserName user = new UserName("priming");
    keys.user(user);
    keys.list(user);
    keys.lastUse(new AccessKeyId(KEY));
    keys.create(user);
    keys.delete(user, new AccessKeyId(KEY));
  }

  /** Answers every request with an empty reply, in the form of its protocol. */
  private static final class Nobody implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      boolean json =
          request
              .httpRequest()
              .firstMatchingHeader("Content-Type")
              .filter(type -> type.contains("json"))
              .isPresent();
      byte[] body = (json ? "{}" : "<Empty/>").getBytes(StandardCharsets.UTF_8);
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() {
          return HttpExecuteResponse.builder()
              .response(SdkHttpResponse.builder().statusCode(200).build())
              .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }
}
