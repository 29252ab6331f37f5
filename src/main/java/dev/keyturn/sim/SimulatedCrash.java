package dev.keyturn.sim;

/**
 * The calling process dies. An {@link Error}, as nobody may handle it: the AWS SDK's synchronous
 * clients neither wrap nor retry one.
 */
public final class SimulatedCrash extends Error {
  private final transient Call call;

  /** Dies at {@code call}. */
  SimulatedCrash(Call call, String when) {
    super("crashed " + when + " " + call.action() + " (call " + call.index() + ")");
    this.call = call;
  }

  /** The call at which the process died. */
  public Call call() {
    return call;
  }
}
