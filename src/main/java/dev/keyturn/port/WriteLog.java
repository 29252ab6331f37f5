package dev.keyturn.port;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Keeps what one piece of work has asked AWS to change, in order. Whoever makes a write notes it
 * where somebody wishes to know.
 */
public final class WriteLog {
  private static final ScopedValue<WriteLog> OF_THIS_WORK = ScopedValue.newInstance();

  private final List<AwsWrite> writes = new ArrayList<>();
  private int told;

  /** Notes a write, for the work that this thread is busy with, if anybody wishes to know. */
  public static void note(AwsWrite write) {
    if (OF_THIS_WORK.isBound()) {
      OF_THIS_WORK.get().add(write);
    }
  }

  /** Does work, and keeps its writes. */
  public <T> T during(Supplier<T> work) {
    return ScopedValue.where(OF_THIS_WORK, this).call(work::get);
  }

  private synchronized void add(AwsWrite write) {
    writes.add(write);
  }

  /** All of them so far. */
  public synchronized List<AwsWrite> all() {
    return List.copyOf(writes);
  }

  /** Those that nobody has taken yet: each is handed out once. */
  public synchronized List<AwsWrite> untold() {
    List<AwsWrite> since = List.copyOf(writes.subList(told, writes.size()));
    told = writes.size();
    return since;
  }
}
