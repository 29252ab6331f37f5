package dev.keyturn.fleet;

import dev.keyturn.fleet.Screening.LeaveAlone;
import dev.keyturn.fleet.Screening.LookClosely;
import dev.keyturn.fleet.Screening.Why;
import dev.keyturn.model.ManagedSecret;
import dev.keyturn.model.PolicySource;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.UserId;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.SecretStore;
import dev.keyturn.port.TaggedSecrets;
import dev.keyturn.result.RunReport;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Goes through the list of an account's secrets once, a page at a time, and chooses whom to look at
 * closely. What is due comes first, then what the last pass had no time for, then the day's close
 * looks. Of those that are left alone nothing is kept.
 *
 * @param prefix what the secrets' names begin with
 * @param sources where settings come from, the weakest first
 * @param looks whose turn it is, by the ARN of any of the account's secrets
 * @param beginning with which to begin among those of one kind, so that where the time is always
 *     too short it is not always the same ones that are left; any number
 * @param few so many secrets are looked at without asking for the account's lists
 * @param searched when users whose secret is gone are searched for
 */
public record ScreenedPass(
    SecretStore secrets,
    AccountNewsReader reader,
    InstantSource clock,
    String prefix,
    List<PolicySource> sources,
    Function<String, CloseLooks> looks,
    int beginning,
    int few,
    GoneSecretsSearched searched) {
  /** For so many secrets four calls each are soon made, while IAM may take seconds for a report. */
  public static final int FEW = 49;

  /** What was chosen, and the first secrets, until it is known whether there are many. */
  private final class Chosen {
    private final Consumer<RunReport> alone;
    private final List<SecretDescription> first = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();
    private final List<RunReport> told = new ArrayList<>();
    private final Set<UserId> named = new HashSet<>();
    private Optional<Screener> screener = Optional.empty();
    private Optional<String> unscreened = Optional.empty();
    private Optional<CloseLooks> turns = Optional.empty();
    private int leftAlone;

    Chosen(Consumer<RunReport> alone) {
      this.alone = alone;
    }

    void add(TaggedSecrets page) {
      FoundSecrets.told(page, prefix).forEach(told::add);
      FoundSecrets.pinned(page, prefix).forEach(this::add);
    }

    private void add(SecretDescription secret) {
      // Not those that secrets name at which nobody looks here: whoever may tag one of these could
      // have a user taken for looked after.
      secret.said().ledger().userId().ifPresent(named::add);
      if (screener.isEmpty() && unscreened.isEmpty()) {
        first.add(secret);
        if (first.size() > few) {
          readNews(secret.arn());
          first.forEach(this::choose);
          first.clear();
        }
      } else {
        choose(secret);
      }
    }

    private void readNews(String arn) {
      CloseLooks those = looks.apply(arn);
      turns = Optional.of(those);
      if (those.isOfAll(clock.instant())) {
        unscreened = Optional.of("Nothing tells when a pass has looked at them last.");
        return;
      }
      switch (reader.read()) {
        case AccountNewsReader.Result.Known(AccountNews news) ->
            screener = Optional.of(new Screener(news, sources, those));
        case AccountNewsReader.Result.Unknown(String why) -> unscreened = Optional.of(why);
      }
    }

    private void choose(SecretDescription secret) {
      Screening screening =
          screener
              .map(it -> it.of(secret, clock.instant()))
              .orElseGet(() -> Screener.withoutNews(secret));
      switch (screening) {
        case LeaveAlone(var until, RunReport report) -> {
          leftAlone++;
          alone.accept(report);
        }
        case LookClosely(Why why, String words) ->
            targets.add(new Target(ManagedSecret.of(secret.name()), why));
      }
    }

    PassChoice end() {
      first.forEach(this::choose);
      GoneSecretSearch.Result gone = gone();
      Set<String> toldOf = told.stream().map(RunReport::secret).collect(Collectors.toSet());
      gone.told().stream().filter(it -> !toldOf.contains(it.secret())).forEach(told::add);
      Collections.rotate(targets, -Math.floorMod(beginning, Math.max(1, targets.size())));
      return new PassChoice(
          new FoundSecrets(
              targets.stream()
                  .sorted(Comparator.comparing(Target::why))
                  .map(Target::secret)
                  .toList(),
              told),
          count(Why.DUE),
          leftAlone,
          count(Why.TURN),
          screener.map(it -> it.news().generated()),
          unscreened,
          gone.unsearched());
    }

    /** The users that no secret names, for one whose secret is gone. */
    private GoneSecretSearch.Result gone() {
      boolean isFew = screener.isEmpty() && unscreened.isEmpty();
      boolean isAsked =
          switch (searched) {
            case ALWAYS -> true;
            case WITH_LISTS -> !isFew;
            case NEVER -> false;
          };
      if (!isAsked) {
        return GoneSecretSearch.Result.NOTHING;
      }
      if (screener.isPresent()) {
        return among(screener.get().news());
      }
      return switch (reader.usersAlone()) {
        case ReadResult.Got<AccountNews>(AccountNews news) -> among(news);
        case ReadResult.Absent<AccountNews> none -> GoneSecretSearch.Result.NOTHING;
        case ReadResult.Failed<AccountNews>(Failure failure) ->
            new GoneSecretSearch.Result(List.of(), Optional.of(failure.sentence()));
      };
    }

    private GoneSecretSearch.Result among(AccountNews news) {
      GoneSecretSearch search = new GoneSecretSearch(reader.users(), secrets, prefix);
      return news.users().values().stream()
          .findFirst()
          .map(any -> turns.orElseGet(() -> looks.apply(search.beginningOfArns(any))))
          .map(those -> search.among(news.users(), named, those, clock.instant()))
          .orElse(GoneSecretSearch.Result.NOTHING);
    }

    private int count(Why why) {
      return (int) targets.stream().filter(target -> target.why() == why).count();
    }
  }

  private record Target(ManagedSecret secret, Why why) {}

  /**
   * Chooses.
   *
   * @param alone is given what there is to tell of each secret that is left alone
   */
  public ReadResult<PassChoice> choose(Consumer<RunReport> alone) {
    Chosen chosen = new Chosen(alone);
    return switch (secrets.eachTagged(Fleet.OURS, chosen::add)) {
      case ReadResult.Got<Integer> pages -> new ReadResult.Got<>(chosen.end());
      case ReadResult.Absent<Integer> none -> new ReadResult.Got<>(chosen.end());
      case ReadResult.Failed<Integer>(Failure failure) -> new ReadResult.Failed<>(failure);
    };
  }
}
