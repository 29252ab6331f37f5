package dev.keyturn.sim;

import dev.keyturn.sim.wire.WireReply;
import dev.keyturn.sim.wire.WireRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * The HTTP client of the AWS SDK for Java, answered in process. The SDK's own marshalling, signing
 * and retries run; only the socket is missing. As many SDK clients as one likes may share one.
 */
public final class SimHttpClient implements SdkHttpClient {
  private final Responder responder;

  /** Requests are answered by {@code responder}. */
  public SimHttpClient(Responder responder) {
    this.responder = responder;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return response(responder.answer(wire(request)));
      }

      @Override
      public void abort() {
        // Nothing is ever under way: the answer is there as soon as it is asked for.
      }
    };
  }

  @Override
  public String clientName() {
    return "Keyturn-simulator";
  }

  @Override
  public void close() {
    // There is no connection to close.
  }

  private static WireRequest wire(HttpExecuteRequest request) throws IOException {
    SdkHttpRequest http = request.httpRequest();
    byte[] body = new byte[0];
    Optional<ContentStreamProvider> content = request.contentStreamProvider();
    if (content.isPresent()) {
      try (InputStream stream = content.get().newStream()) {
        body = stream.readAllBytes();
      }
    }
    return WireRequest.of(
        http.method().name(),
        http.encodedPath(),
        http.encodedQueryParameters().orElse(""),
        http.headers(),
        body);
  }

  private static HttpExecuteResponse response(WireReply reply) {
    SdkHttpResponse.Builder http = SdkHttpResponse.builder().statusCode(reply.status());
    reply.headers().forEach(http::putHeader);
    return HttpExecuteResponse.builder()
        .response(http.build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(reply.body())))
        .build();
  }
}
