package dev.keyturn.aws;

import java.io.FilterInputStream;
import java.io.IOException;
import java.util.function.Supplier;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An HTTP client of its own for each request, closed with its reply. A probe so meets another of
 * the service's hosts each time, and CreateAccessKey never goes out on a kept connection that the
 * other side may just have closed, which would leave it in doubt for nothing.
 *
 * <p>URL connections are pooled by host <em>and</em> by the client's TLS socket factory, of which
 * each client has one ({@link TlsSessions#pool}), so a new client never finds an old connection;
 * {@code Connection: close} keeps its own out of the pool. The connection is new; its TLS session
 * may be one that was had before.
 */
final class FreshConnections implements SdkHttpClient {
  private final Supplier<SdkHttpClient> clients;

  FreshConnections(Supplier<SdkHttpClient> clients) {
    this.clients = clients;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    SdkHttpClient client = clients.get();
    // Signatures do not cover this header, so it may be added to a signed request.
    ExecutableHttpRequest prepared =
        client.prepareRequest(
            HttpExecuteRequest.builder()
                .request(request.httpRequest().toBuilder().putHeader("Connection", "close").build())
                .contentStreamProvider(request.contentStreamProvider().orElse(null))
                .build());
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return closingAfter(prepared, client);
      }

      @Override
      public void abort() {
        prepared.abort();
        client.close();
      }
    };
  }

  private static HttpExecuteResponse closingAfter(
      ExecutableHttpRequest prepared, SdkHttpClient client) throws IOException {
    HttpExecuteResponse response;
    try {
      response = prepared.call();
    } catch (IOException | RuntimeException e) {
      client.close();
      throw e;
    }
    if (response.responseBody().isEmpty()) {
      client.close();
      return response;
    }
    AbortableInputStream body = response.responseBody().get();
    FilterInputStream closing =
        new FilterInputStream(body) {
          @Override
          public void close() throws IOException {
            super.close();
            client.close();
          }
        };
    return HttpExecuteResponse.builder()
        .response(response.httpResponse())
        .responseBody(AbortableInputStream.create(closing, body))
        .build();
  }

  @Override
  public String clientName() {
    return "KeyturnFresh";
  }

  @Override
  public void close() {
    // Each request closed its own.
  }
}
