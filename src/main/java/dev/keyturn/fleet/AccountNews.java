package dev.keyturn.fleet;

import dev.keyturn.inventory.ReportRow;
import dev.keyturn.inventory.ReportedKey;
import dev.keyturn.model.UserDescription;
import dev.keyturn.model.UserId;
import dev.keyturn.model.UserName;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a few calls tell of all users of an account and their keys. The keys are up to four hours
 * old, and without their IDs.
 */
public final class AccountNews {
  private final Instant generated;
  private final Map<UserId, UserNews> users = new HashMap<>();

  /**
   * What is told of a user.
   *
   * @param keys those in the user's row of the credential report, in no order that means anything;
   *     empty where the report has no row of this very user
   */
  public record UserNews(UserName name, String arn, Optional<List<ReportedKey>> keys) {}

  /**
   * News without the report's rows, which are to be added.
   *
   * @param generated when IAM finished the report
   * @param listed every user, as ListUsers has them now
   */
  AccountNews(Instant generated, List<UserDescription> listed) {
    this.generated = generated;
    for (UserDescription user : listed) {
      String name = user.arn().substring(user.arn().lastIndexOf('/') + 1);
      if (UserName.isValid(name)) {
        users.put(user.id(), new UserNews(new UserName(name), user.arn(), Optional.empty()));
      }
    }
  }

  /**
   * News of a whole account.
   *
   * @param rows of the report
   */
  public static AccountNews of(
      Instant generated, List<UserDescription> listed, Iterable<ReportRow> rows) {
    AccountNews news = new AccountNews(generated, listed);
    Map<String, UserDescription> byArn = byArn(listed);
    rows.forEach(row -> news.add(row, byArn));
    return news;
  }

  static Map<String, UserDescription> byArn(List<UserDescription> listed) {
    Map<String, UserDescription> byArn = new HashMap<>();
    listed.forEach(user -> byArn.put(user.arn(), user));
    return byArn;
  }

  /**
   * Adds a row of the report. A user that was made again since has another ID and another date, and
   * the row is not about it.
   */
  void add(ReportRow row, Map<String, UserDescription> byArn) {
    Optional.ofNullable(byArn.get(row.arn()))
        .filter(user -> isOf(row, user))
        .ifPresent(user ->
            users.computeIfPresent(
                user.id(),
                (id, known) -> new UserNews(known.name(), known.arn(), Optional.of(row.keys()))));
  }

  /** By the date of the user, which both tell to the second. */
  private static boolean isOf(ReportRow row, UserDescription user) {
    Optional<Long> reported = row.created().date().map(Instant::getEpochSecond);
    return reported.isPresent() && reported.equals(user.created().map(Instant::getEpochSecond));
  }

  /** When IAM finished the report. What happened since is not in it. */
  public Instant generated() {
    return generated;
  }

  /** Every user of the account, by ID. */
  Map<UserId, UserNews> users() {
    return Collections.unmodifiableMap(users);
  }

  /** What is told of the user of that ID; empty where there is none. */
  public Optional<UserNews> of(UserId user) {
    return Optional.ofNullable(users.get(user));
  }
}
