package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.IamUser;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.sim.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What Terraform has tagged is taken up by a pass over the whole account. */
class DeclaredRunTest {
  private final World world = ManyUsers.world();
  private final Shell shell = new Shell(world);

  @AfterEach
  void close() {
    shell.close();
  }

  private void pin(String user) {
    world
        .secrets()
        .tag(ManyUsers.secret(world, user), LedgerTags.USER_ID, IdleKeys.user(world, user).id());
  }

  @Test
  @DisplayName("A pair of tags is taken up, with its settings; a pin alone is refused")
  void run() {
    pin("web");
    pin("mail");
    world
        .iam()
        .tag(
            IdleKeys.user(world, "web"), IamUser.BINDING_TAG, ManyUsers.secret(world, "web").arn());
    world.secrets().tag(ManyUsers.secret(world, "web"), "keyturn:max-age", "60d");

    Shell.Ran ran = shell.type("run");

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out())
        .contains("2 secrets: 1 refused, 1 fine")
        .contains("IAM user mail does not point back to this secret.");
    assertThat(ManyUsers.secret(world, "web").tags().entries())
        .containsKey(LedgerTags.CURRENT)
        .containsKey(LedgerTags.PREVIOUS);
    assertThat(ManyUsers.secret(world, "mail").tags().entries())
        .doesNotContainKey(LedgerTags.CURRENT);
    assertThat(shell.writes()).containsExactly("secretsmanager:TagResource");
    assertThat(shell.type("run prod/web/iam").exit()).isZero();
    assertThat(shell.writes()).hasSize(1);
  }
}
