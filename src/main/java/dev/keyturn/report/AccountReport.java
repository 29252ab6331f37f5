package dev.keyturn.report;

import dev.keyturn.model.AccountId;
import dev.keyturn.port.MemberAccount;
import dev.keyturn.result.SecretStatus;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What came of one account in one Region.
 *
 * @param region empty for an account that nothing was to be done in
 * @param exitName how it ended, in the word of the exit code that it would have by itself; empty
 *     where nothing was to be done
 * @param caller the ARN that changed AWS there; empty where nothing was changed
 * @param counts how many secrets stand how
 * @param problems why something could not be done, a sentence each
 * @param remedies what to do about it, in lines to be copied in part
 */
public record AccountReport(
    AccountId account,
    String name,
    Optional<String> region,
    Result result,
    Optional<String> exitName,
    Optional<String> caller,
    Map<SecretStatus, Integer> counts,
    List<String> problems,
    List<String> remedies) {
  public AccountReport {
    counts = counts.isEmpty() ? Map.of() : new EnumMap<>(counts);
    problems = List.copyOf(problems);
    remedies = List.copyOf(remedies);
  }

  /** How far it came. */
  public enum Result {
    /** Each of its secrets was worked on or looked at; how these stand is told of each. */
    WORKED,
    /** Its role could not be assumed. */
    NOT_REACHED,
    /** Something in it failed before its secrets were known. */
    FAILED,
    /** It is suspended, closed or being made: told once, and no trouble. */
    LEFT_OUT,
    /** The command was stopped before its turn. */
    NOT_BEGUN;

    /** As people and machines read it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** One in which nothing was to be done. */
  public static AccountReport leftOut(MemberAccount account) {
    return without(
        account, Optional.empty(), Result.LEFT_OUT, "It is " + account.state().words() + ".");
  }

  /** One whose turn did not come. */
  public static AccountReport notBegun(MemberAccount account, String region) {
    return without(
        account, Optional.of(region), Result.NOT_BEGUN, "The same command goes on with it.");
  }

  private static AccountReport without(
      MemberAccount account, Optional<String> region, Result result, String why) {
    return new AccountReport(
        account.id(),
        account.name(),
        region,
        result,
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        List.of(why),
        List.of());
  }

  /** How many secrets there are. */
  public int secrets() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
