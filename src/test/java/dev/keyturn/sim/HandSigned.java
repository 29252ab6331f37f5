package dev.keyturn.sim;

import dev.keyturn.sim.wire.WireReply;
import dev.keyturn.sim.wire.WireRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Sends requests that no SDK would, rightly signed. */
record HandSigned(World world) {

  /** A Query request. */
  WireReply query(String service, String form) throws IOException {
    return send(service, "/", Map.of("Content-Type", "application/x-www-form-urlencoded"), form);
  }

  /** A request to a path, as of a service whose operations are told by theirs. */
  WireReply path(String service, String path) throws IOException {
    return send(service, path, Map.of(), "");
  }

  /** A request to Secrets Manager. */
  WireReply json(String operation, String document) throws IOException {
    return target("secretsmanager", "secretsmanager." + operation, document);
  }

  /** A JSON request. */
  WireReply target(String service, String target, String document) throws IOException {
    return send(
        service,
        "/",
        Map.of("Content-Type", "application/x-amz-json-1.1", "X-Amz-Target", target),
        document);
  }

  private WireReply send(String service, String path, Map<String, String> headers, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    SdkHttpRequest.Builder http =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .protocol("https")
            .host("aws.example")
            .encodedPath(path);
    headers.forEach(http::putHeader);
    Credentials key = world.administrator();
    ContentStreamProvider content = () -> new ByteArrayInputStream(body);
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(sign ->
                sign.identity(
                        AwsCredentialsIdentity.create(key.accessKeyId(), key.secretAccessKey()))
                    .request(http.build())
                    .payload(content)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, "us-east-1")
                    .putProperty(
                        HttpSigner.SIGNING_CLOCK, Clock.fixed(world.now(), ZoneOffset.UTC)))
            .request();
    Map<String, List<String>> all = new TreeMap<>(signed.headers());
    return new Gateway(world).answer(WireRequest.of("POST", path, "", all, body));
  }
}
