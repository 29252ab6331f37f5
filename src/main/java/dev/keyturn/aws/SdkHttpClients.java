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
    profile.ifPresent(name -> System.setProperty("aws.profile", name));
    region.ifPresent(name -> System.setProperty("aws.region", name));
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
