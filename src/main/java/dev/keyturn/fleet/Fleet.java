package dev.keyturn.fleet;

import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.Target;
import dev.keyturn.port.Read;
import dev.keyturn.port.SecretStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does one thing for many secrets. */
public final class Fleet {
  private Fleet() {}

  /**
   * Every secret that was adopted in this account and Region. The replicas here of those of another
   * Region have their tags, and are rotated there.
   *
   * @param prefix what their names begin with: a list shows secrets that its reader may not touch
   */
  public static Read<List<Target>> bound(SecretStore secrets, String prefix) {
    return switch (secrets.listTagged(LedgerTags.USER_ID)) {
      case Read.Got<List<SecretDescription>>(List<SecretDescription> found) ->
          new Read.Got<>(
              found.stream()
                  .filter(secret -> !secret.replica())
                  .map(SecretDescription::name)
                  .filter(name -> name.startsWith(prefix))
                  .map(Target::of)
                  .toList());
      case Read.Absent<List<SecretDescription>> absent -> new Read.Got<>(List.of());
      case Read.Failed<List<SecretDescription>> failed -> new Read.Failed<>(failed.failure());
    };
  }

  /**
   * Does {@code each} for every target, at most {@code concurrency} at once.
   *
   * @return what came of each, in the order of the targets
   */
  public static <T> List<T> each(List<Target> targets, int concurrency, Function<Target, T> each) {
    if (concurrency <= 1 || targets.size() <= 1) {
      return targets.stream().map(each).toList();
    }
    try (ExecutorService executor =
        Executors.newFixedThreadPool(concurrency, Thread.ofVirtual().factory())) {
      List<Future<T>> running = new ArrayList<>();
      for (Target target : targets) {
        running.add(executor.submit(() -> each.apply(target)));
      }
      List<T> reports = new ArrayList<>();
      for (Future<T> report : running) {
        reports.add(resultOf(report));
      }
      return List.copyOf(reports);
    }
  }

  /** A run returns for everything that AWS can do; what it throws is a bug, and is thrown on. */
  private static <T> T resultOf(Future<T> report) {
    try {
      return report.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a run", interrupted);
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug.getCause());
    }
  }
}
