package dev.keyturn.simulation;

import dev.keyturn.app.cli.demo.Algorithm;
import dev.keyturn.app.cli.demo.Keyturn;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.rotate.Ports;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An algorithm that is made of a world which is made for an algorithm. */
final class LateAlgorithm implements Algorithm {
  private @Nullable Algorithm algorithm;

  void is(Algorithm itself) {
    algorithm = itself;
  }

  @Override
  public String name() {
    return "late";
  }

  @Override
  public Duration interval() {
    return new Keyturn().interval();
  }

  @Override
  public void run(List<ManagedSecret> fleet, Ports ports) {
    Objects.requireNonNull(algorithm).run(fleet, ports);
  }
}
