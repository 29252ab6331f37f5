package dev.keyturn.aws;

import java.io.IOException;
import java.time.Instant;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Watches every single attempt that an SDK client makes, below its retries: what AWS's clock says,
 * which host did not answer, and whether a write may have taken effect unseen.
 */
final class AttemptWatcher implements SdkHttpClient {
  /** AWS's are UUIDs or alike; what else stands there could be anything. */
  private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9-]{1,100}");

  private final SdkHttpClient http;
  private final AwsClock clock;

  AttemptWatcher(SdkHttpClient http, AwsClock clock) {
    this.http = http;
    this.clock = clock;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    requireStreaming(request);
    ExecutableHttpRequest prepared = http.prepareRequest(request);
    String host = request.httpRequest().host();
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        return attempt(prepared, host);
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  /**
   * The JDK's HttpURLConnection sends a POST a second time, unasked, when the connection dies
   * before a reply (its {@code sun.net.http.retryPost}), unless it streams the body, which the
   * SDK's client has it do when there is a Content-Length. There always is one; should an SDK ever
   * leave it out, that is better a bug than a second access key.
   */
  private static void requireStreaming(HttpExecuteRequest request) {
    if (request.contentStreamProvider().isPresent()
        && request.httpRequest().firstMatchingHeader("Content-Length").isEmpty()) {
      throw new IllegalStateException("a request without Content-Length might be sent twice");
    }
  }

  private HttpExecuteResponse attempt(ExecutableHttpRequest prepared, String host)
      throws IOException {
    Instant sent = clock.uncorrected();
    Attempts.noteRequestId(null);
    HttpExecuteResponse response;
    try {
      response = prepared.call();
    } catch (IOException e) {
      if (!UnansweredException.neverSent(e)) {
        Attempts.noteDoubt();
      }
      throw new UnansweredException(host, e);
    }
    response
        .httpResponse()
        .firstMatchingHeader("Date")
        .ifPresent(date -> clock.heard(sent, clock.uncorrected(), date));
    response
        .httpResponse()
        .firstMatchingHeader("x-amzn-RequestId")
        .filter(SAFE_ID.asMatchPredicate())
        .ifPresent(Attempts::noteRequestId);
    // A refusal (4xx) is certain. A fault (5xx) is not, nor is a success until it was read to its
    // end: then the write is Done, and nobody asks for doubts.
    if (response.httpResponse().statusCode() / 100 != 4) {
      Attempts.noteDoubt();
    }
    return response;
  }

  @Override
  public String clientName() {
    return http.clientName();
  }

  @Override
  public void close() {
    http.close();
  }
}
