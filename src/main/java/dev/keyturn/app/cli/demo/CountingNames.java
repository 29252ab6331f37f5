package dev.keyturn.app.cli.demo;

import dev.keyturn.model.VersionId;
import dev.keyturn.port.NameSource;

/** Names that count up, so that a simulated run draws the same ones when it is replayed. */
public final class CountingNames implements NameSource {
  private long drawn;

  /** Counts up from ten times {@code start}, which no other run may begin with. */
  public CountingNames(long start) {
    drawn = start * 10;
  }

  @Override
  public String holder() {
    return "run%d".formatted(++drawn);
  }

  @Override
  public VersionId version() {
    return new VersionId("%012d-aaaa-4aaa-8aaa-aaaaaaaa".formatted(++drawn));
  }
}
