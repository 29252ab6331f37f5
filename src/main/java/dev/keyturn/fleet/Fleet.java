package dev.keyturn.fleet;

import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.Setting;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.SecretStore;
import dev.keyturn.port.TaggedSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Does one thing for many secrets. */
public final class Fleet {
  /**
   * Where the tags of ours begin. All begin in the first way, and Secrets Manager goes by the
   * beginning; whatever compares whole keys instead finds the adopted ones by the others.
   */
  static final Set<String> OURS =
      Set.of(Setting.TAG_PREFIX, LedgerTags.USER_ID, LedgerTags.CURRENT);

  private Fleet() {}

  /**
   * Every secret in this account and Region that has a tag of ours. The replicas here of those of
   * another Region have their tags, and are rotated there. Those that are scheduled for deletion
   * are among the adopted ones: nobody who reads them gets their keys any more, and a run says so.
   *
   * @param prefix what their names begin with: a list shows secrets that its reader may not touch
   */
  public static ReadResult<FoundSecrets> find(SecretStore secrets, String prefix) {
    return switch (described(secrets)) {
      case ReadResult.Got<TaggedSecrets>(TaggedSecrets listed) ->
          new ReadResult.Got<>(FoundSecrets.of(listed, prefix));
      case ReadResult.Absent<TaggedSecrets> absent ->
          new ReadResult.Got<>(FoundSecrets.named(List.of()));
      case ReadResult.Failed<TaggedSecrets> failed -> new ReadResult.Failed<>(failed.failure());
    };
  }

  /** The same as Secrets Manager lists them, replicas included. */
  public static ReadResult<TaggedSecrets> described(SecretStore secrets) {
    return secrets.listTagged(OURS);
  }

  /**
   * Does {@code each} for every target, at most {@code concurrency} at once.
   *
   * @return what came of each, in the order of the targets
   */
  public static <S, T> List<T> each(List<S> targets, int concurrency, Function<S, T> each) {
    if (concurrency <= 1 || targets.size() <= 1) {
      return targets.stream().map(each).toList();
    }
    try (ExecutorService executor =
        Executors.newFixedThreadPool(concurrency, Thread.ofVirtual().factory())) {
      List<Future<T>> running = new ArrayList<>();
      for (S target : targets) {
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
