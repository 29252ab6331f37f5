package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProxySettingsTest {
  private static final Optional<URI> PROXY = Optional.of(URI.create("http://proxy.test:3128"));

  @Test
  @DisplayName("Each scheme has its own proxy, and lower case outranks upper case")
  void schemes() {
    ProxySettings settings =
        ProxySettings.of(
            Map.of(
                "https_proxy", "http://proxy.test:3128",
                "HTTPS_PROXY", "http://other.test:1",
                "HTTP_PROXY", "plain.test:8080"));
    assertThat(settings.forEndpoint("https", "iam.amazonaws.com", 443)).isEqualTo(PROXY);
    assertThat(settings.forEndpoint("http", "127.0.0.1", 4588))
        .contains(URI.create("http://plain.test:8080"));
    assertThat(ProxySettings.of(Map.of("HTTP_PROXY", "http://a.test")).https()).isEmpty();
  }

  @Test
  @DisplayName("Hosts, domains, ports and the star of NO_PROXY are reached without")
  void direct() {
    Map<String, String> env =
        Map.of(
            "HTTPS_PROXY", "http://proxy.test:3128", "NO_PROXY", "a.test, .Corp.test,b.test:8443");
    ProxySettings settings = ProxySettings.of(env);
    assertThat(settings.forEndpoint("https", "a.test", 443)).isEmpty();
    assertThat(settings.forEndpoint("https", "deep.a.test", 443)).isEmpty();
    assertThat(settings.forEndpoint("https", "nota.test", 443)).isEqualTo(PROXY);
    assertThat(settings.forEndpoint("https", "iam.corp.test", 443)).isEmpty();
    assertThat(settings.forEndpoint("https", "b.test", 8443)).isEmpty();
    assertThat(settings.forEndpoint("https", "b.test", 443)).isEqualTo(PROXY);
    assertThat(
            ProxySettings.of(Map.of("HTTPS_PROXY", "http://proxy.test:3128", "no_proxy", "*"))
                .forEndpoint("https", "iam.amazonaws.com", 443))
        .isEmpty();
  }

  @Test
  @DisplayName("What is no proxy is told by the variable's name, and never quoted")
  void problems() {
    assertThat(
            ProxySettings.problems(
                Map.of(
                    "HTTPS_PROXY",
                    "socks5://user:pass-word@h:1",
                    "http_proxy",
                    "http://fine.test")))
        .singleElement()
        .asString()
        .contains("HTTPS_PROXY")
        .doesNotContain("pass-word");
    assertThat(ProxySettings.problems(Map.of())).isEmpty();
  }
}
