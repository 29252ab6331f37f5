package dev.keyturn.app.cli;

import dev.keyturn.app.env.JournalSettings;
import dev.keyturn.app.env.PassSettings;
import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.AwsSettings;
import dev.keyturn.aws.MfaCodes;
import dev.keyturn.aws.Network;
import dev.keyturn.aws.Pace;
import dev.keyturn.aws.Profiles;
import dev.keyturn.aws.SdkHttpClients;
import dev.keyturn.aws.SharedFiles;
import dev.keyturn.port.Sleeper;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Connections to whatever the environment and the options say is AWS. */
final class AwsConnector implements Connection.Connector {
  private final InstantSource clock;
  private final Map<String, String> env;
  private final MfaCodes terminal;
  private final Sleeper sleeper;

  /**
   * A connector.
   *
   * @param sleeper waits where IAM would be asked too fast
   * @param terminal asks for an MFA device's code, where none was typed
   */
  AwsConnector(InstantSource clock, Map<String, String> env, Sleeper sleeper, MfaCodes terminal) {
    this.sleeper = sleeper;
    this.clock = clock;
    this.env = Map.copyOf(env);
    this.terminal = terminal;
  }

  @Override
  public Connection connect(ConnectionOptions options) {
    Optional<String> region = options.region().or(this::defaultRegion);
    SharedFiles files = SharedFiles.read();
    Network network = Network.of(env, options.profile(), files);
    SdkHttpClients.settleProcess(options.profile(), region, network, files);
    AwsSettings settings =
        AwsSettings.ambient(clock)
            .with(network)
            .with(files)
            .with(
                options
                    .mfaCode()
                    .<MfaCodes>map(code -> (p, s) -> Optional.of(code))
                    .orElse(terminal));
    if (options.pass().isPresent()) {
      settings = settings.with(pace(PassSettings.read(env, options.pass().get())));
    }
    if (region.isPresent()) {
      settings = settings.withRegion(region.get());
    }
    if (options.endpoint().isPresent()) {
      settings = settings.withEndpoint(options.endpoint().get());
    }
    if (options.profile().isPresent()) {
      settings = settings.withProfile(options.profile().get());
    }
    AwsConnection aws = AwsConnection.connect(settings);
    // Beside the first call, which makes its own.
    Thread.ofPlatform().daemon().name("clients").start(aws::makeClients);
    return of(aws, files);
  }

  private Pace pace(PassSettings pass) {
    return Pace.of(pass.readsPerSecond(), pass.writesPerSecond(), clock, sleeper);
  }

  /** The AWS CLI's own variable, which the SDK for Java does not know. */
  private Optional<String> defaultRegion() {
    return Optional.ofNullable(env.get("AWS_DEFAULT_REGION"))
        .filter(text -> !text.isBlank() && env.getOrDefault("AWS_REGION", "").isBlank());
  }

  /** A connection over one that is made already. */
  static Connection of(AwsConnection aws) {
    return of(aws, SharedFiles.NONE);
  }

  static Connection of(AwsConnection aws, SharedFiles files) {
    return new Connection(
        aws.accessKeys(),
        aws.accountUsers(),
        aws.retiringKeys(),
        aws.secrets(),
        aws.probe(),
        aws.clock(),
        aws::skew,
        files.problems(),
        aws::caller,
        new JournalSettings.Outside(aws::journal, aws::signer),
        profile -> Profiles.read(files, profile),
        aws::setup,
        new AwsAccounts(aws, files));
  }
}
