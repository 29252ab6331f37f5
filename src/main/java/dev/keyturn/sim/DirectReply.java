package dev.keyturn.sim;

import dev.keyturn.sim.core.ServiceError;
import java.util.Map;

/** What is answered to a {@link DirectRequest}. */
public sealed interface DirectReply {
  /**
   * It was done.
   *
   * @param members of the reply: text, numbers, booleans, lists and maps, as its document has them
   */
  record Done(Map<String, Object> members) implements DirectReply {}

  /** It was refused. */
  record Refused(ServiceError error) implements DirectReply {}
}
