package dev.keyturn.aws;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the attempts of one write, which the SDK may have made several of. It takes only
 * one attempt without an answer for the whole write to be of unknown effect, however clear the
 * refusal of a later one: the later one may have been refused <em>because</em> the earlier one
 * worked.
 */
final class Attempts {
  /** The write that this thread is busy with; the SDK's synchronous clients stay on the thread. */
  static final ScopedValue<Attempts> OF_THIS_WRITE = ScopedValue.newInstance();

  private boolean inDoubt;
  private @Nullable String requestId;

  /** An attempt may have taken effect, and nobody will say. */
  static void noteDoubt() {
    if (OF_THIS_WRITE.isBound()) {
      OF_THIS_WRITE.get().inDoubt = true;
    }
  }

  /** AWS has answered an attempt under this ID, or under none. */
  static void noteRequestId(@Nullable String id) {
    if (OF_THIS_WRITE.isBound()) {
      OF_THIS_WRITE.get().requestId = id;
    }
  }

  /** The ID under which CloudTrail has the last attempt; empty where no reply came. */
  Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }

  boolean inDoubt() {
    return inDoubt;
  }
}
