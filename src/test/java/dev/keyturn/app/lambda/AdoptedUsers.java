package dev.keyturn.app.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.demo.SimulatedAws;
import dev.keyturn.model.Setting;
import dev.keyturn.model.UserName;
import dev.keyturn.rotate.Adoption;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.RotationTiming;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A simulated account with users whose keys are due, each adopted with its secret. */
final class AdoptedUsers {
  static final List<String> NAMES = List.of("alice", "bob", "carol");

  private AdoptedUsers() {}

  /** Users with secrets {@code app/NAME}. */
  static World world(RotationTiming timing) {
    WorldBuilder worlds = WorldBuilder.seeded(5).rotation(timing);
    for (String name : NAMES) {
      worlds
          .user(name, user -> user.key(Duration.ofDays(84)))
          .secret("app/" + name, secret -> secret.keyOf(name));
    }
    World world = worlds.build();
    try (SimulatedAws aws = new SimulatedAws(world)) {
      for (String name : NAMES) {
        Adoption.Request request =
            new Adoption.Request(
                new UserName(name),
                "app/" + name,
                new Adoption.Source.InSecret(),
                false,
                Map.of(Setting.SPREAD, "0s"));
        assertThat(Adoption.adopt(aws.ports(event -> {}), List.of(), request, false))
            .isInstanceOf(Adoption.Result.Adopted.class);
      }
    }
    return world;
  }
}
