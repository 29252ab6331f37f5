package dev.keyturn.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** An HTTP client without a network, for what shows in the requests alone. */
final class ScriptedHttp implements SdkHttpClient {
  /** Answers a request. */
  interface Server {
    HttpExecuteResponse answer(SdkHttpRequest request) throws IOException;
  }

  private final Server server;
  private int closed;

  ScriptedHttp(Server server) {
    this.server = server;
  }

  static HttpExecuteResponse answer(int status, Map<String, String> headers, String body) {
    SdkHttpResponse.Builder response = SdkHttpResponse.builder().statusCode(status);
    headers.forEach(response::putHeader);
    return HttpExecuteResponse.builder()
        .response(response.build())
        .responseBody(
            AbortableInputStream.create(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
        .build();
  }

  /** How often it was closed. */
  int closed() {
    return closed;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return server.answer(request.httpRequest());
      }

      @Override
      public void abort() {
        // There is nothing under way.
      }
    };
  }

  @Override
  public void close() {
    closed++;
  }
}
