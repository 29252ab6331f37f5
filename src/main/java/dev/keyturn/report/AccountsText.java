package dev.keyturn.report;

import dev.keyturn.result.SecretStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Many accounts as people read them: a table of secrets, one of accounts, and what to do. */
public final class AccountsText {
  /** So many accounts that lack the same are named one by one. */
  private static final int MOST_NAMED = 20;

  /** The exit code of a pass in which AWS did not do what it was asked for some secret. */
  private static final String OF_AWS = "aws";

  private final Style style;
  private final Instant now;

  /**
   * A view.
   *
   * @param now the time, as AWS has it
   */
  public AccountsText(Style style, Instant now) {
    this.style = style;
    this.now = now;
  }

  /** A line a secret, in the order given; nothing where there are none. */
  public List<String> secrets(List<SecretLine> secrets) {
    if (secrets.isEmpty()) {
      return List.of();
    }
    TextTable table =
        new TextTable("")
            .head(
                style, "ACCOUNT", "REGION", "SECRET", "USER", "STATUS", "DONE", "KEY", "AGE",
                "NEXT", "WHY");
    for (SecretLine line : secrets) {
      table
          .row()
          .cell(line.account().value())
          .cell(line.region())
          .cell(line.secret())
          .cell(line.user())
          .cell(line.status().word(), word -> style.status(line.status(), word));
      line.cells().forEach(table::cell);
    }
    List<String> lines = new ArrayList<>(table.lines(style.width()));
    lines.add("");
    return lines;
  }

  /** A line an account and Region, what to do about those that lack something, and a sum. */
  public List<String> accounts(List<AccountReport> accounts) {
    TextTable table =
        new TextTable("").head(style, "ACCOUNT", "NAME", "REGION", "RESULT", "SECRETS", "WHY");
    for (AccountReport account : accounts) {
      table
          .row()
          .cell(account.account().value())
          .cell(account.name().isEmpty() ? "-" : account.name())
          .cell(account.region().orElse("-"))
          .cell(words(account), word -> paint(account, word))
          .cell(standings(account))
          .cell(String.join(" ", account.problems()));
    }
    List<String> lines = new ArrayList<>(table.lines(style.width()));
    lines.addAll(remedies(accounts));
    lines.add("");
    lines.add(sum(accounts));
    return lines;
  }

  /** How it ended, as both tables say it. */
  public static String words(AccountReport account) {
    String word =
        account.result() == AccountReport.Result.WORKED
            ? account.exitName().orElse("-")
            : account.result().word();
    return word.equals(OF_AWS) ? "some failed" : word.replace('-', ' ');
  }

  private String paint(AccountReport account, String word) {
    return switch (account.result()) {
      case NOT_REACHED, FAILED -> style.red(word);
      case LEFT_OUT, NOT_BEGUN -> style.yellow(word);
      case WORKED ->
          account.counts().keySet().stream()
              .min(Comparator.naturalOrder())
              .map(worst -> style.status(worst, word))
              .orElse(word);
    };
  }

  /** How many of its secrets stand how. */
  public static String standings(AccountReport account) {
    if (account.result() != AccountReport.Result.WORKED) {
      return "-";
    }
    String parts =
        account.counts().entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey().word())
            .collect(Collectors.joining(", "));
    return parts.isEmpty() ? "none adopted" : parts;
  }

  /** Each remedy once, with the accounts that need it. */
  private List<String> remedies(List<AccountReport> accounts) {
    Map<List<String>, List<String>> needing = new LinkedHashMap<>();
    for (AccountReport account : accounts) {
      if (!account.remedies().isEmpty()) {
        needing
            .computeIfAbsent(account.remedies(), any -> new ArrayList<>())
            .add(account.account().value());
      }
    }
    List<String> lines = new ArrayList<>();
    needing.forEach((remedy, ids) -> {
      lines.add("");
      lines.add(style.bold(FirstNames.of(ids.stream().distinct().toList(), MOST_NAMED) + ":"));
      remedy.forEach(line -> lines.add("  " + VisibleText.of(line)));
    });
    return lines;
  }

  /** What all of them came to, in a line. */
  public String sum(List<AccountReport> accounts) {
    Map<SecretStatus, Integer> counts = new EnumMap<>(SecretStatus.class);
    Map<AccountReport.Result, Integer> results = new EnumMap<>(AccountReport.Result.class);
    for (AccountReport account : accounts) {
      account.counts().forEach((status, count) -> counts.merge(status, count, Integer::sum));
      results.merge(account.result(), 1, Integer::sum);
    }
    String parts =
        results.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey().word().replace('-', ' '))
            .collect(Collectors.joining(", "));
    return "%d %s: %s. %s"
        .formatted(
            accounts.size(),
            accounts.size() == 1 ? "account" : "accounts and Regions",
            parts,
            counts.isEmpty()
                ? "No secret was worked on."
                : new StatusText(style, now).counts(counts) + ".");
  }
}
