package dev.keyturn.login;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A Secrets Manager without secrets, whose certificate nobody vouches for but a file of PEM. */
final class TlsServer implements AutoCloseable {
  private static final String PASSWORD = "made-up";

  private final HttpsServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private final Path certificate;

  /** Listens, with a key and a certificate of its own in that folder. */
  TlsServer(Path folder) {
    Path keys = folder.resolve("keys.p12");
    certificate = folder.resolve("authority.pem");
    try {
      keytool(
          keys,
          "-genkeypair",
          "-keyalg",
          "RSA",
          "-dname",
          "CN=server",
          "-ext",
          "san=ip:127.0.0.1",
          "-ext",
          "bc:c=ca:true");
      keytool(keys, "-exportcert", "-rfc", "-file", certificate.toString());
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(identity(keys)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          asked.incrementAndGet();
          byte[] body = "{\"SecretList\":[]}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  private static SSLContext identity(Path keys) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext identity = SSLContext.getInstance("TLS");
    identity.init(managers.getKeyManagers(), null, null);
    return identity;
  }

  private static void keytool(Path keys, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-keystore", keys.toString(), "-storepass", PASSWORD, "-alias", "server"));
    Ran ran = Ran.of(keys.resolveSibling(""), command, Map.of());
    if (ran.code() != 0) {
      throw new IllegalStateException(ran.out() + ran.err());
    }
  }

  URI uri() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The file that vouches for it. */
  Path certificate() {
    return certificate;
  }

  /** Whether it was asked since the last time. */
  boolean takeAsked() {
    return asked.getAndSet(0) > 0;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
