package dev.keyturn.aws;

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

  /** An attempt may have taken effect, and nobody will say. */
  static void noteDoubt() {
    if (OF_THIS_WRITE.isBound()) {
      OF_THIS_WRITE.get().inDoubt = true;
    }
  }

  boolean inDoubt() {
    return inDoubt;
  }
}
