package dev.keyturn.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Users and secrets that several rows of a file name. A user has one secret, and a secret is one
 * user's.
 */
final class SharedNames {
  /** A secret's ARN: its name, a dash and six characters, which may be left out. */
  private static final Pattern SECRET_ARN =
      Pattern.compile("arn:[^:]*:secretsmanager:[^:]*:[^:]*:secret:(.+?)(-[A-Za-z0-9]{6})?");

  private SharedNames() {}

  /** What is wrong, at the line of each row after the first that has a name. */
  static List<ReportProblem> problems(List<AdoptionRow> rows) {
    List<ReportProblem> problems = new ArrayList<>();
    // Where each row says of which account it is, names are shared within one of them.
    boolean ofAccounts = rows.stream().allMatch(row -> row.account().isPresent());
    Function<AdoptionRow, String> account =
        row -> ofAccounts ? row.account().orElseThrow() + " " : "";
    // To IAM, names that differ only in case are the same user.
    find(
        rows,
        "user",
        row -> account.apply(row) + row.user().value().toLowerCase(Locale.ROOT),
        problems);
    find(rows, "secret", row -> account.apply(row) + name(row.secret()), problems);
    return problems;
  }

  private static void find(
      List<AdoptionRow> rows,
      String what,
      Function<AdoptionRow, String> name,
      List<ReportProblem> problems) {
    Map<String, Long> first = new HashMap<>();
    for (AdoptionRow row : rows) {
      Long line = first.putIfAbsent(name.apply(row), row.line());
      if (line != null) {
        problems.add(
            new ReportProblem(
                row.line(),
                "this %s is in line %d, too: a user has one secret, and a secret is one user's"
                    .formatted(what, line)));
      }
    }
  }

  private static String name(String secret) {
    Matcher arn = SECRET_ARN.matcher(secret);
    return arn.matches() ? arn.group(1) : secret;
  }
}
