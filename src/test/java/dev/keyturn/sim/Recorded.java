package dev.keyturn.sim;

import dev.keyturn.sim.wire.WireRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/** What the real SDK puts on the wire, kept so that a test can change it and send it again. */
final class Recorded {
  private Recorded() {}

  /** The request of one call, made against a fork of the world. */
  static WireRequest of(World world, Consumer<Sdk> call) throws IOException {
    List<WireRequest> seen = new ArrayList<>();
    Credentials key = world.administrator();
    Gateway gateway = new Gateway(world.fork());
    Sdk sdk =
        new Sdk(
            gateway,
            AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()),
            new Recorder(new SimHttpClient(gateway), seen));
    call.accept(sdk);
    return seen.getLast();
  }

  private record Recorder(SdkHttpClient inner, List<WireRequest> seen) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      ExecutableHttpRequest prepared = inner.prepareRequest(request);
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          seen.add(wire(request));
          return prepared.call();
        }

        @Override
        public void abort() {
          prepared.abort();
        }
      };
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  private static WireRequest wire(HttpExecuteRequest request) throws IOException {
    SdkHttpRequest http = request.httpRequest();
    try (InputStream body = request.contentStreamProvider().orElseThrow().newStream()) {
      return WireRequest.of("POST", http.encodedPath(), "", http.headers(), body.readAllBytes());
    }
  }
}
