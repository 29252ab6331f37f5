package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.IamUser;
import dev.keyturn.sim.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code adopt --path}: the users below a path, and the secrets that a pattern names. */
class AdoptByPathTest {
  private final World world = ManyUsers.world();
  private final Shell shell = new Shell(world);

  @AfterEach
  void close() {
    shell.close();
  }

  private void tag(String user, String key, String value) {
    world.iam().tag(IdleKeys.user(world, user), key, value);
  }

  @Test
  @DisplayName("Every user below the path is adopted, with a new key where its secret holds none")
  void adopted() {
    String command = "adopt --path /service/ --secret prod/{user}/iam --new-key";
    Shell.Ran dry = shell.type(command + " --dry-run");
    assertThat(dry.out())
        .contains("USER   SECRET          KEY            RESULT")
        .contains("fresh  prod/fresh/iam  new            would be adopted")
        .contains("web    prod/web/iam    in the secret  would be adopted")
        .doesNotContain("alone");
    assertThat(shell.writes()).isEmpty();

    Shell.Ran ran = shell.type(command);
    assertThat(ran.out()).contains("3 users: 3 adopted");
    assertThat(ran.exit()).isZero();
    assertThat(ManyUsers.keys(world, "web")).isOne();
    int writes = shell.writes().size();
    assertThat(shell.type(command).out()).contains("3 users: 3 adopted already");
    assertThat(shell.writes()).hasSize(writes);
  }

  @Test
  @DisplayName("A tag, the path and the account may be in the pattern; who lacks a tag is refused")
  void tags() {
    tag("web", "team", "prod/web");
    tag("mail", "team", "no space");
    Shell.Ran ran = shell.type("adopt --path /service/ --secret {tag:team}/iam");
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out())
        .contains("IAM user fresh has no secret by this pattern. It has no tag team")
        .contains("\"no space/iam\" is no secret's name")
        .contains("web    prod/web/iam    in the secret  adopted");
    assertThat(ManyUsers.adopted(world, "web")).isTrue();
    assertThat(ManyUsers.adopted(world, "mail")).isFalse();

    assertThat(shell.type("adopt --path / --secret {account}/{path}/{user} --dry-run").out())
        .contains(world.settings().accountId() + "/service/mail")
        .contains("IAM user alone has no secret by this pattern. It has no path");
  }

  @Test
  @DisplayName(
      "Users whose tags name one secret are all refused; so is one whom nobody is to touch")
  void shared() {
    tag("web", "team", "prod/web");
    tag("mail", "team", "prod/web");
    tag("fresh", IamUser.NEVER_TAG, "");
    Shell.Ran ran = shell.type("adopt --path /service/ --secret {tag:team}/iam");
    assertThat(ran.out())
        .contains("By this pattern secret prod/web/iam would be that of several users: ")
        .contains("IAM user fresh is marked keyturn:never-rotate.")
        .contains("3 users: 3 refused");
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(shell.writes()).isEmpty();
  }

  @Test
  @DisplayName("A tag makes no ARN out of a pattern, and its text is shown, not obeyed")
  void hostile() {
    tag("web", "team", "arn:aws:secretsmanager:us-east-1:123456789012:secret:x");
    tag("mail", "team", "\u001b[2J\u202e");
    tag("fresh", "team", "$1\\{user}");
    Shell.Ran ran = shell.type("adopt --path /service/ --secret {tag:team}");
    assertThat(ran.out())
        .contains("[2J\\u{202e}", "\"$1\\{user}\"", "3 users: 3 refused")
        .doesNotContain("\u001b", "\u202e");
    assertThat(shell.writes()).isEmpty();
  }

  @Test
  @DisplayName("Where users cannot be listed, that is told, and nothing is done")
  void denied() {
    world.deny(World.ADMINISTRATOR, "iam:ListUsers");
    Shell.Ran ran = shell.type("adopt --path /service/ --secret {user}");
    assertThat(ran.err()).contains("AWS denied iam:ListUsers");
    assertThat(ran.exit()).isEqualTo(6);
  }

  @Test
  @DisplayName("A user whom AWS does not show has failed, and is not refused")
  void unseen() {
    world.deny(World.ADMINISTRATOR, "iam:GetUser");
    Shell.Ran ran = shell.type("adopt --path /service/ --secret {user}");
    assertThat(ran.out()).contains("AWS denied iam:GetUser", "3 users: 3 failed");
    assertThat(ran.exit()).isEqualTo(6);
  }

  @Test
  @DisplayName("A path without users is no failure")
  void nobody() {
    Shell.Ran ran = shell.type("adopt --path /nobody/ --secret {user}");
    assertThat(ran.out()).contains("There is no user below this path.");
    assertThat(ran.exit()).isZero();
  }

  @ParameterizedTest(name = "adopt {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--path service --secret {user} | path is \"service\", but must begin and end with a slash",
        "--path /service/ | --path needs --secret PATTERN",
        "--path /service/ --secret prod/iam | without {user} all users would have one secret",
        "--path /service/ --secret {usr} | there is no {usr}; there are {user}, {path}",
        "--path /service/ --secret {user | makes no secret's name",
        "--path /service/ --secret arn:{user} | makes no secret's name",
        "--path /service/ --secret {user} web | USER and --path exclude each other",
        "--path / --secret {user} --from-profile p | --from-profile is for one USER",
        "--from x --path /service/ | --from and --path exclude each other",
        "--from x --secret y | --secret and --from exclude each other",
        "--from x web | USER and --from exclude each other",
        "web --secret prod/{user} --dry-run --fields id | --fields "
      })
  @DisplayName("What does not go together is refused before AWS is asked")
  void wrong(String options, String sentence) {
    Shell.Ran ran = shell.type("adopt " + options);
    assertThat(ran.err()).contains(sentence);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(world.calls()).isZero();
  }
}
