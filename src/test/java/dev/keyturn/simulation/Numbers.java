package dev.keyturn.simulation;

import dev.keyturn.app.cli.demo.CountingTokens;
import dev.keyturn.model.Rotations;
import dev.keyturn.model.Rotations.Announced;
import dev.keyturn.model.VersionId;
import dev.keyturn.sim.World;
import dev.keyturn.sim.secrets.SecretVersion;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The numbers of two processes, which decide what version each draws, and so in which tag it would
 * announce a rotation.
 */
record Numbers(long first, long second) {
  private static final Numbers APART = new Numbers(1, 2);

  /** Beyond those of the runs of a schedule. */
  private static final long FROM = 40;

  /** Those that a disturbance asks for, in a world in which the two begin. */
  static Numbers of(Disturbance disturbance, World world) {
    if (!(disturbance instanceof Disturbance.None(Disturbance.Tags tags))) {
      return APART;
    }
    return switch (tags) {
      case APART -> APART;
      case ONE -> new Numbers(1, drawing(drawn(version(1)), FROM));
      case OF_THE_CURRENT -> {
        Set<Integer> tag = drawn(current(world));
        long first = drawing(tag, FROM);
        yield new Numbers(first, drawing(tag, first + 1));
      }
    };
  }

  private static long drawing(Set<Integer> tag, long from) {
    return LongStream.iterate(from, number -> number + 1)
        .filter(number -> drawn(version(number)).equals(tag))
        .findFirst()
        .orElseThrow();
  }

  private static VersionId version(long number) {
    CountingTokens tokens = Actor.tokens(number);
    tokens.holder();
    return tokens.version();
  }

  private static Set<Integer> drawn(VersionId version) {
    return Rotations.NONE
        .with(new Announced(version, Instant.EPOCH, Optional.empty()))
        .bySlot()
        .keySet();
  }

  /** The current version; where there is none, the tag of any is as good. */
  private static VersionId current(World world) {
    return world
        .secrets()
        .secret(KeyLife.SECRET)
        .flatMap(secret -> secret.labelled("AWSCURRENT"))
        .map(SecretVersion::id)
        .map(VersionId::new)
        .orElseGet(() -> version(1));
  }
}
