package dev.keyturn.sim;

import dev.keyturn.sim.wire.WireReply;
import dev.keyturn.sim.wire.WireRequest;
import java.io.IOException;

/** Answers requests: a {@link Gateway} into a world, or a script of what was answered before. */
@FunctionalInterface
public interface Responder {
  /**
   * Answers a request.
   *
   * @throws IOException where the connection is cut or the reply is lost
   * @throws SimulatedCrash where the caller is to die
   */
  WireReply answer(WireRequest request) throws IOException;
}
