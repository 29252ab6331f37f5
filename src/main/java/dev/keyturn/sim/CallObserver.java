package dev.keyturn.sim;

/**
 * Is told of each call after its effect and before the caller sees the reply, crashes included.
 * What it throws comes out of the call, so that a checker can stop a run.
 */
@FunctionalInterface
public interface CallObserver {
  /** The call, how it ended, and the world after it. */
  void after(Call call, CallResult result, World world);
}
