package dev.keyturn.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The JDK's URL connections, through the proxy that is meant for each request. The SDK's client has
 * one proxy for all, which it takes from {@code HTTP_PROXY} also where the endpoint is https.
 */
final class RoutedHttpClient implements SdkHttpClient {
  private final ProxySettings proxies;
  private final Duration connect;
  private final Duration read;
  private final TrustManager[] trusted;
  private final Map<Optional<URI>, SdkHttpClient> clients = new ConcurrentHashMap<>();

  RoutedHttpClient(ProxySettings proxies, Duration connect, Duration read, TrustManager[] trusted) {
    this.proxies = proxies;
    this.connect = connect;
    this.read = read;
    this.trusted = trusted.clone();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    SdkHttpRequest http = request.httpRequest();
    Optional<URI> proxy = proxies.forEndpoint(http.protocol(), http.host(), http.port());
    return clients.computeIfAbsent(proxy, this::client).prepareRequest(request);
  }

  private SdkHttpClient client(Optional<URI> proxy) {
    return UrlConnectionHttpClient.builder()
        .connectionTimeout(connect)
        .socketTimeout(read)
        .tlsTrustManagersProvider(() -> trusted.clone())
        .proxyConfiguration(configuration(proxy))
        .build();
  }

  /** Told whole, so that the SDK looks nowhere by itself. */
  private static ProxyConfiguration configuration(Optional<URI> proxy) {
    ProxyConfiguration.Builder told =
        ProxyConfiguration.builder()
            .useSystemPropertyValues(false)
            .useEnvironmentVariablesValues(false)
            .nonProxyHosts(Set.of());
    proxy.ifPresent(uri -> {
      told.scheme(uri.getScheme())
          .endpoint(
              URI.create(
                  "%s://%s:%d".formatted(uri.getScheme(), uri.getHost(), ProxySettings.port(uri))));
      ProxySettings.credentials(uri)
          .ifPresent(
              as -> told.username(as.getUserName()).password(String.valueOf(as.getPassword())));
    });
    return told.build();
  }

  @Override
  public String clientName() {
    return "UrlConnection";
  }

  @Override
  public void close() {
    clients.values().forEach(SdkHttpClient::close);
  }
}
