package dev.keyturn.aws;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The way out: proxies and the certificates that are trusted. All that Keyturn asks goes this way,
 * proofs of keys and the requests of a login included.
 *
 * @param proxies which proxy for which endpoint
 * @param bundle a file of PEM certificates that are trusted in place of the JVM's; looked up when
 *     the first server shows a certificate
 */
public record Network(ProxySettings proxies, Supplier<Optional<Path>> bundle) {
  /** One attempt takes at most this long to connect, for each address of the host … */
  static final Duration CONNECT = Duration.ofSeconds(5);

  /** … and this long without a byte of the reply. */
  static final Duration READ = Duration.ofSeconds(15);

  /** No proxy, and the JVM's own certificates. */
  public static final Network DIRECT = new Network(ProxySettings.NONE, Optional::empty);

  /** As the environment alone says: a function has no shared files. */
  public static Network of(Map<String, String> env) {
    return new Network(ProxySettings.of(env), () -> bundle(env));
  }

  /**
   * As the environment and the profile say.
   *
   * @param profile in place of {@code AWS_PROFILE}
   * @param files which may name a bundle
   */
  public static Network of(Map<String, String> env, Optional<String> profile, SharedFiles files) {
    return new Network(
        ProxySettings.of(env),
        () ->
            bundle(env)
                .or(() -> files.property(SharedFiles.meant(profile), "ca_bundle").map(Path::of)));
  }

  private static Optional<Path> bundle(Map<String, String> env) {
    return Optional.ofNullable(env.get("AWS_CA_BUNDLE"))
        .filter(text -> !text.isBlank())
        .map(Path::of);
  }

  /** An HTTP client for a request or two, as a login makes them. */
  SdkHttpClient client() {
    return client(CONNECT, READ, sessions());
  }

  /** TLS sessions on this way, of nobody yet. */
  TlsSessions sessions() {
    return new TlsSessions(new TrustedCertificates(bundle));
  }

  /**
   * An HTTP client that goes this way, over connections of its own.
   *
   * @param connect when an attempt to connect ends
   * @param read when an attempt ends that hears nothing
   * @param sessions which it may resume
   */
  SdkHttpClient client(Duration connect, Duration read, TlsSessions sessions) {
    return new RoutedHttpClient(proxies, connect, read, sessions.pool());
  }
}
