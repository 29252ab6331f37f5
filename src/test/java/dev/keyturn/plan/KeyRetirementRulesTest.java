package dev.keyturn.plan;

import static dev.keyturn.plan.Scene.A;
import static dev.keyturn.plan.Scene.ALICE;
import static dev.keyturn.plan.Scene.ALICE_ID;
import static dev.keyturn.plan.Scene.ARN;
import static dev.keyturn.plan.Scene.B;
import static dev.keyturn.plan.Scene.C;
import static dev.keyturn.plan.Scene.NOW;
import static dev.keyturn.plan.Scene.ONE;
import static dev.keyturn.plan.Scene.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.Intent;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.Ledger;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.RetiringTag;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.TaggedUser;
import dev.keyturn.model.UserId;
import dev.keyturn.model.VersionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of one key, as a table. The key is C, made 200 days ago, Active, never used. */
class KeyRetirementRulesTest {
  private static final KeyRetirementRules RULES = new KeyRetirementRules(45, Duration.ofDays(7));
  private static final String SWITCHED_OFF = "SwitchOff[noted=false]";

  /** A situation, put together in words. */
  record Situation(
      KeyStatus status,
      int age,
      LastUse use,
      Map<String, String> tags,
      Optional<String> caller,
      List<AccessKey> others,
      List<SecretDescription> secrets,
      Optional<String> unseen) {
    static Situation start() {
      return new Situation(
          KeyStatus.ACTIVE,
          200,
          new LastUse.Never(),
          Map.of(),
          Optional.of("arn:aws:iam::111122223333:user/admin"),
          List.of(),
          List.of(),
          Optional.empty());
    }

    Situation status(KeyStatus now) {
      return new Situation(now, age, use, tags, caller, others, secrets, unseen);
    }

    Situation age(int days) {
      return new Situation(status, days, use, tags, caller, others, secrets, unseen);
    }

    Situation use(LastUse now) {
      return new Situation(status, age, now, tags, caller, others, secrets, unseen);
    }

    Situation tag(String name, String value) {
      return new Situation(status, age, use, Map.of(name, value), caller, others, secrets, unseen);
    }

    /** Off since so many days, by the tag. */
    Situation off(int days) {
      return status(KeyStatus.INACTIVE).tag(RetiringTag.name(C), RetiringTag.value(ago(days)));
    }

    Situation caller(Optional<String> arn) {
      return new Situation(status, age, use, tags, arn, others, secrets, unseen);
    }

    Situation other(AccessKeyId key, KeyStatus its) {
      return new Situation(
          status,
          age,
          use,
          tags,
          caller,
          List.of(new AccessKey(key, its, ago(9))),
          secrets,
          unseen);
    }

    Situation secret(SecretDescription secret) {
      return new Situation(status, age, use, tags, caller, others, List.of(secret), unseen);
    }

    Situation unseen(String arn) {
      return new Situation(status, age, use, tags, caller, others, secrets, Optional.of(arn));
    }

    KeyRetirementFacts facts() {
      return new KeyRetirementFacts(
          C,
          new TaggedUser(
              new IamUser(
                  ALICE, ALICE_ID, "arn:aws:iam::111122223333:user/alice", Optional.of(ARN)),
              tags),
          Stream.concat(Stream.of(new AccessKey(C, status, ago(age))), others.stream()).toList(),
          use,
          caller,
          secrets,
          unseen);
    }
  }

  private static Instant ago(int days) {
    return NOW.minus(Duration.ofDays(days));
  }

  private static LastUse used(int days) {
    return new LastUse.Used(ago(days), "s3", "us-east-1");
  }

  /** A secret of alice's whose current key is A, proved in version one. */
  private static SecretDescription secret(
      UnaryOperator<Ledger> books, Map<StagingLabel, VersionId> labels) {
    Ledger adopted =
        Ledger.EMPTY.adopted(ALICE_ID, Optional.of(new Ledger.Current(A, Optional.of(ONE))));
    return new SecretDescription(
        ARN,
        "alice",
        labels,
        new HashMap<>(LedgerTags.changes(Map.of(), Ledger.EMPTY, books.apply(adopted))),
        Optional.empty(),
        false,
        false,
        Optional.empty());
  }

  private static SecretDescription secret(UnaryOperator<Ledger> books) {
    return secret(books, Map.of(StagingLabel.AWSCURRENT, ONE));
  }

  private static Situation bound(SecretDescription secret) {
    return Situation.start().other(A, KeyStatus.ACTIVE).secret(secret);
  }

  private static Arguments off(String name, String verdict, Situation situation) {
    return Arguments.of(name, KeyRetirementAct.SWITCH_OFF, verdict, situation);
  }

  private static Arguments delete(String name, String verdict, Situation situation) {
    return Arguments.of(name, KeyRetirementAct.DELETE, verdict, situation);
  }

  static Stream<Arguments> useAndAge() {
    Situation start = Situation.start();
    return Stream.of(
        off("old and never used", SWITCHED_OFF, start),
        off("used 46 days ago", SWITCHED_OFF, start.use(used(46))),
        off("used 45 days ago", "used", start.use(used(45))),
        off("young and never used", "used", start.age(45)),
        off("use unknown", "use-unknown", start.use(new LastUse.Unknown("denied"))),
        off("a use to come", "used", start.use(used(-1))),
        off("a status that is new", "status-unknown", start.status(KeyStatus.OTHER)),
        off(
            "the caller's own",
            "own-key",
            start.caller(Optional.of(start.facts().user().user().arn()))),
        off("nobody knows who calls", "own-key", start.caller(Optional.empty())),
        off("a user marked so", "marked", start.tag(IamUser.NEVER_TAG, "")));
  }

  static Stream<Arguments> offAndDeleted() {
    Situation start = Situation.start();
    Situation inactive = start.status(KeyStatus.INACTIVE);
    String tag = RetiringTag.name(C);
    return Stream.of(
        off("off, nobody knows since when", "NoteOff[]", inactive),
        off(
            "off and noted",
            "Off[since=%s, deletable=%s]".formatted(ago(3), ago(-4)),
            start.off(3)),
        off(
            "on again, with an old note",
            "SwitchOff[noted=true]",
            start.off(9).status(KeyStatus.ACTIVE)),
        delete("on", "active", start),
        delete("on again, with an old note", "active", start.off(9).status(KeyStatus.ACTIVE)),
        delete("off, nobody knows since when", "NoteOff[]", inactive),
        delete("off too short a time", "Wait[until=%s]".formatted(ago(-1)), start.off(6)),
        delete("off for the window", "Delete[]", start.off(7)),
        delete("off for long", "Delete[]", start.off(70).use(used(80))),
        delete("used after the note", "NoteOff[]", start.off(70).use(used(60))),
        delete("used lately", "used", start.off(7).use(used(9))),
        delete("use unknown", "use-unknown", start.off(7).use(new LastUse.Unknown("denied"))),
        delete("a note from before the key", "NoteOff[]", start.off(201)),
        delete("a note of tomorrow", "NoteOff[]", start.off(-1)),
        delete("a note that is none", "NoteOff[]", inactive.tag(tag, "v2 whatever")),
        delete("a note of no time", "NoteOff[]", inactive.tag(tag, "v1 off since ever")),
        delete(
            "another key's note",
            "NoteOff[]",
            inactive.tag(RetiringTag.name(B), RetiringTag.value(ago(9)))));
  }

  static Stream<Arguments> bound() {
    VersionId pending = TWO;
    UnaryOperator<Ledger> asItIs = it -> it;
    return Stream.of(
        off("beside a good current key", SWITCHED_OFF, bound(secret(asItIs))),
        off(
            "the current key",
            "current",
            bound(
                secret(it ->
                    it.adopted(ALICE_ID, Optional.of(new Ledger.Current(C, Optional.of(ONE))))))),
        off(
            "the previous key",
            "previous",
            bound(
                secret(it ->
                    it.with(
                        new Ledger.Previous(C, Ledger.State.ACTIVE, ago(9), Optional.of(ONE)))))),
        off(
            "a marked key",
            "previous",
            bound(secret(it -> it.with(new Ledger.Mark(C, Ledger.Act.DELETE, ago(1)))))),
        off(
            "AWSPENDING somewhere",
            "under-way",
            bound(
                secret(
                    asItIs,
                    Map.of(StagingLabel.AWSCURRENT, ONE, StagingLabel.AWSPENDING, pending)))),
        off(
            "an open intent",
            "under-way",
            bound(
                secret(it ->
                    it.with(
                        Scene.intent(
                            Intent.Verb.ROTATE,
                            "me",
                            Duration.ofDays(1),
                            Optional.of(TWO),
                            Optional.empty()))))),
        off(
            "a version that was not proved",
            "secret-unclear",
            bound(secret(asItIs, Map.of(StagingLabel.AWSCURRENT, TWO)))),
        off(
            "pinned to somebody else",
            "secret-unclear",
            bound(secret(it -> it.adopted(new UserId("AIDABOBBOBBOBBOBBOB1"), it.current())))),
        off(
            "no current key",
            "secret-unclear",
            bound(secret(it -> Ledger.EMPTY.adopted(ALICE_ID, Optional.empty())))),
        off("a secret of elsewhere", "secret-unclear", Situation.start().unseen(ARN)),
        off(
            "the current key is off",
            "last-key",
            bound(secret(asItIs)).other(A, KeyStatus.INACTIVE)),
        off(
            "the current key is gone",
            "last-key",
            bound(secret(asItIs)).other(B, KeyStatus.ACTIVE)),
        delete("off beside a good one", "Delete[]", bound(secret(asItIs)).off(8)),
        delete(
            "the last that is left",
            "last-key",
            bound(secret(asItIs)).other(B, KeyStatus.ACTIVE).off(8)));
  }

  @ParameterizedTest(name = "{1}: {0} → {2}")
  @MethodSource({"useAndAge", "offAndDeleted", "bound"})
  @DisplayName("What becomes of a key")
  void verdicts(String name, KeyRetirementAct act, String verdict, Situation situation) {
    KeyRetirementVerdict found = RULES.verdict(situation.facts(), act, NOW);
    assertThat(
            found instanceof KeyRetirementVerdict.Refused(KeyRetirementRefusal refusal, String why)
                ? refusal.word()
                : found.toString())
        .as(name)
        .isEqualTo(verdict);
  }
}
