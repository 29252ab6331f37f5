package dev.keyturn.sim;

import dev.keyturn.sim.secrets.RotationInvocation;

/** A rotation function, as Secrets Manager calls it while the world's time advances. */
@FunctionalInterface
public interface RotationFunction {
  /**
   * Runs one step. What it throws fails the step, a {@link SimulatedCrash} too.
   *
   * @param invocation what to do
   * @param world the world that it happens in, which may be a fork of the one it was given to
   */
  void invoke(RotationInvocation invocation, World world) throws Exception;
}
