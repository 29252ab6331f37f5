package dev.keyturn.aws;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
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
    if (proxies.all().anyMatch(proxy -> proxy.getUserInfo() != null)) {
      System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
      Authenticator.setDefault(new ProxyAuthenticator(proxies));
    }
  }

  @Override
  protected @Nullable PasswordAuthentication getPasswordAuthentication() {
    if (getRequestorType() != RequestorType.PROXY) {
      return null;
    }
    return proxies
        .all()
        .filter(proxy ->
            proxy.getHost().equalsIgnoreCase(getRequestingHost())
                && ProxySettings.port(proxy) == getRequestingPort())
        .flatMap(proxy -> ProxySettings.credentials(proxy).stream())
        .findFirst()
        .orElse(null);
  }
}
