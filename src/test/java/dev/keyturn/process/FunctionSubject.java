package dev.keyturn.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.aws.AwsConnection;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.model.AccessKey;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionId;
import dev.keyturn.model.VersionValue;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.ReadResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.IamClient;

/** A user of an emulator and its adopted secret, both of the same name. */
final class FunctionSubject implements AutoCloseable {
  private final AwsConnection aws;
  final String name;
  final String arn;
  private final Set<String> secrets = new TreeSet<>();

  FunctionSubject(Emulator emulator) {
    aws = emulator.connect();
    name = emulator.fresh("function");
    try (IamClient iam = emulator.iam()) {
      iam.createUser(r -> r.userName(name));
    }
    CliProcess cli = new CliProcess(emulator, Lease.OF_ONE);
    CliProcess.Finished finished = cli.run("adopt", name, "--secret", name, "--new-key");
    assertThat(finished.code()).as(finished.err()).isZero();
    arn =
        aws.secrets().describe(name) instanceof ReadResult.Got<SecretDescription> got
            ? got.value().arn()
            : "";
  }

  Credential current() {
    if (aws.secrets().value(name, StagingLabel.AWSCURRENT)
        instanceof ReadResult.Got<VersionValue>(VersionValue.Holds holds)) {
      secrets.add(holds.credential().secretAccessKey().reveal());
      return holds.credential();
    }
    throw new AssertionError("secret %s has no usable value".formatted(name));
  }

  /** The version that AWSCURRENT is on. */
  Optional<VersionId> currentVersion() {
    return aws.secrets().describe(name)
            instanceof ReadResult.Got<SecretDescription>(SecretDescription secret)
        ? secret.at(StagingLabel.AWSCURRENT)
        : Optional.empty();
  }

  List<AccessKey> keys() {
    return aws.accessKeys().list(new UserName(name))
            instanceof ReadResult.Got<List<AccessKey>>(List<AccessKey> keys)
        ? keys
        : List.of();
  }

  boolean works() {
    return aws.accessKeys().user(new UserName(name))
            instanceof ReadResult.Got<IamUser>(IamUser user)
        && aws.probe().probe(current(), user) instanceof IdentityProbe.Result.Works;
  }

  void assertNoSecretIn(String output) {
    current();
    assertThat(secrets).isNotEmpty().noneMatch(output::contains);
    assertThat(output).doesNotContain("ffffffff-ffff");
  }

  @Override
  public void close() {
    aws.close();
  }
}
