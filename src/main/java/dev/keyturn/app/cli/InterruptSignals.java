package dev.keyturn.app.cli;

import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and SIGTERM: the first asks the run to end, which it does after the write that is under
 * way; the second ends the process at once, and so does waiting in vain. Nothing is lost either
 * way: what AWS holds is all that the next run needs.
 *
 * <p>A shutdown hook would not do. While it runs, the JVM takes no second signal, so that a person
 * could not insist. What remains is {@code sun.misc.Signal}, which is exported to everyone and has
 * no successor; it is reached by reflection, because javac's warning at its name can neither be
 * heeded nor suppressed.
 */
final class InterruptSignals {
  /** Longer than any one call to AWS with its time-outs, shorter than a supervisor's patience. */
  private static final Duration GRACE = Duration.ofSeconds(20);

  private static final int EXIT = ExitCode.STOPPED.code(false);

  private final StopSignal stop;
  private final PrintWriter err;
  private final AtomicBoolean asked = new AtomicBoolean();

  private InterruptSignals(StopSignal stop, PrintWriter err) {
    this.stop = stop;
    this.err = err;
  }

  /** From now on signals are wishes to stop. */
  static void install(StopSignal stop, PrintWriter err) {
    InterruptSignals interrupts = new InterruptSignals(stop, err);
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Method handle = signal.getMethod("handle", signal, handler);
      Object arrived =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> interrupts.arrived());
      for (String name : List.of("INT", "TERM")) {
        handle.invoke(null, signal.getConstructor(String.class).newInstance(name), arrived);
      }
    } catch (ReflectiveOperationException notOnThisSystem) {
      // Then a signal ends the process at once, which costs no key either.
    }
  }

  private @Nullable Object arrived() {
    if (!asked.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(EXIT);
    }
    err.println();
    err.println("Stopping after the current call; once more to stop at once.");
    err.flush();
    stop.request();
    Thread.ofPlatform().daemon().name("grace").start(this::runOut);
    return null;
  }

  private void runOut() {
    try {
      Thread.sleep(GRACE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(EXIT);
  }
}
