package dev.keyturn.report.page;

import dev.keyturn.report.AccountReport;
import dev.keyturn.report.AccountsText;
import dev.keyturn.report.SecretLine;
import dev.keyturn.report.Style;
import dev.keyturn.report.TimeText;
import dev.keyturn.report.VisibleText;
import dev.keyturn.result.SecretStatus;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How the secrets of many accounts stand, as a page shows it: each account in each Region, and a
 * line for each secret.
 *
 * @param command what it is of: {@code status} or {@code run}
 * @param sentence what all accounts came to
 * @param tone of the worst
 * @param figures how many secrets stand how
 * @param accounts in the order of their IDs
 * @param secrets what needs attention first, as far as there is room
 * @param leftOut how many secrets were left out, or 0
 * @param at when this was made, as AWS has the time
 * @param program what made it, with its version
 */
public record AccountsPage(
    String command,
    String sentence,
    String tone,
    List<PageFigure> figures,
    List<AccountRow> accounts,
    List<SecretRow> secrets,
    int leftOut,
    String at,
    String program) {
  /** How many secrets a page shows at most. */
  public static final int MOST_SECRETS = 2_000;

  /**
   * An account in a Region.
   *
   * @param secrets how many stand how
   * @param why it is not well; empty where it is
   * @param remedies lines to be copied in part
   */
  public record AccountRow(
      String account,
      String name,
      String region,
      String result,
      String tone,
      String secrets,
      String why,
      List<String> remedies) {}

  /** A secret, with the columns of the table that is printed. */
  public record SecretRow(
      String place,
      String secret,
      String user,
      String status,
      String tone,
      String done,
      String age,
      String next,
      String why) {}

  public AccountsPage {
    figures = List.copyOf(figures);
    accounts = List.copyOf(accounts);
    secrets = List.copyOf(secrets);
  }

  /**
   * Writes one.
   *
   * @param secrets in the order in which to show them
   * @param now what ages were counted to
   * @param program what makes it, with its version
   */
  public static void write(
      String command,
      List<AccountReport> accounts,
      List<SecretLine> secrets,
      Instant now,
      String program,
      Writer out) {
    new PageTemplates().render("accounts.jte", of(command, accounts, secrets, now, program), out);
  }

  private static AccountsPage of(
      String command,
      List<AccountReport> accounts,
      List<SecretLine> secrets,
      Instant now,
      String program) {
    Map<SecretStatus, Integer> counts = new EnumMap<>(SecretStatus.class);
    accounts.forEach(account ->
        account.counts().forEach((status, count) -> counts.merge(status, count, Integer::sum)));
    List<PageFigure> figures = new ArrayList<>();
    counts.forEach((status, count) ->
        figures.add(new PageFigure(status.word(), count, SecretCard.tone(status))));
    return new AccountsPage(
        command,
        new AccountsText(Style.PLAIN, now).sum(accounts),
        tone(accounts, counts),
        figures,
        accounts.stream().map(AccountsPage::row).toList(),
        secrets.stream().limit(MOST_SECRETS).map(AccountsPage::row).toList(),
        Math.max(0, secrets.size() - MOST_SECRETS),
        TimeText.minute(now),
        program);
  }

  private static String tone(List<AccountReport> accounts, Map<SecretStatus, Integer> counts) {
    if (accounts.stream().anyMatch(account -> tone(account).equals("bad"))) {
      return "bad";
    }
    return counts.keySet().stream().findFirst().map(SecretCard::tone).orElse("plain");
  }

  private static String tone(AccountReport account) {
    return switch (account.result()) {
      case NOT_REACHED, FAILED -> "bad";
      case NOT_BEGUN -> "middling";
      case LEFT_OUT -> "plain";
      case WORKED ->
          account.counts().keySet().stream().findFirst().map(SecretCard::tone).orElse("plain");
    };
  }

  private static AccountRow row(AccountReport account) {
    return new AccountRow(
        account.account().value(),
        VisibleText.of(account.name()),
        account.region().orElse("all"),
        AccountsText.words(account),
        tone(account),
        AccountsText.standings(account),
        VisibleText.of(String.join(" ", account.problems())),
        account.remedies().stream().map(VisibleText::of).toList());
  }

  private static SecretRow row(SecretLine line) {
    return new SecretRow(
        line.account() + " " + line.region(),
        VisibleText.of(line.secret()),
        VisibleText.of(line.user()),
        line.status().word(),
        SecretCard.tone(line.status()),
        VisibleText.of(line.done()),
        VisibleText.of(line.age()),
        VisibleText.of(line.next()),
        VisibleText.of(line.why()));
  }
}
