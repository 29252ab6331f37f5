package dev.keyturn.process;

import dev.keyturn.aws.AwsConnection;
import dev.keyturn.emulators.Emulator;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** One emulator, made as strict as AWS, with what tests of processes need around it. */
final class EmulatorGround implements AutoCloseable {
  private final Emulator emulator;
  private final Lease lease;
  private final Strictness strictness;
  private final CliProcess cli;
  private final AwsConnection aws;
  private final IamClient iam;
  private final SecretsManagerClient secrets;

  EmulatorGround(EmulatorKind on, Lease lease) {
    this.lease = lease;
    emulator = on.emulator();
    strictness = new Strictness(emulator, lease.signaturesLast());
    cli = new CliProcess(emulator, lease);
    aws = emulator.connect();
    iam = emulator.iam();
    secrets = emulator.secrets();
  }

  Emulator emulator() {
    return emulator;
  }

  Lease lease() {
    return lease;
  }

  CliProcess cli() {
    return cli;
  }

  AwsConnection aws() {
    return aws;
  }

  IamClient iam() {
    return iam;
  }

  SecretsManagerClient secrets() {
    return secrets;
  }

  /** A way to the emulator, past whoever makes it strict. */
  CallProxy proxy() {
    return new CallProxy(emulator.endpoint()).behind(strictness);
  }

  @Override
  public void close() {
    strictness.close();
    aws.close();
    iam.close();
    secrets.close();
  }
}
