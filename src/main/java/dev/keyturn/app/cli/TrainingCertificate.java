package dev.keyturn.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Who {@link AotTraining}'s server says that it is: a key and a certificate that the JDK's keytool
 * makes, which this process alone trusts.
 */
final class TrainingCertificate {
  /** A key store wants one. What it guards opens nothing. */
  private static final String PASSWORD = "made-up";

  private static final String TRUST = "javax.net.ssl.trustStore";

  private TrainingCertificate() {}

  /**
   * Makes one for 127.0.0.1. This process trusts it from now on, and nobody else.
   *
   * @param keys the file to make, which has to stay until the first server was trusted
   */
  static SSLContext trusted(Path keys) throws IOException, GeneralSecurityException {
    make(keys);
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    SSLContext identity = SSLContext.getInstance("TLS");
    identity.init(managers.getKeyManagers(), null, null);
    System.setProperty(TRUST, keys.toString());
    System.setProperty(TRUST + "Password", PASSWORD);
    return identity;
  }

  private static void make(Path keys) throws IOException {
    List<String> keytool =
        List.of(
            Path.of(System.getProperty("java.home", ""), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "training",
            "-dname",
            "CN=training",
            "-ext",
            "san=ip:127.0.0.1",
            // As AWS has it.
            "-keyalg",
            "RSA",
            "-storetype",
            "PKCS12",
            "-keystore",
            keys.toString(),
            "-storepass",
            PASSWORD);
    Process process =
        new ProcessBuilder(keytool)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    int code = process.onExit().join().exitValue();
    if (code != 0) {
      throw new IOException("keytool ended with " + code);
    }
  }
}
