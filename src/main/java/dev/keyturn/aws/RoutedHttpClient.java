package dev.keyturn.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The JDK's URL connections, through the proxy that is meant for each request. Left to itself, the
 * SDK's client has one proxy for all, which it takes from {@code HTTP_PROXY} also where the
 * endpoint is https, and TLS sessions of its own.
 */
final class RoutedHttpClient implements SdkHttpClient {
  static {
    // Each of the JDK's connections over TLS begins with the process's default factory, and has
    // ours only afterwards. The JDK would make its own at once, and read all of its trust store.
    HttpsURLConnection.setDefaultSSLSocketFactory(TlsSessions.jdkDefault());
  }

  private final ProxySettings proxies;
  private final Duration connect;
  private final Duration read;
  private final SSLSocketFactory tls;
  private final SdkHttpClient client;

  RoutedHttpClient(ProxySettings proxies, Duration connect, Duration read, SSLSocketFactory tls) {
    this.proxies = proxies;
    this.connect = connect;
    this.read = read;
    this.tls = tls;
    this.client = UrlConnectionHttpClient.create(this::connection);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return client.prepareRequest(request);
  }

  private HttpURLConnection connection(URI endpoint) {
    Optional<URI> proxy =
        proxies.forEndpoint(endpoint.getScheme(), endpoint.getHost(), ProxySettings.port(endpoint));
    HttpURLConnection connection = open(endpoint, proxy);
    if (connection instanceof HttpsURLConnection secure) {
      secure.setSSLSocketFactory(tls);
    }
    proxy
        .flatMap(ProxySettings::credentials)
        .filter(as -> !as.getUserName().isEmpty() && as.getPassword().length > 0)
        .ifPresent(as -> connection.addRequestProperty("proxy-authorization", basic(as)));
    connection.setConnectTimeout(Math.toIntExact(connect.toMillis()));
    connection.setReadTimeout(Math.toIntExact(read.toMillis()));
    return connection;
  }

  private static HttpURLConnection open(URI endpoint, Optional<URI> proxy) {
    try {
      URL url = endpoint.toURL();
      return (HttpURLConnection)
          (proxy.isPresent() ? url.openConnection(through(proxy.get())) : url.openConnection());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its name is looked up when a connection to it is made. */
  private static Proxy through(URI proxy) {
    return new Proxy(
        Proxy.Type.HTTP,
        InetSocketAddress.createUnresolved(proxy.getHost(), ProxySettings.port(proxy)));
  }

  /** Said without being asked: by plain HTTP a proxy may forward or refuse, and never ask. */
  private static String basic(PasswordAuthentication as) {
    String pair = as.getUserName() + ":" + String.valueOf(as.getPassword());
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String clientName() {
    return "UrlConnection";
  }

  @Override
  public void close() {
    client.close();
  }
}
