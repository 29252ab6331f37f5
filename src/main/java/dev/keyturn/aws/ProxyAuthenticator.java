package dev.keyturn.aws;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says to a proxy who asks, as the user information of its URL has it. Nobody else is told: not a
 * server behind it, and not another proxy.
 */
final class ProxyAuthenticator extends Authenticator {
  private final ProxySettings proxies;

  private ProxyAuthenticator(ProxySettings proxies) {
    this.proxies = proxies;
  }

  /**
   * Has this process's connections authenticate themselves. The JDK has Basic switched off for
   * tunnels, the only scheme that a URL's user and password can mean, unless this property is empty
   * when the first connection is made.
   */
  static void install(ProxySettings proxies) {
    boolean any =
        Stream.of(proxies.https(), proxies.http())
            .flatMap(Optional::stream)
            .anyMatch(proxy -> proxy.getUserInfo() != null);
    if (any) {
      System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
      Authenticator.setDefault(new ProxyAuthenticator(proxies));
    }
  }

  @Override
  protected @Nullable PasswordAuthentication getPasswordAuthentication() {
    if (getRequestorType() != RequestorType.PROXY) {
      return null;
    }
    return Stream.of(proxies.https(), proxies.http())
        .flatMap(Optional::stream)
        .filter(proxy ->
            proxy.getHost().equalsIgnoreCase(getRequestingHost())
                && ProxySettings.port(proxy) == getRequestingPort())
        .map(URI::getUserInfo)
        .filter(user -> user != null)
        .map(user -> user.split(":", 2))
        .map(parts ->
            new PasswordAuthentication(
                parts[0], parts.length > 1 ? parts[1].toCharArray() : new char[0]))
        .findFirst()
        .orElse(null);
  }
}
