package dev.keyturn.app.cli;

import dev.keyturn.fleet.PatientRead;
import dev.keyturn.model.AccountId;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.report.AdoptedRow;
import dev.keyturn.report.AdoptionReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * {@code adopt --from} with {@code --role}: the rows of each account are done there, in its role,
 * account beside account. One that cannot be entered has its rows failed, and holds up no other.
 */
final class AdoptInAccounts {
  private final CommandContext hub;
  private final String run;
  private final MissingStatements statements;
  private final List<AdoptedRow> rows = Collections.synchronizedList(new ArrayList<>());
  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger lost = new AtomicInteger();

  AdoptInAccounts(CommandContext hub) {
    this.hub = hub;
    this.run = hub.environment().names().get().holder();
    this.statements = MissingStatements.of(hub.connection(), hub.arguments());
  }

  CommandResult adopt(List<AskedAdoption> asked) {
    Map<AccountId, List<AskedAdoption.Wanted>> byAccount = new TreeMap<>();
    for (AskedAdoption one : asked) {
      if (one instanceof AskedAdoption.Wanted wanted) {
        byAccount
            .computeIfAbsent(wanted.account().orElseThrow(), id -> new ArrayList<>())
            .add(wanted);
      }
    }
    AccountOptions.sideBySide(hub.environment(), hub.arguments())
        .each(List.copyOf(byAccount.entrySet()), its -> in(its.getKey(), its.getValue()));
    rows.sort(Comparator.comparing(row -> row.line().orElse(0L)));
    return AdoptMany.result(hub, asked, rows, notes, lost.get());
  }

  private void in(AccountId account, List<AskedAdoption.Wanted> wanted) {
    OtherAccounts.Session session =
        hub.connection().others().session(AccountOptions.role(hub.arguments(), account, run));
    if (new PatientRead(hub.environment().sleeper()).of(session::begin)
        instanceof ReadResult.Failed<Instant>(Failure failure)) {
      wanted.forEach(one -> rows.add(failed(one, failure)));
      List<String> remedies = statements.forRole(failure);
      if (!remedies.isEmpty()) {
        notes.add("Account %s: %s".formatted(account, String.join(" ", remedies)));
      }
      return;
    }
    String region = hub.connection().secrets().region();
    try (OtherAccounts.Member member = session.in(region)) {
      CommandContext there = hub.in(member.connection(), account + " " + region);
      List<AdoptedRow> done;
      try {
        done = new AdoptMany(there).rows(List.copyOf(wanted));
      } finally {
        notes.addAll(there.kept().finish());
      }
      rows.addAll(done);
    } catch (RuntimeException bug) {
      lose(account, wanted.size(), bug);
    }
  }

  /** A bug in one account takes nothing from the others; what was done there is found again. */
  private void lose(AccountId account, int many, RuntimeException bug) {
    if (hub.arguments().has(SharedOptions.DEBUG)) {
      BugReporter.trace(bug, hub.environment().err());
    }
    lost.addAndGet(many);
    notes.add(
        "Account %s: %s Of its %d row%s nothing is told above; the same command does what is left."
            .formatted(account, BugReporter.sentence(bug), many, many == 1 ? "" : "s"));
  }

  private static AdoptedRow failed(AskedAdoption.Wanted one, Failure failure) {
    return new AdoptedRow(
        one.line(),
        one.account(),
        new AdoptionReport(
            one.user(),
            one.secret(),
            new AdoptionReport.Outcome.Failed(failure),
            List.of(),
            List.of()),
        false,
        Optional.empty());
  }
}
