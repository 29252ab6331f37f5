package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** That it comes late changes nothing about whom it trusts. */
class TrustedCertificatesTest {
  private static final String PASSWORD = "changeit";
  private static final String STORE = "javax.net.ssl.trustStore";

  @TempDir private Path folder;

  /** The other end of each connection that was served, and when its TLS session began. */
  private final List<InetSocketAddress> clients = new CopyOnWriteArrayList<>();

  private final List<Long> sessions = new CopyOnWriteArrayList<>();

  @AfterEach
  void trustAsBefore() {
    System.clearProperty(STORE);
    System.clearProperty(STORE + "Password");
  }

  private void trustTheServer() {
    System.setProperty(STORE, folder.resolve("keys").toString());
    System.setProperty(STORE + "Password", PASSWORD);
  }

  @Test
  void aServerThatNobodyVouchesForIsRefused() throws Exception {
    HttpsServer server = server("ip:127.0.0.1");
    try {
      assertThatThrownBy(() -> status(server)).isInstanceOf(SSLHandshakeException.class);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void theTrustStoreThatIsConfiguredCounts() throws Exception {
    HttpsServer server = server("ip:127.0.0.1");
    trustTheServer();
    try {
      assertThat(status(server)).isEqualTo(204);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aTrustedServerOfAnotherNameIsRefused() throws Exception {
    HttpsServer server = server("dns:iam.amazonaws.com");
    trustTheServer();
    try {
      assertThatThrownBy(() -> status(server)).isInstanceOf(SSLHandshakeException.class);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aFileOfCertificatesCountsInPlaceOfTheStore() throws Exception {
    HttpsServer server = server("ip:127.0.0.1");
    Path bundle = folder.resolve("bundle.pem");
    try {
      Files.writeString(
          bundle,
          "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
              .formatted(Base64.getMimeEncoder().encodeToString(certificate())));
      assertThat(status(server, Optional.of(bundle))).isEqualTo(204);
      Files.writeString(bundle, "no certificate");
      assertThatThrownBy(() -> status(server, Optional.of(bundle)))
          .rootCause()
          .isNotInstanceOf(SSLHandshakeException.class);
    } finally {
      server.stop(0);
    }
  }

  @Test
  @DisplayName("Fresh connections are connections of their own, and resume one session")
  void resumed() throws Exception {
    HttpsServer server = server("ip:127.0.0.1");
    trustTheServer();
    try {
      TlsSessions one = Network.DIRECT.sessions();
      for (int i = 0; i < 3; i++) {
        ask(server, one);
      }
      ask(server, Network.DIRECT.sessions());
      assertThat(clients).doesNotHaveDuplicates().hasSize(4);
      assertThat(sessions.subList(0, 3)).containsOnly(sessions.getFirst());
      assertThat(sessions.getLast()).isNotEqualTo(sessions.getFirst());
    } finally {
      server.stop(0);
    }
  }

  @Test
  @DisplayName("The JDK's own factory, and its trust store, is not made beside ours")
  void noSecondStore() {
    Network.DIRECT.client().close();
    SSLSocketFactory met = HttpsURLConnection.getDefaultSSLSocketFactory();
    SSLSocketFactory jdks = (SSLSocketFactory) SSLSocketFactory.getDefault();
    // That is what it would be, once it was made; whoever asks ours gets it all the same.
    assertThat(met).isNotSameAs(jdks);
    assertThat(met.getDefaultCipherSuites()).isEqualTo(jdks.getDefaultCipherSuites());
  }

  private static void ask(HttpsServer server, TlsSessions sessions) throws Exception {
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(URI.create("https://127.0.0.1:%d/".formatted(server.getAddress().getPort())))
            .build();
    try (FreshConnections http =
        new FreshConnections(
            () -> Network.DIRECT.client(Network.CONNECT, Network.READ, sessions))) {
      HttpExecuteResponse response =
          http.prepareRequest(HttpExecuteRequest.builder().request(request).build()).call();
      assertThat(response.httpResponse().statusCode()).isEqualTo(204);
    }
  }

  private byte[] certificate() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(folder.resolve("keys"))) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store.getCertificate(store.aliases().nextElement()).getEncoded();
  }

  private static int status(HttpsServer server) throws Exception {
    return status(server, Optional.empty());
  }

  private static int status(HttpsServer server, Optional<Path> bundle) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustedCertificates(() -> bundle).managers(), null);
    URI uri = URI.create("https://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
    HttpsURLConnection connection = (HttpsURLConnection) uri.toURL().openConnection();
    connection.setSSLSocketFactory(context.getSocketFactory());
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  /** Has a certificate of its own making for this name. */
  private HttpsServer server(String name) throws Exception {
    Path keys = folder.resolve("keys");
    makeKeys(keys, name);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext(
        "/",
        exchange -> {
          clients.add(exchange.getRemoteAddress());
          sessions.add(((HttpsExchange) exchange).getSSLSession().getCreationTime());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static void makeKeys(Path keys, String name) throws IOException, InterruptedException {
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home", ""), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "it",
                "-dname",
                "CN=it",
                "-ext",
                "san=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor()).isZero();
  }
}
