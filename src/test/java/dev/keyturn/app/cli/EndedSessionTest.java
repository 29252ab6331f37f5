package dev.keyturn.app.cli;

import static dev.keyturn.app.cli.Members.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An account whose role is taken away while a long pass is in it. */
class EndedSessionTest {
  private final Members members = new Members();
  private final Shell shell = members.shell();

  @AfterEach
  void close() {
    members.close();
  }

  @Test
  @DisplayName("A session that ends, and is given no other, has no user taken for one out of reach")
  void notRenewed() {
    shell
        .gateway()
        .observe((call, result, world) -> {
          if (call.is("secretsmanager:GetSecretValue")) {
            members.account(WEB).sts().removeRole("keyturn");
            world.advance(Duration.ofHours(2));
          }
        });

    Shell.Ran ran = shell.type("run --role keyturn --accounts " + WEB);

    assertThat(ran.exit()).as(ran.out()).isEqualTo(6);
    assertThat(ran.out())
        .contains("AWS denied sts:AssumeRole", "There is no role keyturn there")
        .doesNotContain("refused", "lacks actions");
  }
}
