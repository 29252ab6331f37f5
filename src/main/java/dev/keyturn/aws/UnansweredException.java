package dev.keyturn.aws;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** A request that got no answer, with the host that it was for, which the JDK's exceptions omit. */
final class UnansweredException extends IOException {
  private static final long serialVersionUID = 1L;

  UnansweredException(String host, IOException cause) {
    super(host + ": " + describe(cause), cause);
  }

  /**
   * Whether it is certain that the service got nothing to act on: there never was a connection.
   * Anything else may have happened after the request was read.
   */
  static boolean neverSent(IOException e) {
    return switch (e) {
      case ConnectException refused -> true;
      case NoRouteToHostException unroutable -> true;
      case UnknownHostException unknown -> true;
      case SSLHandshakeException noSession -> true;
      case SSLPeerUnverifiedException stranger -> true;
      // The JDK has one type for both time-outs, and fixed words for each.
      case SocketTimeoutException timeout -> isConnecting(timeout);
      default -> false;
    };
  }

  private static boolean isConnecting(SocketTimeoutException e) {
    return "Connect timed out".equalsIgnoreCase(e.getMessage());
  }

  private static String describe(IOException e) {
    return switch (e) {
      case UnknownHostException unknown -> "the name cannot be resolved";
      case SocketTimeoutException timeout ->
          isConnecting(timeout)
              ? "no connection came about in time"
              : "the reply did not come in time";
      case ConnectException refused -> "the connection was refused";
      case SSLException tls -> "TLS failed: " + tls.getMessage();
      default -> e.getClass().getSimpleName() + ": " + e.getMessage();
    };
  }
}
