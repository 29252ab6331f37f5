package dev.keyturn.contract;

import static dev.keyturn.contract.Outcomes.absent;
import static dev.keyturn.contract.Outcomes.done;
import static dev.keyturn.contract.Outcomes.failed;
import static dev.keyturn.contract.Outcomes.got;
import static dev.keyturn.contract.Outcomes.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserName;
import dev.keyturn.port.AccessKeys;
import dev.keyturn.port.Failure;
import dev.keyturn.port.WriteResult.Refusal;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@link AccessKeys} promises. */
abstract class AccessKeysContract {
  private static final UserName NOBODY = new UserName("nobody-of-that-name");

  /** The world to try it in. */
  abstract ContractWorld world();

  private AccessKeys keys() {
    return world().accessKeys();
  }

  @Test
  @DisplayName("A user that does not exist is absent, and has no key made for it")
  void unknownUser() {
    absent(keys().user(NOBODY));
    refused(keys().create(NOBODY), Refusal.NO_SUCH_THING);
    if (world().differs(Difference.UNKNOWN_USER_LISTS_EMPTY)) {
      assertThat(got(keys().list(NOBODY))).isEmpty();
    } else {
      absent(keys().list(NOBODY));
    }
  }

  @Test
  @DisplayName("A user has a name, an immutable ID and an ARN that names its account")
  void user() {
    UserName name = world().newUser();
    IamUser user = got(keys().user(name));
    assertThat(user.name()).isEqualTo(name);
    assertThat(got(keys().user(name)).id()).isEqualTo(user.id());
    assertThat(user.arn()).endsWith(":user/" + name);
    assertThat(user.account()).matches("\\d{12}");
    assertThat(user.boundSecret()).isEmpty();
  }

  @Test
  @DisplayName("A user that is bound to a secret says so from then on, and may be bound anew")
  void bind() {
    UserName name = world().newUser();
    String arn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:app/%s-AbCdEf";
    assertThat(done(keys().bind(name, arn.formatted("one")))).isEqualTo(arn.formatted("one"));
    assertThat(got(keys().user(name)).boundSecret()).contains(arn.formatted("one"));
    done(keys().bind(name, arn.formatted("two")));
    assertThat(got(keys().user(name)).boundSecret()).contains(arn.formatted("two"));
  }

  @Test
  @DisplayName("A new key is Active, and listed with the date that it was made at")
  void create() {
    UserName name = world().newUser();
    assertThat(got(keys().list(name))).isEmpty();
    MintedKey minted = done(keys().create(name));
    assertThat(minted.credential().user()).isEqualTo(name);
    assertThat(got(keys().list(name)))
        .containsExactly(new AccessKey(minted.id(), KeyStatus.ACTIVE, minted.created()));
  }

  @Test
  @DisplayName("A third key is over the quota, Inactive ones included")
  void quota() {
    UserName name = world().newUser();
    MintedKey first = done(keys().create(name));
    done(keys().create(name));
    done(keys().setStatus(name, first.id(), KeyStatus.INACTIVE));
    if (world().differs(Difference.NO_KEY_QUOTA)) {
      done(keys().create(name));
      assertThat(got(keys().list(name))).hasSize(3);
    } else {
      refused(keys().create(name), Refusal.QUOTA_REACHED);
      assertThat(got(keys().list(name))).hasSize(2);
    }
  }

  @Test
  @DisplayName("A key is switched off and on, and keeps its date")
  void status() {
    UserName name = world().newUser();
    MintedKey minted = done(keys().create(name));
    AccessKey active = new AccessKey(minted.id(), KeyStatus.ACTIVE, minted.created());
    for (KeyStatus status : List.of(KeyStatus.INACTIVE, KeyStatus.ACTIVE)) {
      assertThat(done(keys().setStatus(name, minted.id(), status))).isEqualTo(status);
      assertThat(got(keys().list(name))).containsExactly(active.with(status));
    }
  }

  @Test
  @DisplayName("A deleted key is gone, for every later call too")
  void delete() {
    UserName name = world().newUser();
    AccessKeyId id = done(keys().create(name)).id();
    assertThat(done(keys().delete(name, id))).isEqualTo(id);
    assertThat(got(keys().list(name))).isEmpty();
    refused(keys().delete(name, id), Refusal.NO_SUCH_THING);
    refused(keys().setStatus(name, id, KeyStatus.INACTIVE), Refusal.NO_SUCH_THING);
  }

  @Test
  @DisplayName("A key is not to be had under another user's name")
  void otherUsersKey() {
    UserName owner = world().newUser();
    UserName other = world().newUser();
    AccessKeyId id = done(keys().create(owner)).id();
    if (world().differs(Difference.OTHERS_KEY_TAKEN)) {
      done(keys().delete(other, id));
    } else {
      refused(keys().setStatus(other, id, KeyStatus.INACTIVE), Refusal.NO_SUCH_THING);
      refused(keys().delete(other, id), Refusal.NO_SUCH_THING);
      assertThat(got(keys().list(owner))).hasSize(1);
    }
  }

  @Test
  @DisplayName("A key that was never used says so; one that was says when, and for which service")
  void lastUse() {
    UserName name = world().newUser();
    MintedKey minted = done(keys().create(name));
    assertThat(keys().lastUse(minted.id())).isEqualTo(new LastUse.Never());
    world().settle();
    world().probe().probe(minted.credential(), got(keys().user(name)));
    world().settle();
    if (world().differs(Difference.LAST_USE_NOT_TRACKED)) {
      assertThat(keys().lastUse(minted.id())).isEqualTo(new LastUse.Never());
    } else {
      assertThat(keys().lastUse(minted.id())).isInstanceOf(LastUse.Used.class);
    }
  }

  @Test
  @DisplayName("The last use of a key that IAM does not know is unknown, not never")
  void lastUseOfUnknownKey() {
    LastUse use = keys().lastUse(new AccessKeyId("AKIAUNKNOWNUNKNOWNUN"));
    boolean asIfMissing = world().differs(Difference.LAST_USE_OF_UNKNOWN_KEY);
    assertThat(use)
        .isInstanceOfSatisfying(
            LastUse.Unknown.class,
            unknown ->
                assertThat(unknown.why())
                    .contains(asIfMissing ? "NoSuchEntity" : "grant iam:GetAccessKeyLastUsed"));
  }

  @Test
  @DisplayName("A caller without the permission is denied it by name, and nothing is said of keys")
  void denied() {
    UserName name = world().newUser();
    Credential powerless = done(keys().create(name)).credential();
    world().settle();
    Failure.Denied denied =
        failed(world().accessKeysAs(powerless).list(name), Failure.Denied.class);
    assertThat(denied.action()).isEqualTo("iam:ListAccessKeys");
  }

  @Test
  @DisplayName("A caller with a wrong secret or an unknown key has bad credentials")
  void badCredentials() {
    UserName name = world().newUser();
    Credential right = done(keys().create(name)).credential();
    world().settle();
    SecretText wrong = SecretText.of("wrong".repeat(8));
    failed(
        world().accessKeysAs(new Credential(name, right.id(), wrong)).list(name),
        Failure.BadCredentials.class);
    AccessKeyId unknown = new AccessKeyId("AKIAUNKNOWNUNKNOWNUN");
    failed(
        world().accessKeysAs(new Credential(name, unknown, wrong)).list(name),
        Failure.BadCredentials.class);
  }
}
