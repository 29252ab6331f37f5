package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** One client, and so one connection, for each request. */
class FreshConnectionsTest {
  private static final HttpExecuteRequest REQUEST =
      HttpExecuteRequest.builder()
          .request(
              SdkHttpRequest.builder()
                  .method(SdkHttpMethod.POST)
                  .uri(URI.create("https://sts.amazonaws.com/"))
                  .build())
          .build();

  private final List<ScriptedHttp> clients = new ArrayList<>();

  private FreshConnections fresh(ScriptedHttp.Server server) {
    return new FreshConnections(() -> {
      clients.add(new ScriptedHttp(server));
      return clients.getLast();
    });
  }

  @Test
  @DisplayName("Each request has a client of its own, closed when its reply was read")
  void oneEach() throws IOException {
    try (FreshConnections http =
        fresh(request -> {
          assertThat(request.firstMatchingHeader("Connection")).contains("close");
          return ScriptedHttp.answer(200, Map.of(), "hello");
        })) {
      for (int i = 1; i <= 2; i++) {
        HttpExecuteResponse response = http.prepareRequest(REQUEST).call();
        assertThat(clients).hasSize(i);
        assertThat(clients.getLast().closed()).isZero();
        try (var body = response.responseBody().orElseThrow()) {
          assertThat(body.readAllBytes()).asString().isEqualTo("hello");
        }
        assertThat(clients.getLast().closed()).isEqualTo(1);
      }
    }
  }

  @Test
  @DisplayName("A request that fails closes its client too")
  void failure() {
    try (FreshConnections http =
        fresh(request -> {
          throw new IOException("gone");
        })) {
      assertThatThrownBy(() -> http.prepareRequest(REQUEST).call()).hasMessage("gone");
      assertThat(clients.getLast().closed()).isEqualTo(1);
    }
  }
}
