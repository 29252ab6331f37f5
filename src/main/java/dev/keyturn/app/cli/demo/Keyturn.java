package dev.keyturn.app.cli.demo;

import dev.keyturn.fleet.Fleet;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.result.RunRequest;
import dev.keyturn.rotate.Ports;
import dev.keyturn.rotate.Reconciler;
import java.time.Duration;
import java.util.List;

/** Keyturn itself, as a scheduled controller runs it. */
public final class Keyturn implements Algorithm {
  @Override
  public String name() {
    return "keyturn";
  }

  @Override
  public Duration interval() {
    return Duration.ofHours(12);
  }

  @Override
  public void run(List<ManagedSecret> fleet, Ports ports) {
    Reconciler reconciler = new Reconciler(ports, List.of());
    Fleet.each(fleet, 1, target -> reconciler.run(target, new RunRequest.Advance()));
  }
}
