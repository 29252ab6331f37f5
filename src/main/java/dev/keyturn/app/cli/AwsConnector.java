package dev.keyturn.app.cli;

import dev.keyturn.aws.AwsConnection;
import dev.keyturn.aws.AwsSettings;
import dev.keyturn.aws.Profiles;
import java.time.InstantSource;

/** Connections to whatever the environment and the options say is AWS. */
final class AwsConnector implements Connection.Connector {
  private final InstantSource clock;

  AwsConnector(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Connection connect(ConnectionOptions options) {
    AwsSettings settings = AwsSettings.ambient(clock);
    if (options.region().isPresent()) {
      settings = settings.withRegion(options.region().get());
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
    return of(aws);
  }

  /** A connection over one that is made already. */
  static Connection of(AwsConnection aws) {
    return new Connection(
        aws.accessKeys(), aws.secrets(), aws.probe(), aws.clock(), aws::skew, Profiles::read);
  }
}
