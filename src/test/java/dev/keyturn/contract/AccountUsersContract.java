package dev.keyturn.contract;

import static dev.keyturn.contract.Outcomes.done;
import static dev.keyturn.contract.Outcomes.got;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.IamUser;
import dev.keyturn.model.UserDescription;
import dev.keyturn.model.UserName;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.CredentialReportFile;
import dev.keyturn.port.ReadResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@link AccountUsers} promises. */
abstract class AccountUsersContract {
  private static final int MOST_ASKED = 5;

  /** The world to try it in. */
  abstract ContractWorld world();

  private AccountUsers users() {
    return world().accountUsers();
  }

  private static UserDescription of(IamUser user, List<UserDescription> all) {
    List<UserDescription> found = all.stream().filter(it -> it.arn().equals(user.arn())).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  @Test
  @DisplayName("A report that was asked for is there once it is complete, a row a user")
  void report() throws IOException {
    world().newUser();
    int asked = 0;
    while (!got(users().askForReport())) {
      world().settle();
      assertThat(++asked).isLessThan(MOST_ASKED);
    }

    CredentialReportFile file = got(users().report());

    String csv = new String(file.open().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(csv).startsWith("user,arn,user_creation_time,").contains("\nuser");
  }

  @Test
  @DisplayName("All users are listed with their IDs and tags, and without tags where these are not")
  void listed() {
    UserName name = world().newUser();
    done(world().accessKeys().bind(name, "arn:aws:secretsmanager:us-east-1:123456789012:secret:s"));
    IamUser user = got(world().accessKeys().user(name));

    UserDescription tagged = of(user, got(users().withTags()));
    UserDescription bare = of(user, got(users().withoutTags()));

    assertThat(tagged.id()).isEqualTo(user.id());
    assertThat(tagged.tags())
        .contains(Map.of(IamUser.BINDING_TAG, user.boundSecret().orElseThrow()));
    assertThat(bare.id()).isEqualTo(user.id());
    assertThat(bare.tags()).isEmpty();
    assertThat(got(users().withTags(name))).isEqualTo(tagged);
    assertThat(users().withTags(new UserName("nobody-of-that-name")))
        .isInstanceOf(ReadResult.Absent.class);
  }

  @Test
  @DisplayName("The users below a path are listed, and no others")
  void below() {
    UserName name = world().newUser();
    IamUser user = got(world().accessKeys().user(name));
    assertThat(got(users().below("/")).stream().map(UserDescription::arn)).contains(user.arn());
    assertThat(got(users().below("/nobody/is/there/"))).isEmpty();
  }
}
