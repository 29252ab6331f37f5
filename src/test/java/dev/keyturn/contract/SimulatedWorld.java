package dev.keyturn.contract;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.model.Credential;
import dev.keyturn.model.UserName;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.SecretStore;
import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.core.Tags;
import java.time.Duration;

/** What the contracts need of the simulator. */
final class SimulatedWorld implements ContractWorld {
  private final SimulatedAws aws;
  private int made;

  /** A world of its own, reached in some way. */
  SimulatedWorld(SimulatedAws aws) {
    this.aws = aws;
  }

  @Override
  public AccessKeys accessKeys() {
    return aws.ports(event -> {}).keys();
  }

  @Override
  public AccessKeys accessKeysAs(Credential credential) {
    return aws.as(credential).ports(event -> {}).keys();
  }

  @Override
  public AccountUsers accountUsers() {
    return aws.accountUsers();
  }

  @Override
  public SecretStore secrets() {
    return aws.ports(event -> {}).secrets();
  }

  @Override
  public IdentityProbe probe() {
    return aws.ports(event -> {}).probe();
  }

  @Override
  public UserName newUser() {
    String name = "user-" + ++made;
    aws.world().iam().addUser(name, "/", Tags.NONE, aws.world().now());
    return new UserName(name);
  }

  @Override
  public String newSecretName() {
    return "secret-" + ++made;
  }

  @Override
  public void scheduleDeletion(String secret) {
    Sdk.of(aws.world()).secrets().deleteSecret(r -> r.secretId(secret));
  }

  @Override
  public void settle() {
    aws.world().advance(Duration.ofMinutes(30));
  }

  @Override
  public boolean differs(Difference difference) {
    return false;
  }
}
