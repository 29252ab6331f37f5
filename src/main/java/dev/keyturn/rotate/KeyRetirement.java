package dev.keyturn.rotate;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.KeyUse;
import dev.keyturn.model.TaggedUser;
import dev.keyturn.model.UserName;
import dev.keyturn.plan.KeyRetirementAct;
import dev.keyturn.plan.KeyRetirementFacts;
import dev.keyturn.plan.KeyRetirementRefusal;
import dev.keyturn.plan.KeyRetirementRules;
import dev.keyturn.plan.KeyRetirementVerdict;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.Event;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.RetiringKeys;
import dev.keyturn.port.WriteLog;
import dev.keyturn.port.WriteResult;
import dev.keyturn.result.KeyRetirementReport;
import dev.keyturn.result.KeyRetirementReport.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Retires keys that nobody uses, one after the other, with an administrator's own rights: reads all
 * that is known of a key, has {@link KeyRetirementRules} decide, and does that. It remembers
 * nothing: after a lost reply or a kill the same command reads anew, and does what is left. Nothing
 * is written twice in one go.
 */
public final class KeyRetirement {
  private final AccessKeys keys;
  private final RetiringKeys retiring;
  private final BoundSecrets secrets;
  private final Ports ports;
  private final Optional<String> caller;
  private final KeyRetirementRules rules;
  private final KeyRetirementAct act;
  private final boolean dryRun;

  /**
   * A command's work.
   *
   * @param caller the ARN that gives the command
   * @param dryRun whether to stop before the first write
   */
  public KeyRetirement(
      Ports ports,
      RetiringKeys retiring,
      Optional<String> caller,
      KeyRetirementRules rules,
      KeyRetirementAct act,
      boolean dryRun) {
    this.keys = ports.keys();
    this.retiring = retiring;
    this.secrets = new BoundSecrets(ports.secrets());
    this.ports = ports;
    this.caller = caller;
    this.rules = rules;
    this.act = act;
    this.dryRun = dryRun;
  }

  /** Does what is to be done about one key. */
  public KeyRetirementReport retire(AccessKeyId key) {
    WriteLog log = new WriteLog();
    KeyRetirementReport report = log.during(() -> observe(key)).with(log.all());
    if (!report.writes().isEmpty()) {
      tell(report);
    }
    return report;
  }

  private KeyRetirementReport observe(AccessKeyId key) {
    return switch (retiring.use(key)) {
      case ReadResult.Got<KeyUse>(KeyUse use) ->
          use.owner()
              .map(owner -> observe(key, owner, use))
              .orElseGet(() -> ofNoUser(key, Optional.empty()));
      case ReadResult.Absent<KeyUse> none -> unknown(key, "");
      // IAM denies what it does not know, too.
      case ReadResult.Failed<KeyUse>(Failure.Denied denied) when !denied.explicitly() ->
          unknown(key, " Or iam:GetAccessKeyLastUsed is not granted: IAM answers both alike.");
      case ReadResult.Failed<KeyUse>(Failure failure) ->
          failed(key, Optional.empty(), failure.word(), failure.sentence());
    };
  }

  private KeyRetirementReport observe(AccessKeyId key, UserName owner, KeyUse use) {
    return switch (retiring.user(owner)) {
      case ReadResult.Got<TaggedUser>(TaggedUser user) -> observe(key, user, use);
      case ReadResult.Absent<TaggedUser> none -> ofNoUser(key, Optional.of(owner));
      case ReadResult.Failed<TaggedUser>(Failure failure) ->
          failed(key, Optional.of(owner), failure.word(), failure.sentence());
    };
  }

  private KeyRetirementReport observe(AccessKeyId key, TaggedUser user, KeyUse use) {
    UserName name = user.user().name();
    return switch (keys.list(name)) {
      case ReadResult.Got<List<AccessKey>>(List<AccessKey> listed) ->
          // The secrets last: a rotation announces itself there before it touches a key.
          switch (secrets.of(user.user())) {
            case BoundSecrets.Result.Known known ->
                act(
                    name,
                    new KeyRetirementFacts(
                        key, user, listed, use.lastUse(), caller, known.secrets(), known.unseen()));
            case BoundSecrets.Result.Unknown(Failure failure) ->
                failed(
                    key,
                    Optional.of(name),
                    failure.word(),
                    "Which secrets need the user's keys is unknown. " + failure.sentence());
          };
      case ReadResult.Absent<List<AccessKey>> none -> ofNoUser(key, Optional.of(name));
      case ReadResult.Failed<List<AccessKey>>(Failure failure) ->
          failed(key, Optional.of(name), failure.word(), failure.sentence());
    };
  }

  private KeyRetirementReport act(UserName user, KeyRetirementFacts facts) {
    AccessKeyId key = facts.key();
    return switch (rules.verdict(facts, act, ports.clock().instant())) {
      case KeyRetirementVerdict.Refused(KeyRetirementRefusal refusal, String why) ->
          report(key, Optional.of(user), State.REFUSED, refusal.word(), why, Optional.empty());
      case KeyRetirementVerdict.Off(Instant since, Instant deletable) ->
          report(
              key,
              Optional.of(user),
              State.OFF,
              "",
              "It is off already, since %s.".formatted(since),
              Optional.of(deletable));
      case KeyRetirementVerdict.Wait(Instant until) ->
          report(
              key,
              Optional.of(user),
              State.WAITING,
              "",
              "Its recovery window ends on %s.".formatted(until),
              Optional.of(until));
      case KeyRetirementVerdict.SwitchOff(boolean noted) -> switchOff(user, key, noted);
      case KeyRetirementVerdict.NoteOff note ->
          note(user, key, State.NOTED, "It was off already; since when is noted from now on.");
      case KeyRetirementVerdict.Delete delete -> delete(user, key);
    };
  }

  private KeyRetirementReport switchOff(UserName user, AccessKeyId key, boolean noted) {
    if (!dryRun) {
      Optional<KeyRetirementReport> trouble =
          (noted
                  ? trouble(user, key, retiring.forget(user, key), "Nothing was changed")
                  : Optional.<KeyRetirementReport>empty())
              .or(() ->
                  trouble(
                      user, key, keys.setStatus(user, key, KeyStatus.INACTIVE), "It is as it was"));
      if (trouble.isPresent()) {
        return trouble.get();
      }
    }
    return note(user, key, State.SWITCHED_OFF, "It was Active, and is switched off.");
  }

  /** The time is taken after the key was seen, or made, to be off. */
  private KeyRetirementReport note(UserName user, AccessKeyId key, State state, String sentence) {
    Instant since = ports.clock().instant();
    Optional<KeyRetirementReport> trouble =
        dryRun
            ? Optional.empty()
            : trouble(user, key, retiring.note(user, key, since), "It is off, but not noted so");
    return trouble.orElseGet(() ->
        report(
            key,
            Optional.of(user),
            state,
            "",
            sentence,
            Optional.of(since.plus(rules.recovery()))));
  }

  private KeyRetirementReport delete(UserName user, AccessKeyId key) {
    String sentence = "It was off for the whole recovery window, and is deleted.";
    if (dryRun) {
      return report(key, Optional.of(user), State.DELETED, "", sentence, Optional.empty());
    }
    return trouble(user, key, keys.delete(user, key), "It is as it was")
        .orElseGet(
            () -> report(key, Optional.of(user), State.DELETED, "", sentence, Optional.empty()));
  }

  /** What to tell of a write that did not come to what was wanted. */
  private static Optional<KeyRetirementReport> trouble(
      UserName user, AccessKeyId key, WriteResult<?> result, String otherwise) {
    return switch (result) {
      case WriteResult.Done<?> done -> Optional.empty();
      case WriteResult.Refused<?> gone ->
          Optional.of(
              report(
                  key,
                  Optional.of(user),
                  State.REFUSED,
                  KeyRetirementRefusal.UNKNOWN_KEY.word(),
                  "It is gone already.",
                  Optional.empty()));
      case WriteResult.Failed<?>(Failure failure) ->
          Optional.of(
              failed(
                  key,
                  Optional.of(user),
                  failure.word(),
                  "%s. %s".formatted(otherwise, failure.sentence())));
      case WriteResult.InDoubt<?>(Failure failure) ->
          Optional.of(
              failed(
                  key,
                  Optional.of(user),
                  "in-doubt",
                  "AWS may have done it or not: the same command again looks, and does what is left. "
                      + failure.sentence()));
    };
  }

  private static KeyRetirementReport unknown(AccessKeyId key, String or) {
    return report(
        key,
        Optional.empty(),
        State.REFUSED,
        KeyRetirementRefusal.UNKNOWN_KEY.word(),
        "IAM knows no such key: it is gone, or another account's." + or,
        Optional.empty());
  }

  private static KeyRetirementReport ofNoUser(AccessKeyId key, Optional<UserName> name) {
    return report(
        key,
        name,
        State.REFUSED,
        KeyRetirementRefusal.NOT_OF_A_USER.word(),
        "It is no IAM user's: a key of root, which only root can take away, or one of a user that is gone.",
        Optional.empty());
  }

  private static KeyRetirementReport failed(
      AccessKeyId key, Optional<UserName> user, String reason, String sentence) {
    return report(key, user, State.FAILED, reason, sentence, Optional.empty());
  }

  private static KeyRetirementReport report(
      AccessKeyId key,
      Optional<UserName> user,
      State state,
      String reason,
      String sentence,
      Optional<Instant> deletable) {
    return new KeyRetirementReport(
        key.value(), Optional.of(key), user, state, reason, sentence, deletable, List.of());
  }

  private void tell(KeyRetirementReport report) {
    ports
        .events()
        .record(
            new Event(
                ports.clock().instant(),
                "",
                report.user(),
                report.state() == State.FAILED ? Event.Kind.FAILED : Event.Kind.ACTED,
                "retire-key",
                report.reason().isEmpty() ? report.state().word() : report.reason(),
                report.key(),
                report.sentence(),
                report.writes()));
  }
}
