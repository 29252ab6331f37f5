package dev.keyturn.aws;

import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * The HTTP clients that the SDK makes by itself, for logging in: to STS, Identity Center, and the
 * sign-in service. They go the same way out as everything else. The SDK finds this class by the
 * system property {@code software.amazon.awssdk.http.service.impl}, and makes it by its
 * constructor.
 */
public final class SdkHttpClients implements SdkHttpService {
  private static final String PROPERTY = "software.amazon.awssdk.http.service.impl";

  /** How many idle connections to a host the JDK keeps; five, where nobody says so. */
  private static final String KEPT = "http.maxConnections";

  /**
   * Twice as many as secrets that are usually worked on at a time: what is not kept costs a
   * handshake anew. The JDK closes what was idle for some seconds.
   */
  private static final String KEPT_AT_MOST = "64";

  private static volatile Network network = Network.DIRECT;

  /**
   * Makes a process of one connection a whole one: what the SDK makes for logging in reads the
   * process's own settings, and no others. To be called before the SDK is used.
   *
   * @param profile in place of {@code AWS_PROFILE}
   * @param region in place of {@code AWS_REGION}
   * @param files those that cannot be read are passed over: they may not be needed
   */
  public static void settleProcess(
      Optional<String> profile, Optional<String> region, Network way, SharedFiles files) {
    files.passOver();
    ProxyAuthenticator.install(way.proxies());
    network = way;
    System.setProperty(PROPERTY, SdkHttpClients.class.getName());
    keepConnections();
    profile.ifPresent(name -> System.setProperty("aws.profile", name));
    region.ifPresent(name -> System.setProperty("aws.region", name));
  }

  /** Unless somebody has said how many: the JDK reads it when the first connection is kept. */
  static void keepConnections() {
    if (System.getProperty(KEPT) == null) {
      System.setProperty(KEPT, KEPT_AT_MOST);
    }
  }

  @Override
  public SdkHttpClient.Builder<?> createHttpClientBuilder() {
    return new OnTheWay();
  }

  private static final class OnTheWay implements SdkHttpClient.Builder<OnTheWay> {
    @Override
    public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
      return network.client();
    }
  }
}
