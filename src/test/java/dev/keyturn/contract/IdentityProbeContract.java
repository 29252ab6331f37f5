package dev.keyturn.contract;

import static dev.keyturn.contract.Outcomes.done;
import static dev.keyturn.contract.Outcomes.got;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserId;
import dev.keyturn.model.UserName;
import dev.keyturn.port.IdentityProbe;
import dev.keyturn.port.IdentityProbe.Result;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@link IdentityProbe} promises. */
abstract class IdentityProbeContract {
  /** The world to try it in. */
  abstract ContractWorld world();

  /** A user and its one key, which is known everywhere by now. */
  private record Made(IamUser user, Credential credential) {}

  private Made make() {
    UserName name = world().newUser();
    Credential credential = done(world().accessKeys().create(name)).credential();
    world().settle();
    return new Made(got(world().accessKeys().user(name)), credential);
  }

  private Result probe(Credential credential, IamUser expected) {
    return world().probe().probe(credential, expected);
  }

  @Test
  @DisplayName("A key that IAM made works, though its user may do nothing")
  void works() {
    Made made = make();
    assertThat(probe(made.credential(), made.user())).isEqualTo(new Result.Works());
  }

  @Test
  @DisplayName("A key that never was is not known")
  void unknown() {
    Made made = make();
    Credential unknown =
        new Credential(
            made.user().name(),
            new AccessKeyId("AKIAUNKNOWNUNKNOWNUN"),
            made.credential().secretAccessKey());
    assertThat(probe(unknown, made.user())).isEqualTo(new Result.NotKnown("STS"));
  }

  @Test
  @DisplayName("A known key with another secret is a wrong secret, not an unknown key")
  void wrongSecret() {
    Made made = make();
    Credential wrong =
        new Credential(
            made.user().name(), made.credential().id(), SecretText.of("wrong".repeat(8)));
    assertThat(probe(wrong, made.user())).isEqualTo(new Result.WrongSecret("STS"));
  }

  @Test
  @DisplayName("A key that is switched off is not known, until it is switched on again")
  void inactive() {
    Made made = make();
    UserName name = made.user().name();
    done(world().accessKeys().setStatus(name, made.credential().id(), KeyStatus.INACTIVE));
    world().settle();
    assertThat(probe(made.credential(), made.user()))
        .isEqualTo(
            world().differs(Difference.INACTIVE_KEY_WORKS)
                ? new Result.Works()
                : new Result.NotKnown("STS"));
    done(world().accessKeys().setStatus(name, made.credential().id(), KeyStatus.ACTIVE));
    world().settle();
    assertThat(probe(made.credential(), made.user())).isEqualTo(new Result.Works());
  }

  @Test
  @DisplayName("A deleted key is not known")
  void deleted() {
    Made made = make();
    done(world().accessKeys().delete(made.user().name(), made.credential().id()));
    world().settle();
    assertThat(probe(made.credential(), made.user())).isEqualTo(new Result.NotKnown("STS"));
  }

  @Test
  @DisplayName("A key of another user is someone else's")
  void someoneElse() {
    Made made = make();
    Made other = make();
    assertThat(probe(other.credential(), made.user()))
        .isEqualTo(new Result.SomeoneElse(other.user().arn()));
  }

  @Test
  @DisplayName("A key of a user that was made again under the same name is someone else's")
  void madeAgain() {
    Made made = make();
    IamUser before =
        new IamUser(
            made.user().name(),
            new UserId("AIDABEFOREBEFOREBEFO"),
            made.user().arn(),
            made.user().boundSecret());
    assertThat(probe(made.credential(), before))
        .isEqualTo(new Result.SomeoneElse(made.user().arn()));
  }
}
