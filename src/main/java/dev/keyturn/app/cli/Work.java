package dev.keyturn.app.cli;

import dev.keyturn.fleet.Fleet;
import dev.keyturn.fleet.Found;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.report.Account;
import dev.keyturn.report.Asked;
import dev.keyturn.report.ResultText;
import dev.keyturn.report.Standing;
import dev.keyturn.report.StatusText;
import dev.keyturn.report.Style;
import dev.keyturn.rotate.Command;
import java.util.ArrayList;
import java.util.List;

/** {@code run}, {@code rotate} and {@code rollback}: the commands that work on secrets. */
final class Work {
  private static final int CONCURRENCY = 4;

  private final Session session;

  Work(Session session) {
    this.session = session;
  }

  /** Everything that is due. */
  Result run() {
    int concurrency = session.arguments().number(Option.CONCURRENCY, CONCURRENCY);
    return session.forTargets(found ->
        found.isEmpty()
            ? session.nothingBound()
            : work(found, new Command.Advance(), Asked.WHATEVER_IS_DUE, concurrency));
  }

  /** A rotation of each secret now, one after the other. */
  Result rotate() {
    return work(Found.named(session.named()), new Command.Rotate(), Asked.ROTATION, 1);
  }

  /** The previous key made current again. */
  Result rollback() {
    var named = session.arguments().text(Option.REACTIVATE).map(AccessKeyId::new);
    return work(Found.named(session.named()), new Command.RollBack(named), Asked.ROLLBACK, 1);
  }

  private Result work(Found found, Command command, Asked asked, int concurrency) {
    Live live = session.live(found.targets());
    var patience = new Patience(session, live);
    boolean dryRun = session.arguments().has(Option.DRY_RUN);
    Bugs bugs = new Bugs(session.around(), session.arguments().has(Option.DEBUG));
    List<Account> accounts =
        new ArrayList<>(
            Fleet.each(
                found.targets(),
                concurrency,
                target ->
                    bugs.guard(
                        target,
                        asked,
                        () ->
                            dryRun
                                ? Accounts.of(session.reconciler(live).plan(target, command), asked)
                                : patience.run(target, command, asked))));
    accounts.addAll(Accounts.unpinned(found));
    live.clear();
    ExitCode exit = ExitCode.of(accounts);
    return Result.of(
        bugs.any() ? ExitCode.INTERNAL : exit,
        session.now(),
        StatusText.sorted(accounts),
        dryRun ? dryRun(accounts) : text(accounts));
  }

  private List<String> dryRun(List<Account> accounts) {
    List<Account> notable =
        accounts.stream()
            .filter(account -> accounts.size() == 1 || Standing.of(account) != Standing.FINE)
            .toList();
    List<String> lines = new ArrayList<>(Inspect.plans(style(), session.now(), notable));
    if (!notable.isEmpty()) {
      lines.add("");
    }
    if (accounts.size() > 1) {
      lines.add(new StatusText(style(), session.now()).counts(accounts));
    }
    lines.add("Dry run: nothing was changed.");
    return lines;
  }

  private List<String> text(List<Account> accounts) {
    ResultText results = new ResultText(style(), session.now());
    if (accounts.size() == 1) {
      return results.lines(accounts.getFirst());
    }
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(new StatusText(style(), session.now()).results(accounts));
    for (Account account : StatusText.sorted(accounts)) {
      if (Standing.of(account).compareTo(Standing.WAITING) <= 0) {
        lines.add("");
        lines.addAll(results.lines(account));
      }
    }
    return lines;
  }

  private Style style() {
    return session.around().outStyle();
  }
}
