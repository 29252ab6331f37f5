package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code adopt --from FILE}: a table first, all that is wrong at once, and again what is left. */
class AdoptManyTest {
  private static final String GOOD =
      """
      user,secret,new_key,max-age
      web,prod/web/iam,,60d
      mail,prod/mail/iam,false,
      fresh,prod/fresh/iam,yes,
      """;

  private final World world = ManyUsers.world();
  private final Shell shell = new Shell(world);

  @TempDir private Path folder;

  @AfterEach
  void noSecretInAnyOutput() {
    for (String secret : world.issuedSecrets()) {
      assertThat(shell.everything()).noneMatch(printed -> printed.contains(secret));
    }
    shell.close();
  }

  private Shell.Ran adopt(String csv, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("users.csv"), csv);
    String[] words = new String[more.length + 3];
    words[0] = "adopt";
    words[1] = "--from";
    words[2] = file.toString();
    System.arraycopy(more, 0, words, 3, more.length);
    return shell.run(words);
  }

  @Test
  @DisplayName("A dry run prints an aligned table of what would be done, and changes nothing")
  void dryRun() throws IOException {
    Shell.Ran ran = adopt(GOOD, "--dry-run");
    assertThat(ran.out().lines().map(String::stripTrailing))
        .containsExactly(
            "LINE  USER   SECRET          KEY            RESULT",
            "2     web    prod/web/iam    in the secret  would be adopted",
            "3     mail   prod/mail/iam   in the secret  would be adopted",
            "4     fresh  prod/fresh/iam  new            would be adopted",
            "",
            "3 users: 3 would be adopted",
            "Dry run: nothing was changed.");
    assertThat(ran.exit()).isZero();
    assertThat(shell.writes()).isEmpty();
  }

  @Test
  @DisplayName("Each row is adopted, with its own settings; the same again writes nothing at all")
  void again() throws IOException {
    Shell.Ran first = adopt(GOOD);
    assertThat(first.out())
        .contains("4     fresh  prod/fresh/iam  new            adopted", "3 users: 3 adopted");
    assertThat(first.exit()).as(first.err()).isZero();
    for (String user : List.of("web", "mail", "fresh")) {
      assertThat(ManyUsers.adopted(world, user)).as(user).isTrue();
      assertThat(ManyUsers.keys(world, user)).as(user).isOne();
    }
    assertThat(ManyUsers.secret(world, "web").tags().entries())
        .containsEntry("keyturn:max-age", "60d");
    assertThat(ManyUsers.secret(world, "mail").tags().entries())
        .doesNotContainKey("keyturn:max-age");

    int writes = shell.writes().size();
    Shell.Ran second = adopt(GOOD);
    assertThat(second.out()).contains("3 users: 3 adopted already");
    assertThat(second.exit()).isZero();
    assertThat(shell.writes()).hasSize(writes);
  }

  @Test
  @DisplayName("Who is refused is told with reason and remedy, the rest is done, the worst decides")
  void refused() throws IOException {
    Shell.Ran ran =
        adopt(
            """
            secret,user
            prod/fresh/iam,fresh
            prod/nobody/iam,nobody
            prod/web/iam,web
            prod/mail/iam,alone
            """);
    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out())
        .contains("2     fresh   prod/fresh/iam   -              refused: no-such-secret")
        .contains("3     nobody  prod/nobody/iam  -              refused: no-such-user")
        .contains("4     web     prod/web/iam     in the secret  adopted")
        .contains("prod/fresh/iam: refused. There is no secret prod/fresh/iam.")
        .contains("Add --from-profile PROFILE with a profile that holds the user's key, or")
        .contains("Secret prod/mail/iam names IAM user mail, not alone.")
        .contains("4 users: 3 refused, 1 adopted");
    assertThat(ManyUsers.adopted(world, "web")).isTrue();
    assertThat(ManyUsers.adopted(world, "mail")).isFalse();
  }

  @Test
  @DisplayName("All that is wrong with a file is told at once, with its lines, and nothing is done")
  void wrong() throws IOException {
    Shell.Ran ran =
        adopt(
            """
            user,secret,new-key,fields,max-age
            web,prod/web/iam,,,
            WEB,prod/other,,,
            mail,arn:aws:secretsmanager:us-east-1:%1$s:secret:prod/web/iam-AbCdEf,,,
            arn:aws:iam::999999999999:user/service/fresh,prod/fresh/iam,,,
            arn:aws:iam::%1$s:user/alone,prod/alone/iam,maybe,id=,soon
            a b,,,,
            short,row
            x,arn:aws:ssm:us-east-1:123456789012:parameter/x,,,
            """
                .formatted(world.settings().accountId()));
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines())
        .hasSize(9)
        .allMatch(line -> line.startsWith("keyturn: " + folder.resolve("users.csv") + ": line "));
    assertThat(ran.err())
        .contains("line 3: this user is in line 2, too")
        .contains("line 4: this secret is in line 2, too")
        .contains("line 5: this is of account 999999999999, and the credentials are of ")
        .contains("line 6: new-key is \"maybe\", but must be true or false, or empty")
        .contains("line 6: fields ")
        .contains("line 7: user is \"a b\", but must be the name or the ARN of an IAM user")
        .contains("line 7: secret is \"\", but must be")
        .contains("line 8: this row has 2 of 5 fields")
        .contains("line 9: secret is \"arn:aws:ssm:");
    assertThat(shell.writes()).isEmpty();
  }

  @Test
  @DisplayName("A setting that makes no policy is told with its line")
  void policy() throws IOException {
    Shell.Ran ran = adopt("user,secret,overlap\nweb,prod/web/iam,90d\n");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("line 2: overlap (90d) must be shorter than max-age (90d)");
  }

  @Test
  @DisplayName("Unknown, missing and double columns are told by name; so is a file without rows")
  void header() throws IOException {
    assertThat(adopt("user,sceret,user\nweb,prod/web/iam,x\n").err())
        .contains(
            "line 1: there is no column \"sceret\"; there are: user, secret, account, new-key, ")
        .contains("line 1: the column user is there twice")
        .contains("line 1: the column secret is missing");
    assertThat(adopt("user;secret\nweb;prod/web/iam\n").err())
        .contains("line 1: the columns must be separated by commas")
        .doesNotContain("there is no column", "is missing");
    assertThat(adopt("user,secret\n").err()).contains("there is no row of a user and a secret");
    assertThat(adopt("").exit()).isEqualTo(2);
    assertThat(adopt("user,secret\n\"web,x").err()).contains("a quote is not closed");
    assertThat(shell.type("adopt --from /no/such/file").err()).contains("there is no such file");
  }

  @Test
  @DisplayName("Hostile text in a file is shown, and not obeyed")
  void hostile() throws IOException {
    Shell.Ran ran = adopt("user,secret,a\u001b[2Jb\nweb\u202e,prod/web/iam,\n");
    assertThat(ran.err()).contains("a\\u{1b}[2Jb").doesNotContain("\u001b", "\u202e");
    assertThat(adopt("user,secret\nweb\u202e,prod/web/iam\n").err())
        .contains("web\\u{202e}")
        .doesNotContain("\u202e");
  }

  @Test
  @DisplayName("JSON has an entry a row, and the rotation to a first key among the secrets")
  void json() throws IOException {
    Shell.Ran ran = adopt(GOOD, "--output", "json");
    Object document = ParsedJson.parse(ran.out());
    assertThat(Schema.problems(Path.of("docs", "schema", "output.schema.json"), document))
        .isEmpty();
    assertThat(ParsedJson.at(document, "adoptions", 2, "line")).isEqualTo(4L);
    assertThat(ParsedJson.at(document, "adoptions", 2, "result")).isEqualTo("adopted");
    assertThat(ParsedJson.at(document, "secrets", 0, "secret")).isEqualTo("prod/fresh/iam");
  }

  @Test
  @DisplayName("A wish to stop leaves the rest alone, says how many, and is no success")
  void stopped() throws IOException {
    shell
        .gateway()
        .observe((call, result, here) -> {
          if (call.is("iam:TagUser")) {
            shell.stop().request();
          }
        });
    Shell.Ran ran = adopt(GOOD, "--concurrency", "1");
    assertThat(ran.err()).contains("stopped: 2 of 3 users were not looked at");
    assertThat(ran.exit()).isEqualTo(130);
    assertThat(ManyUsers.adopted(world, "mail")).isFalse();
  }
}
