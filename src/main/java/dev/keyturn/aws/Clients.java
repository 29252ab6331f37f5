package dev.keyturn.aws;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.endpoint.AwsClientEndpointProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceEndpointKey;
import software.amazon.awssdk.regions.ServiceMetadata;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.auth.scheme.IamAuthSchemeProvider;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.auth.scheme.SecretsManagerAuthSchemeProvider;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.scheme.StsAuthSchemeProvider;

/**
 * The SDK's clients, each made when it is first asked for and once.
 *
 * <p>There are two kinds. The ordinary ones repeat what may be repeated. The {@code once} ones make
 * a single attempt on a connection of its own: for CreateAccessKey, which has no idempotency token,
 * so that a repeated request could leave a second key behind whose secret nobody ever saw; for
 * UpdateAccessKey, which repeated could undo what others did after the first attempt; and for
 * probes, where a repeated attempt would be an answer about another moment.
 *
 * <p>IAM is given the same Region as the others: its endpoint rules turn any Region into the global
 * endpoint of the Region's partition, and sign for that.
 */
final class Clients implements AutoCloseable {
  /**
   * Telling others takes at most this long, repeated attempts included: it is no part of the work,
   * and in a network without a way to EventBridge or SNS it would take the time that the work
   * needs.
   */
  private static final Duration TELLING = Duration.ofSeconds(4);

  /** While connecting, or waiting for a reply, an attempt to tell can be given up at these only. */
  private static final Duration TELLING_CONNECT = Duration.ofSeconds(2);

  private static final Duration TELLING_READ = Duration.ofSeconds(3);

  private final AwsSettings settings;
  private final AwsClock clock;
  private final KnownSecrets known;
  private final Clock signingClock;
  private final TlsSessions sessions;
  private final Supplier<SdkHttpClient> newHttp;
  private final Lazy<SharedFiles> files;
  private final Lazy<Region> region;
  private final Lazy<AwsCredentialsProvider> credentials;
  private final Lazy<SdkHttpClient> http;
  private final Lazy<SdkHttpClient> hastyHttp;
  private final Lazy<SdkHttpClient> witnessHttp;
  private final Lazy<IamClient> iam;
  private final Lazy<IamClient> iamOnce;
  private final Lazy<IamClient> iamReports;
  private final Lazy<StsClient> sts;
  private final Lazy<StsClient> stsOnce;
  private final Lazy<SecretsManagerClient> secrets;

  Clients(AwsSettings settings, AwsClock clock, KnownSecrets known) {
    this(settings, clock, known, Optional.empty(), settings.network().sessions());
  }

  /**
   * Clients that act as somebody whom others have found.
   *
   * @param actingAs whom requests are signed as, whatever the settings say; empty for whom these
   *     say
   * @param sessions the TLS sessions that may be resumed
   */
  Clients(
      AwsSettings settings,
      AwsClock clock,
      KnownSecrets known,
      Optional<AwsCredentialsProvider> actingAs,
      TlsSessions sessions) {
    this.settings = settings;
    this.clock = clock;
    this.known = known;
    this.signingClock = new SigningClock(clock);
    this.sessions = sessions;
    this.newHttp = settings.http().orElse(() -> urlConnections(Network.CONNECT, Network.READ));
    this.files = new Lazy<>(settings.files());
    this.region = new Lazy<>(() -> login().region());
    this.credentials = new Lazy<>(() -> findCredentials(actingAs));
    this.http = new Lazy<>(() -> new AttemptWatcher(newHttp.get(), clock));
    this.hastyHttp = new Lazy<>(() -> hastyHttp(clock));
    this.witnessHttp = new Lazy<>(() -> hastyHttp(new AwsClock(settings.baseClock())));
    this.iam = new Lazy<>(() -> iam(http, settings.retries().strategy()));
    this.iamOnce = new Lazy<>(() -> iam(this::fresh, AwsRetryStrategy.doNotRetry()));
    this.iamReports =
        new Lazy<>(() ->
            iam(
                http,
                settings.retries().strategy(),
                o -> o.addExecutionInterceptor(new ReportInterceptor())));
    this.sts = new Lazy<>(() -> sts(http, settings.retries().strategy()));
    this.stsOnce = new Lazy<>(() -> sts(this::fresh, AwsRetryStrategy.doNotRetry()));
    this.secrets = new Lazy<>(this::makeSecrets);
  }

  /** IAM, for what may be repeated. */
  IamClient iam() {
    return iam.get();
  }

  /** IAM, one attempt on a fresh connection. */
  IamClient iamOnce() {
    return iamOnce.get();
  }

  /** IAM, whose credential reports {@link ReportInterceptor} takes. */
  IamClient iamReports() {
    return iamReports.get();
  }

  /** STS, for what may be repeated: a session that nobody heard of harms nobody. */
  StsClient sts() {
    return sts.get();
  }

  /** STS, one attempt on a fresh connection. */
  StsClient stsOnce() {
    return stsOnce.get();
  }

  /** Secrets Manager: every write there is a compare-and-swap, idempotent, or carries a token. */
  SecretsManagerClient secrets() {
    return secrets.get();
  }

  /** What ordinary requests go through. */
  SdkHttpClient http() {
    return http.get();
  }

  /** Whom requests are signed as. */
  AwsCredentialsProvider credentials() {
    return credentials.get();
  }

  /** The way out of what may be given up soon. */
  SdkHttpClient hastyHttp() {
    return hastyHttp.get();
  }

  /**
   * The way to a journal, which may be given up soon as well. What is there may be anybody's, such
   * as an appliance that speaks S3's protocol: its dates go to a clock that nobody asks, so that
   * they neither age a key nor spoil a signature.
   */
  SdkHttpClient witnessHttp() {
    return witnessHttp.get();
  }

  /** The Region of the secrets. */
  Region region() {
    return region.get();
  }

  /** The partition of that Region, such as {@code aws}. */
  String partition() {
    return Partitions.of(region().id());
  }

  /** The TLS sessions that may be resumed. */
  TlsSessions sessions() {
    return sessions;
  }

  /** The time that signatures are made with. */
  Clock signingClock() {
    return signingClock;
  }

  /** AWS's shared files. */
  SharedFiles files() {
    return files.get();
  }

  /** Where a service is, where the settings, the environment or the profile say so. */
  Optional<URI> givenEndpoint(String service) {
    return settings.endpoint().or(() -> endpoints(service).resolveFromOverrides());
  }

  /** AWS's own endpoint of a service in our Region, of the kind that was asked for. */
  URI endpoint(String service) {
    ServiceEndpointKey kind =
        ServiceEndpointKey.builder()
            .region(region.get())
            .tags(EndpointKinds.of(files.get()::profiles, login().profile()))
            .build();
    return URI.create("https://" + ServiceMetadata.of(service).endpointFor(kind));
  }

  /** The SDK's own way to find one that was given, by which its clients go, too. */
  private AwsClientEndpointProvider.Builder endpoints(String service) {
    return AwsClientEndpointProvider.builder()
        .serviceEndpointOverrideEnvironmentVariable(
            "AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT))
        .serviceEndpointOverrideSystemProperty(
            "aws.endpointUrl"
                + service.substring(0, 1).toUpperCase(Locale.ROOT)
                + service.substring(1))
        .serviceProfileProperty(service)
        .serviceEndpointPrefix(service)
        .defaultProtocol("https")
        .region(region.get())
        .profileFile(files.get()::profiles)
        .profileName(login().profile());
  }

  /** Makes those that every rotation needs. Whoever makes the first call is told what is wrong. */
  void make() {
    try {
      Stream.of(iam, iamOnce, stsOnce, secrets).forEach(Lazy::get);
    } catch (UnconfiguredException | SdkException wrong) {
      // A failure is not kept: the first call meets it again, and has somebody to tell.
    }
  }

  @Override
  public void close() {
    Stream.of(iam, iamOnce, iamReports, sts, stsOnce, secrets)
        .forEach(it -> it.ifMade().ifPresent(c -> c.close()));
    Stream.of(http, hastyHttp, witnessHttp)
        .forEach(it -> it.ifMade().ifPresent(SdkHttpClient::close));
  }

  private SdkHttpClient hastyHttp(AwsClock heard) {
    return new AttemptWatcher(
        settings.http().orElse(() -> urlConnections(TELLING_CONNECT, TELLING_READ)).get(), heard);
  }

  private DirectCalls direct(String service) {
    return new DirectCalls(settings.direct().orElseThrow(), service, credentials.get());
  }

  private SdkHttpClient fresh() {
    return new AttemptWatcher(new FreshConnections(newHttp), clock);
  }

  private IamClient iam(Supplier<SdkHttpClient> over, RetryStrategy retries) {
    return iam(over, retries, o -> {});
  }

  private IamClient iam(
      Supplier<SdkHttpClient> over,
      RetryStrategy retries,
      Consumer<ClientOverrideConfiguration.Builder> more) {
    if (settings.direct().isPresent()) {
      return new DirectIam(direct("iam"));
    }
    IamAuthSchemeProvider schemes = IamAuthSchemeProvider.defaultProvider();
    return configured(IamClient.builder(), over.get(), retries, more)
        .authSchemeProvider(params -> onOurClock(schemes.resolveAuthScheme(params)))
        .build();
  }

  private StsClient sts(Supplier<SdkHttpClient> over, RetryStrategy retries) {
    if (settings.direct().isPresent()) {
      return new DirectSts(direct("sts"));
    }
    StsAuthSchemeProvider schemes = StsAuthSchemeProvider.defaultProvider();
    return configured(StsClient.builder(), over.get(), retries)
        .authSchemeProvider(params -> onOurClock(schemes.resolveAuthScheme(params)))
        .build();
  }

  private SecretsManagerClient makeSecrets() {
    if (settings.direct().isPresent()) {
      return new DirectSecrets(direct("secretsmanager"));
    }
    SecretsManagerAuthSchemeProvider schemes = SecretsManagerAuthSchemeProvider.defaultProvider();
    return configured(
            SecretsManagerClient.builder(),
            http.get(),
            settings.retries().strategy(),
            o -> o.addExecutionInterceptor(new SecretListInterceptor()))
        .authSchemeProvider(params -> onOurClock(schemes.resolveAuthScheme(params)))
        .build();
  }

  /** What a client has that tells others: it may repeat its calls, and soon gives up. */
  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B hasty(B builder) {
    RetryStrategy retries = settings.retries().strategy();
    return configured(builder, hastyHttp.get(), retries, o -> o.apiCallTimeout(TELLING));
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder, SdkHttpClient over, RetryStrategy retries) {
    return configured(builder, over, retries, o -> {});
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder,
      SdkHttpClient over,
      RetryStrategy retries,
      Consumer<ClientOverrideConfiguration.Builder> more) {
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder
        .region(region.get())
        .credentialsProvider(credentials.get())
        .httpClient(over)
        .overrideConfiguration(o -> {
          // Read once, and as far as they can be: each client would read both files again.
          o.defaultProfileFile(files.get().profiles())
              .defaultProfileName(login().profile())
              .retryStrategy(retries)
              .addMetricPublisher(new CallMeter())
              .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, "keyturn");
          more.accept(o);
        });
  }

  /** The SDK would sign with the system's clock, corrected only after a refusal. */
  List<AuthSchemeOption> onOurClock(List<AuthSchemeOption> options) {
    return options.stream()
        .map(option ->
            option.toBuilder().putSignerProperty(HttpSigner.SIGNING_CLOCK, signingClock).build())
        .toList();
  }

  private SdkHttpClient urlConnections(Duration connect, Duration read) {
    return settings.network().client(connect, read, sessions);
  }

  /** How whom requests are signed as is found. */
  Login login() {
    return new Login(settings, files.get(), known);
  }

  private AwsCredentialsProvider findCredentials(Optional<AwsCredentialsProvider> actingAs) {
    if (actingAs.isPresent()) {
      return () -> known.add(actingAs.get().resolveCredentials());
    }
    if (settings.credentials().isPresent()) {
      AwsSettings.Keys keys = settings.credentials().get();
      return () -> known.add(credentials(keys));
    }
    AwsCredentialsProvider login = login().provider();
    return () -> known.add(login.resolveCredentials());
  }

  /** The SDK's form of a key given outright. */
  static AwsCredentials credentials(AwsSettings.Keys keys) {
    String secret = keys.secret().reveal();
    return keys.sessionToken()
        .<AwsCredentials>map(
            token -> AwsSessionCredentials.create(keys.id(), secret, token.reveal()))
        .orElseGet(() -> AwsBasicCredentials.create(keys.id(), secret));
  }
}
