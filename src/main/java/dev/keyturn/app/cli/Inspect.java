package dev.keyturn.app.cli;

import dev.keyturn.fleet.Fleet;
import dev.keyturn.fleet.Found;
import dev.keyturn.report.Account;
import dev.keyturn.report.Asked;
import dev.keyturn.report.PlanText;
import dev.keyturn.report.StatusText;
import dev.keyturn.report.Style;
import dev.keyturn.rotate.Command;
import dev.keyturn.rotate.Reconciler;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** {@code status} and {@code plan}: look, and change nothing. */
final class Inspect {
  private static final int CONCURRENCY = 4;

  private final Session session;

  Inspect(Session session) {
    this.session = session;
  }

  /** One line for each secret. */
  Result status() {
    return session.forTargets(found -> {
      List<Account> accounts = look(found, false);
      return result(accounts, new StatusText(style(), session.now()).lines(accounts));
    });
  }

  /** Each secret laid open. */
  Result plan() {
    return session.forTargets(found -> {
      List<Account> accounts = look(found, true);
      return result(accounts, plans(style(), session.now(), accounts));
    });
  }

  private Result result(List<Account> accounts, List<String> text) {
    return accounts.isEmpty()
        ? session.nothingBound()
        : Result.of(ExitCode.of(accounts), session.now(), StatusText.sorted(accounts), text);
  }

  /** The views of several secrets, what needs attention first. */
  static List<String> plans(Style style, Instant now, List<Account> accounts) {
    PlanText plan = new PlanText(style, now);
    List<String> lines = new ArrayList<>();
    StatusText.sorted(accounts).forEach(account -> lines.addAll(plan.lines(account)));
    if (!lines.isEmpty()) {
      lines.removeLast();
    }
    return lines;
  }

  private List<Account> look(Found found, boolean closely) {
    Live live = session.live(found.targets());
    Reconciler reconciler = session.reconciler(live);
    int concurrency = session.arguments().number(Option.CONCURRENCY, CONCURRENCY);
    var reports =
        Fleet.each(
            found.targets(),
            concurrency,
            target ->
                closely
                    ? reconciler.inspect(target)
                    : reconciler.plan(target, new Command.Advance()));
    live.clear();
    return Stream.concat(
            reports.stream().map(report -> Accounts.of(report, Asked.WHATEVER_IS_DUE)),
            Accounts.unpinned(found).stream())
        .toList();
  }

  private Style style() {
    return session.around().outStyle();
  }
}
