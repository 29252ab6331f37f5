package dev.keyturn.sim.core;

/**
 * A token bucket's size and filling. AWS publishes neither for IAM.
 *
 * @param perSecond tokens that come back each second
 * @param burst the most tokens there are
 */
public record Rate(double perSecond, int burst) {
  public Rate {
    if (perSecond <= 0 || burst < 1) {
      throw new IllegalArgumentException("a bucket must fill and hold something");
    }
  }
}
