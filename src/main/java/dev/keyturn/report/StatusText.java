package dev.keyturn.report;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.UserName;
import dev.keyturn.plan.Observation;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One line a secret, what needs attention first, and a count of each standing at the end. */
public final class StatusText {
  private static final Comparator<Account> MOST_URGENT =
      Comparator.<Account, Standing>comparing(Standing::of)
          .thenComparing(account -> account.due().orElse(Instant.MAX))
          .thenComparing(Account::secret);

  private final Style style;
  private final Instant now;

  /**
   * A view.
   *
   * @param now what ages and "in 6d" are counted from
   */
  public StatusText(Style style, Instant now) {
    this.style = style;
    this.now = now;
  }

  /** The accounts in the order in which they need attention. */
  public static List<Account> sorted(List<Account> accounts) {
    return accounts.stream().sorted(MOST_URGENT).toList();
  }

  /** How each stands, a line each. */
  public List<String> lines(List<Account> accounts) {
    return lines(accounts, false);
  }

  /** What was done for each and how it stands now, a line each. */
  public List<String> results(List<Account> accounts) {
    return lines(accounts, true);
  }

  private List<String> lines(List<Account> accounts, boolean done) {
    Table table = new Table("").head(style, "SECRET", "USER", "STATUS");
    if (done) {
      table.cell("DONE", style::dim);
    }
    for (String name : List.of("KEY", "AGE", "NEXT", "WHY")) {
      table.cell(name, style::dim);
    }
    for (Account account : sorted(accounts)) {
      Standing standing = Standing.of(account);
      table
          .row()
          .cell(account.secret())
          .cell(account.user().map(UserName::value).orElse("-"))
          .cell(standing.word(), word -> style.standing(standing, word));
      if (done) {
        table.cell(done(account));
      }
      table
          .cell(account.currentKey().map(AccessKeyId::masked).orElse("-"))
          .cell(age(account))
          .cell(next(account, standing))
          .cell(account.sentence());
    }
    List<String> lines = new ArrayList<>(table.lines(style.width()));
    lines.add("");
    lines.add(counts(accounts));
    return lines;
  }

  /** What consumers and auditors would notice; announcements and records are left out. */
  private static String done(Account account) {
    List<String> deeds = new ArrayList<>();
    for (Step step : account.taken()) {
      switch (step) {
        case Step.Promote promote ->
            deeds.add(
                promote.because().reason() == Reason.PROMOTE_PREVIOUS ? "rolled back" : "rotated");
        case Step.Deactivate off -> deeds.add("deactivated " + off.key().masked());
        case Step.Reactivate on -> deeds.add("activated " + on.key().masked());
        case Step.DeleteKey delete -> deeds.add("deleted " + delete.key().masked());
        default -> {}
      }
    }
    return deeds.isEmpty() ? "-" : String.join(", ", deeds);
  }

  private String age(Account account) {
    Optional<AccessKeyId> current = account.currentKey();
    return account.seen().flatMap(Observation::keys).orElse(List.of()).stream()
        .filter(key -> current.equals(Optional.of(key.id())))
        .map(AccessKey::created)
        .map(created -> Times.age(created, now))
        .findFirst()
        .orElse("-");
  }

  private String next(Account account, Standing standing) {
    return switch (standing) {
      case REFUSED, HALTED -> "you";
      case FAILED, STOPPED -> "run again";
      case DUE -> "now";
      case WAITING, FINE -> account.due().map(due -> Times.until(due, now)).orElse("-");
    };
  }

  /** {@code 3 secrets: 1 halted, 2 fine}. */
  public String counts(List<Account> accounts) {
    Map<Standing, Integer> counts = new EnumMap<>(Standing.class);
    accounts.forEach(account -> counts.merge(Standing.of(account), 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach(
        (standing, count) -> parts.add(style.standing(standing, count + " " + standing.word())));
    return "%d %s: %s"
        .formatted(
            accounts.size(), accounts.size() == 1 ? "secret" : "secrets", String.join(", ", parts));
  }
}
