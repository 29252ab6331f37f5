package dev.keyturn.aws;

import dev.keyturn.json.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.utils.IoUtils;

/**
 * Requests of the JSON protocols, made of the SDK's parts that every client of it is made of: its
 * data on hosts, its signer, its reader of JSON, and the HTTP client that everything else goes
 * through. One attempt each. Four clients for five operations would make the jar larger by more
 * than half (docs/decisions/0030).
 */
final class JsonRequests {
  private static final int LONGEST_REPLY = 10_000_000;

  private final Clients clients;
  private final JsonEndpoints endpoints;

  JsonRequests(AwsSettings settings, Clients clients) {
    this.clients = clients;
    this.endpoints =
        new JsonEndpoints(
            settings.endpoint(),
            clients::region,
            clients.files()::profiles,
            clients.login().profile());
  }

  /** A GET of a path with a parameter, as Lambda takes it. */
  JsonNode get(JsonService service, String path, String parameter, String value) {
    return read(
        send(
            service,
            SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(endpoints.of(service))
                .encodedPath(path)
                .putRawQueryParameter(parameter, value)
                .build(),
            Optional.empty()));
  }

  /** An operation with its parameters, as the others take it. */
  JsonNode post(JsonService service, String operation, Map<String, ?> parameters) {
    return read(sent(service, operation, parameters));
  }

  /** The same of an operation without a result, whose reply may be empty. */
  void order(JsonService service, String operation, Map<String, ?> parameters) {
    sent(service, operation, parameters);
  }

  private String sent(JsonService service, String operation, Map<String, ?> parameters) {
    byte[] body = JsonText.oneLine(parameters).getBytes(StandardCharsets.UTF_8);
    return send(
        service,
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoints.of(service))
            .encodedPath("/")
            .putHeader("Content-Type", service.contentType())
            .putHeader("Content-Length", Integer.toString(body.length))
            .putHeader("X-Amz-Target", service.target(operation))
            .build(),
        Optional.of(ContentStreamProvider.fromByteArray(body)));
  }

  private String send(
      JsonService service, SdkHttpRequest request, Optional<ContentStreamProvider> body) {
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(r ->
                r.identity(clients.credentials().resolveCredentials())
                    .request(request)
                    .payload(body.orElse(null))
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service.prefix())
                    .putProperty(AwsV4HttpSigner.REGION_NAME, clients.region().id())
                    .putProperty(HttpSigner.SIGNING_CLOCK, clients.signingClock()));
    try {
      HttpExecuteResponse response =
          clients
              .http()
              .prepareRequest(
                  HttpExecuteRequest.builder()
                      .request(signed.request())
                      .contentStreamProvider(signed.payload().orElse(null))
                      .build())
              .call();
      String text = text(response);
      if (!response.httpResponse().isSuccessful()) {
        throw refusal(response, text);
      }
      return text;
    } catch (IOException e) {
      throw SdkClientException.create("no answer", e);
    }
  }

  private static String text(HttpExecuteResponse response) throws IOException {
    if (response.responseBody().isEmpty()) {
      return "";
    }
    try (InputStream body = response.responseBody().get()) {
      byte[] bytes = body.readNBytes(LONGEST_REPLY);
      IoUtils.drainInputStream(body);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static JsonNode read(String text) {
    try {
      return JsonNode.parser().parse(text);
    } catch (RuntimeException notJson) {
      throw new UnreadableReplyException("the reply is no JSON");
    }
  }

  /** The code stands in the body, in a header, or in both, sometimes with a namespace before it. */
  private static AwsServiceException refusal(HttpExecuteResponse response, String text) {
    Optional<JsonNode> body = parsed(text);
    String code =
        response
            .httpResponse()
            .firstMatchingHeader("x-amzn-ErrorType")
            .or(() -> body.flatMap(b -> field(b, "__type")))
            .map(type -> type.replaceFirst(":.*", "").replaceFirst(".*#", ""))
            .orElse("");
    String message =
        body.flatMap(b -> field(b, "message").or(() -> field(b, "Message"))).orElse("");
    return AwsServiceException.builder()
        .statusCode(response.httpResponse().statusCode())
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
        .build();
  }

  private static Optional<JsonNode> parsed(String text) {
    try {
      return Optional.of(JsonNode.parser().parse(text));
    } catch (RuntimeException notJson) {
      return Optional.empty();
    }
  }

  private static Optional<String> field(JsonNode node, String name) {
    return node.isObject()
        ? node.field(name).filter(JsonNode::isString).map(JsonNode::asString)
        : Optional.empty();
  }
}
