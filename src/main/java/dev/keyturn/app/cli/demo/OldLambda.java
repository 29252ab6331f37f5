package dev.keyturn.app.cli.demo;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.VersionValue;
import dev.keyturn.rotate.Ports;
import java.time.Duration;
import java.util.List;

/**
 * The order of calls of the forty-line Lambda that people copy: switch every active key off, create
 * one, write the secret. It breaks every consumer on each run; and as inactive keys count against
 * the quota of two, its second run switches the only active key off and cannot make another.
 */
public final class OldLambda extends Baseline {
  @Override
  public String name() {
    return "old-lambda";
  }

  @Override
  public Duration interval() {
    return Duration.ofDays(30);
  }

  @Override
  public void run(List<ManagedSecret> fleet, Ports ports) {
    for (ManagedSecret target : fleet) {
      VersionValue.Holds secret = secret(target, ports);
      for (AccessKey key : keys(secret.credential().user(), ports)) {
        if (key.isActive()) {
          done(
              ports.keys().setStatus(secret.credential().user(), key.id(), KeyStatus.INACTIVE),
              "UpdateAccessKey");
        }
      }
      createAndStore(target, secret, ports);
    }
  }
}
