package dev.keyturn.aws;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.http.SystemPropertyTlsKeyManagersProvider;

/**
 * TLS as one way out has it: whom it trusts, and the sessions that it has had. A fresh connection
 * to a host that was met before resumes a session where the host lets it: a handshake then proves
 * no certificate anew, which is most of what it costs. What a fresh connection is for, that each
 * reaches a host of its own, has nothing to do with sessions.
 */
final class TlsSessions {
  private final Lazy<SSLContext> context;

  /** Sessions with whoever is trusted; nothing is made before the first connection over TLS. */
  TlsSessions(TrustedCertificates trusted) {
    this.context = new Lazy<>(() -> context(trusted));
  }

  /**
   * Makes sockets over these sessions. The JDK pools a URL's connections by host and by the very
   * object that made their sockets, so whoever asks for one of these never meets a connection that
   * another had kept.
   */
  SSLSocketFactory pool() {
    return new Pool(() -> context.get().getSocketFactory());
  }

  /** The JDK's own default, made when the first socket is wanted of it. */
  static SSLSocketFactory jdkDefault() {
    return new Pool(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /** As the SDK's own client has it: a key of this side's is what {@code javax.net.ssl} says. */
  private static SSLContext context(TrustedCertificates trusted) {
    try {
      SSLContext made = SSLContext.getInstance("TLS");
      made.init(
          SystemPropertyTlsKeyManagersProvider.create().keyManagers(), trusted.managers(), null);
      return made;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JVM has no TLS", e);
    }
  }

  /** Another's sockets, under an identity of its own. */
  private static final class Pool extends SSLSocketFactory {
    private final Supplier<SSLSocketFactory> sockets;

    Pool(Supplier<SSLSocketFactory> sockets) {
      this.sockets = sockets;
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return sockets.get().getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return sockets.get().getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket() throws IOException {
      return sockets.get().createSocket();
    }

    @Override
    public Socket createSocket(Socket tunnel, String host, int port, boolean autoClose)
        throws IOException {
      return sockets.get().createSocket(tunnel, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return sockets.get().createSocket(host, port);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort)
        throws IOException {
      return sockets.get().createSocket(host, port, from, fromPort);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return sockets.get().createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort)
        throws IOException {
      return sockets.get().createSocket(host, port, from, fromPort);
    }
  }
}
