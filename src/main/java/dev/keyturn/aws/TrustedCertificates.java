package dev.keyturn.aws;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's own trust manager over its trust store as configured, or over a file of certificates
 * ({@code AWS_CA_BUNDLE}), made when the first server shows a certificate: to read all certificates
 * of the store takes time, and plain HTTP never asks for them. It decides nothing by itself.
 */
final class TrustedCertificates extends X509ExtendedTrustManager {
  private final Lazy<X509ExtendedTrustManager> real;

  /**
   * Trusted certificates.
   *
   * @param bundle a file of PEM certificates in place of the JVM's, asked for once
   */
  TrustedCertificates(Supplier<Optional<Path>> bundle) {
    this.real = new Lazy<>(() -> find(bundle.get()));
  }

  /** As TLS takes them. */
  TrustManager[] managers() {
    return new TrustManager[] {this};
  }

  private static X509ExtendedTrustManager find(Optional<Path> bundle) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(bundle.isPresent() ? store(bundle.get()) : (@Nullable KeyStore) null);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509ExtendedTrustManager.class::isInstance)
          .map(X509ExtendedTrustManager.class::cast)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("this JVM has no X.509 trust manager"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no trust store", e);
    }
  }

  /** How many certificates a file of them holds. */
  static int number(Path bundle) {
    try {
      return store(bundle).size();
    } catch (KeyStoreException e) {
      throw new IllegalStateException("a store that was just filled cannot be counted", e);
    }
  }

  private static KeyStore store(Path bundle) {
    try (InputStream file = Files.newInputStream(bundle)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(file);
      if (certificates.isEmpty()) {
        throw unreadable(bundle, "it holds no certificate", null);
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        number++;
        store.setCertificateEntry("certificate-" + number, certificate);
      }
      return store;
    } catch (IOException e) {
      throw unreadable(bundle, "it cannot be read", e);
    } catch (GeneralSecurityException e) {
      throw unreadable(bundle, "it is not a file of PEM certificates", e);
    }
  }

  private static UnconfiguredException unreadable(
      Path bundle, String why, @Nullable Throwable cause) {
    return new UnconfiguredException(
        "The certificates of AWS_CA_BUNDLE (or ca_bundle in the profile) are to be trusted, %s, but %s."
            .formatted(bundle, why),
        "Name a file with the certificate authority's PEM certificates.",
        cause);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    real.get().checkServerTrusted(chain, authType, socket);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    real.get().checkServerTrusted(chain, authType, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    real.get().checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    real.get().checkClientTrusted(chain, authType, socket);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    real.get().checkClientTrusted(chain, authType, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    real.get().checkClientTrusted(chain, authType);
  }

  /** Only a server asks its clients for certificates of these. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
