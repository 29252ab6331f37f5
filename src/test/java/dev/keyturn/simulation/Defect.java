package dev.keyturn.simulation;

import dev.keyturn.model.PolicySource;
import dev.keyturn.model.Setting;
import dev.keyturn.rotate.Ports;
import java.util.List;
import java.util.Map;

/**
 * Something deliberately wrong with Keyturn, as whoever changes it may get it wrong. What each does
 * to a call is in {@link Defective}.
 */
enum Defect implements WorldSnapshot.Engine {
  PROMOTES_WITHOUT_PROOF("takes every key for proved"),
  TAKES_ONE_SUCCESS_FOR_PROOF("promotes after one success"),
  PROVES_EVERY_OTHER_TIME("takes every other proof for granted"),
  TAKES_AN_UNTRIED_PROOF_FOR_ONE("takes a proof that could not be tried for a success"),
  STORES_AS_CURRENT("stores the new key as AWSCURRENT at once"),
  STORES_ELSEWHERE("stores the new key in a version that it did not announce"),
  STORES_ANOTHER_SECRET("stores another secret access key than the one that it proved"),
  ANNOUNCES_NOTHING("creates keys without an intent"),
  ANNOUNCES_NO_ROLLBACK("rolls back without the tag that retirements wait for"),
  KEEPS_THE_INTENT_OPEN("never closes its intent"),
  IGNORES_LEASES("takes another run's lease for over"),
  CREATES_AGAIN("repeats CreateAccessKey when its reply is lost"),
  TAKES_A_LOST_KEY_FOR_NONE("takes a lost reply of CreateAccessKey for a failure"),
  TAKES_A_LOST_REPLY_FOR_SUCCESS("takes a lost reply of any other write for success"),
  TAKES_A_FAILED_NOTE_FOR_WRITTEN("takes bookkeeping for written when writing it failed"),
  TAKES_UNKNOWN_FOR_NONE("takes a last use that could not be read for none"),
  TAKES_UNREAD_KEYS_FOR_NONE("takes keys that could not be listed for none"),
  READS_ONE_PAGE("reads the first page of the keys only"),
  READS_EVERY_KEY_AS_ACTIVE("takes every key for Active"),
  RETIRES_NOTHING("takes every last use for unknown, and so retires nothing"),
  RETIRES_BY_AGE_ALONE("takes every key for unused"),
  FORGETS_THE_OVERLAP("deactivates the previous key after an hour"),
  FORGETS_THE_RECOVERY("deletes the previous key after an hour"),
  FORGETS_QUIET("deactivates the previous key when its overlap is over, used or not"),
  TAKES_NO_RECORD_FOR_UNUSED("takes no recorded use for unused at once"),
  DELETES_AT_ONCE("deletes the previous key instead of deactivating it"),
  FORGETS_TO_UNDO("believes that a key is deleted which is not"),
  LEAVES_NO_MARK("deactivates and deletes without a mark"),
  DELETES_ORPHANS_AT_ONCE("deletes a key that no version names, without more ado"),
  TAKES_EVERY_KEY_FOR_ITS_OWN("takes every unknown key for one that the last rotation created"),
  SWITCHES_CURRENT_ON("switches the current key on, whoever switched it off"),
  BELIEVES_A_MARK("switches the current key on where a tag says that we switched it off"),
  RECORDS_WITHOUT_PROOF("records a current key without proof"),
  TAKES_THE_LAST_KEY_AWAY("takes the last working key away to make room"),
  NAMES_THE_SECRET_BY_NAME("names the secret by its name after the first look"),
  FORGETS_THE_USER_ID("takes a user of the right name for the right user"),
  IGNORES_THE_BINDING("takes every user for bound to the secret"),
  MOVES_WITHOUT_COMPARING("moves AWSCURRENT from wherever it is"),
  NEVER_LOOKS_AGAIN("answers its second look at the secret from memory"),
  NEVER_LISTS_AGAIN("answers its second look at the keys from memory"),
  DROPS_OTHER_FIELDS("writes a value without the other fields"),
  TELLS_A_SECRET("names a new key's secret in an event"),
  LEAVES_PENDING_ON("leaves AWSPENDING where it is"),
  READS_THE_TIME_TWICE("signs a write with the time at which it is sent");

  private final String sentence;

  Defect(String sentence) {
    this.sentence = sentence;
  }

  /** What is wrong, for a table. */
  String sentence() {
    return sentence;
  }

  @Override
  public Ports over(Ports ports) {
    return new Defective(this, ports).ports();
  }

  @Override
  public List<PolicySource> settings() {
    Map<Setting, String> settings =
        switch (this) {
          case TAKES_ONE_SUCCESS_FOR_PROOF ->
              Map.of(Setting.VERIFY_SUCCESSES, "1", Setting.VERIFY_SPAN, "0s");
          case FORGETS_THE_OVERLAP -> Map.of(Setting.OVERLAP, "1h", Setting.QUIET, "1h");
          case FORGETS_THE_RECOVERY -> Map.of(Setting.RECOVERY, "1h");
          case FORGETS_QUIET -> Map.of(Setting.QUIET, "0s");
          default -> Map.of();
        };
    return List.of(new PolicySource("a mistake", settings, SHORT_PROOFS_ALLOWED.tagLimits()));
  }
}
