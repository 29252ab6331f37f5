package dev.keyturn.fleet;

import dev.keyturn.port.Failure;
import dev.keyturn.port.MemberAccount;
import dev.keyturn.port.OrganizationLists;
import dev.keyturn.port.OrganizationLists.Page;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.Sleeper;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the accounts of an organization, or of some of its units, to their end: a list that was cut
 * short must never pass for the whole (P5). A page that is throttled is asked for again; AWS names
 * no rate for these calls.
 */
public record OrganizationReading(OrganizationLists lists, Sleeper sleeper) {
  /** At most 20 accounts a page and 50,000 in the largest organizations; beyond it, it loops. */
  private static final int MOST_PAGES = 20_000;

  /** Every account. */
  public ReadResult<List<MemberAccount>> all() {
    return toTheEnd("organizations:ListAccounts", lists::accounts);
  }

  /** Every account in a unit and in the units below it; Absent where there is no such unit. */
  public ReadResult<List<MemberAccount>> under(String unit) {
    List<MemberAccount> accounts = new ArrayList<>();
    Deque<String> open = new ArrayDeque<>(List.of(unit));
    Set<String> met = new HashSet<>(open);
    while (!open.isEmpty()) {
      String parent = open.removeFirst();
      ReadResult<List<MemberAccount>> here =
          toTheEnd("organizations:ListAccountsForParent", at -> lists.accountsIn(parent, at));
      if (!(here instanceof ReadResult.Got<List<MemberAccount>>(List<MemberAccount> found))) {
        return here;
      }
      accounts.addAll(found);
      ReadResult<List<String>> below =
          toTheEnd(
              "organizations:ListOrganizationalUnitsForParent", at -> lists.unitsIn(parent, at));
      switch (below) {
        case ReadResult.Got<List<String>>(List<String> units) ->
            units.stream().filter(met::add).forEach(open::add);
        case ReadResult.Absent<List<String>> gone -> {
          return new ReadResult.Absent<>();
        }
        case ReadResult.Failed<List<String>>(Failure failure) -> {
          return new ReadResult.Failed<>(failure);
        }
      }
    }
    return new ReadResult.Got<>(List.copyOf(accounts));
  }

  private <T> ReadResult<List<T>> toTheEnd(
      String action, Function<Optional<String>, ReadResult<Page<T>>> read) {
    List<T> all = new ArrayList<>();
    Optional<String> at = Optional.empty();
    for (int pages = 0; pages < MOST_PAGES; pages++) {
      Optional<String> here = at;
      switch (new PatientRead(sleeper).of(() -> read.apply(here))) {
        case ReadResult.Got<Page<T>>(Page<T> page) -> {
          all.addAll(page.entries());
          if (page.next().isEmpty()) {
            return new ReadResult.Got<>(List.copyOf(all));
          }
          if (page.next().equals(at)) {
            return looped(action, "a page that names itself as the next one");
          }
          at = page.next();
        }
        case ReadResult.Absent<Page<T>> none -> {
          return new ReadResult.Absent<>();
        }
        case ReadResult.Failed<Page<T>>(Failure failure) -> {
          return new ReadResult.Failed<>(failure);
        }
      }
    }
    return looped(action, "no last page");
  }

  private static <T> ReadResult<List<T>> looped(String action, String what) {
    return new ReadResult.Failed<>(new Failure.ServerError(action, "the list has " + what));
  }
}
