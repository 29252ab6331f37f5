package dev.keyturn.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Requests to services of which we need two or three calls, each one attempt: signed by the SDK's
 * own signer, and sent over an HTTP client that soon gives up, and whose replies set no clock. A
 * client of the SDK's for each of them would be several megabytes in both programs, and their
 * classes in every cold start (docs/decisions/0035).
 */
final class SignedRequests {
  /** Finds the error's code and message in a refusal's body. */
  @FunctionalInterface
  interface ErrorReader {
    AwsErrorDetails read(byte[] body);
  }

  private final Clients clients;
  private final String service;
  private final ErrorReader errors;

  /**
   * Requests to one service.
   *
   * @param service as it is signed for, and as its host name begins
   */
  SignedRequests(Clients clients, String service, ErrorReader errors) {
    this.clients = clients;
    this.service = service;
    this.errors = errors;
  }

  /** Where the service is, where that was said outright, as for an emulator. */
  Optional<URI> givenEndpoint() {
    return clients.givenEndpoint(service);
  }

  /** AWS's own host for the service in our Region. */
  URI endpoint() {
    return clients.endpoint(service);
  }

  /**
   * Sends a request.
   *
   * @return the body of an answer of 2xx
   * @throws AwsServiceException where the service refuses
   * @throws SdkClientException where no whole answer came
   */
  byte[] send(SdkHttpRequest.Builder request, byte[] body) {
    request.putHeader("User-Agent", "keyturn");
    if (body.length > 0) {
      // Of a GET the JDK sends none, so that it must not be signed either.
      request.putHeader("Content-Length", Integer.toString(body.length));
    }
    SdkHttpRequest whole = request.build();
    AwsCredentials caller = clients.credentials().resolveCredentials();
    ContentStreamProvider content = ContentStreamProvider.fromByteArray(body);
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(r ->
                r.identity(caller)
                    .request(whole)
                    .payload(content)
                    .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                    .putProperty(AwsV4HttpSigner.REGION_NAME, clients.region().id())
                    .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                    .putProperty(AwsV4FamilyHttpSigner.NORMALIZE_PATH, !service.equals("s3"))
                    .putProperty(HttpSigner.SIGNING_CLOCK, clients.signingClock()));
    try {
      HttpExecuteResponse reply =
          clients
              .witnessHttp()
              .prepareRequest(
                  HttpExecuteRequest.builder()
                      .request(signed.request())
                      .contentStreamProvider(body.length > 0 ? content : null)
                      .build())
              .call();
      try (InputStream stream =
          reply.responseBody().map(InputStream.class::cast).orElse(InputStream.nullInputStream())) {
        return reply(reply.httpResponse().statusCode(), stream.readAllBytes());
      }
    } catch (IOException e) {
      throw SdkClientException.create("no whole answer", e);
    }
  }

  private byte[] reply(int status, byte[] body) {
    if (status / 100 == 2) {
      return body;
    }
    throw AwsServiceException.builder()
        .statusCode(status)
        .awsErrorDetails(errors.read(body))
        .message("refused")
        .build();
  }

  /** A body as a stream, for parsers. */
  static InputStream stream(byte[] body) {
    return new ByteArrayInputStream(body);
  }
}
