package dev.keyturn.fleet;

import dev.keyturn.fleet.AccountNews.UserNews;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.UserDescription;
import dev.keyturn.model.UserId;
import dev.keyturn.plan.Cause;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.SecretStore;
import dev.keyturn.result.RunOutcome;
import dev.keyturn.result.RunReport;
import dev.keyturn.result.RunRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds users that are bound to a secret which is gone: nobody rotates their keys, and no list of
 * secrets tells of it. A list of users has no tags. So GetUser is asked of each user that no
 * adopted secret names, that has a key as far as the credential report tells, and whose turn it is:
 * a call a day for each of these, and none for the users that are looked after.
 */
final class GoneSecretSearch {
  /** So many users are asked for in a pass; at IAM's pace they take twenty seconds. */
  static final int MOST = 200;

  private static final Duration DAY = Duration.ofDays(1);

  /** As CreateSecret takes it. A tag of IAM's may have spaces in it, and so a second option. */
  private static final Pattern NOT_OF_A_NAME = Pattern.compile("[^A-Za-z0-9/_+=.@-]");

  /**
   * What was found.
   *
   * @param told of each secret that is gone
   * @param unsearched why not every user was asked for whose turn it was; empty where all were
   */
  record Result(List<RunReport> told, Optional<String> unsearched) {
    static final Result NOTHING = new Result(List.of(), Optional.empty());
  }

  private final AccountUsers users;
  private final SecretStore secrets;
  private final String prefix;
  private final List<RunReport> told = new ArrayList<>();
  private final Set<String> deniedPaths = new HashSet<>();
  private Optional<String> unsearched = Optional.empty();
  private int calls;

  /**
   * A search, to be made once.
   *
   * @param prefix what the names of the secrets begin with that are looked after here
   */
  GoneSecretSearch(AccountUsers users, SecretStore secrets, String prefix) {
    this.users = users;
    this.secrets = secrets;
    this.prefix = prefix;
  }

  /**
   * Searches.
   *
   * @param all every user of the account
   * @param named the users that the secrets name which are looked after here
   * @param turns whose turn it is
   */
  Result among(Map<UserId, UserNews> all, Set<UserId> named, CloseLooks turns, Instant now) {
    List<UserNews> asked = new ArrayList<>();
    all.forEach((id, user) -> {
      if (!named.contains(id) && mayHaveKeys(user) && turns.isTurnOf(user.arn(), now)) {
        asked.add(user);
      }
    });
    // Each day goes on where the day before it ended: the same two hundred would hide the others.
    asked.sort(Comparator.comparing(UserNews::arn));
    long first = Math.floorDiv(now.getEpochSecond(), DAY.toSeconds()) * MOST;
    Collections.rotate(asked, (int) -Math.floorMod(first, (long) Math.max(1, asked.size())));
    int left = 0;
    for (UserNews user : asked) {
      if (deniedPaths.contains(path(user))) {
        continue;
      }
      if (calls < MOST) {
        ask(user);
      } else {
        left++;
      }
    }
    if (left > 0) {
      unsearched =
          Optional.of(
              "%,d users that no secret names had their turn, and %,d of them were asked for tags that name one."
                  .formatted(calls + left, calls));
    }
    return new Result(List.copyOf(told), unsearched);
  }

  private static String path(UserNews user) {
    return user.arn().substring(0, user.arn().lastIndexOf('/') + 1);
  }

  /** A user without keys is nobody's worry; one whom the report does not know may have some. */
  private static boolean mayHaveKeys(UserNews user) {
    return user.keys().map(keys -> !keys.isEmpty()).orElse(true);
  }

  private void ask(UserNews user) {
    calls++;
    switch (users.withTags(user.name())) {
      case ReadResult.Got<UserDescription>(UserDescription found) ->
          found
              .tags()
              .flatMap(tags -> Optional.ofNullable(tags.get(IamUser.BINDING_TAG)))
              .filter(arn -> arn.startsWith(beginningOfArns(user)))
              .ifPresent(arn -> look(user, arn));
      case ReadResult.Absent<UserDescription> gone -> {}
      case ReadResult.Failed<UserDescription>(Failure failure) -> {
        if (failure instanceof Failure.Denied denied && !denied.isOfSession()) {
          // The rotator may look at users below one path, and not at those that are never to be
          // rotated. The others are not ours to look after.
          if (!denied.explicitly()) {
            deniedPaths.add(path(user));
          }
        } else {
          unsearched = Optional.of(failure.sentence());
        }
      }
    }
  }

  /** How ARNs begin of the secrets that are looked after here: of the user's account. */
  String beginningOfArns(UserNews user) {
    String[] arn = user.arn().split(":", 6);
    return "arn:%s:secretsmanager:%s:%s:secret:%s"
        .formatted(arn[1], secrets.region(), arn[4], prefix);
  }

  /**
   * Whether the secret is there. The rotator's policy lets it describe only what is pinned, so that
   * a secret that is gone is denied as well as one that has lost its tags.
   */
  private void look(UserNews user, String arn) {
    if (NOT_OF_A_NAME.matcher(nameIn(arn)).find() || nameIn(arn).isEmpty()) {
      tell(user, arn, "No secret can have the name that the tag says");
      return;
    }
    switch (secrets.describe(arn)) {
      case ReadResult.Got<SecretDescription>(SecretDescription found) -> {
        if (!found.tags().containsKey(LedgerTags.USER_ID)) {
          tell(user, arn, "It is there, without the tag keyturn:user-id");
        }
      }
      case ReadResult.Absent<SecretDescription> gone -> tell(user, arn, "There is no such secret");
      case ReadResult.Failed<SecretDescription>(Failure failure) -> {
        if (failure instanceof Failure.Denied denied && !denied.isOfSession()) {
          tell(
              user,
              arn,
              "AWS denies a look at it, as it does where the tag keyturn:user-id is not");
        } else {
          unsearched = Optional.of(failure.sentence());
        }
      }
    }
  }

  private void tell(UserNews user, String arn, String detail) {
    told.add(
        RunReport.unseen(
            new ManagedSecret(shown(nameIn(arn)), Optional.of(user.name())),
            new RunRequest.Advance(),
            new RunOutcome.Halted(new Step.Halt(Cause.of(Reason.SECRET_GONE).saying(detail)))));
  }

  /** One word, whatever the tag says: what is told has commands with the name in them. */
  private static String shown(String name) {
    return name.isEmpty() ? "SECRET" : NOT_OF_A_NAME.matcher(name).replaceAll("…");
  }

  /** The name in a secret's ARN, which ends with a hyphen and six characters of AWS's. */
  private static String nameIn(String arn) {
    String[] parts = arn.split(":", 7);
    return parts[6].replaceFirst("-[A-Za-z0-9]{6}$", "");
  }
}
