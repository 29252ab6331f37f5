package dev.keyturn.app.cli;

import static dev.keyturn.app.cli.Members.BLOG;
import static dev.keyturn.app.cli.Members.SHOP;
import static dev.keyturn.app.cli.Members.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.model.AccessKey;

/** {@code adopt --from FILE --role NAME}: each row in its own account. */
class AdoptInAccountsTest {
  private static final Path SCHEMA = Path.of("docs/schema/output.schema.json");
  private static final String NEW = "prod/fresh/iam";

  private final Members members = new Members();
  private final Shell shell = members.shell();

  @TempDir private Path folder;

  AdoptInAccountsTest() {
    List.of(WEB, SHOP)
        .forEach(id -> Sdk.of(members.account(id)).iam().createUser(r -> r.userName("fresh")));
  }

  @AfterEach
  void noSecretInAnyOutput() {
    for (String id : List.of(WEB, SHOP, BLOG)) {
      for (String secret : members.account(id).issuedSecrets()) {
        assertThat(shell.everything()).noneMatch(printed -> printed.contains(secret));
      }
    }
    members.close();
  }

  private Shell.Ran adopt(String csv, String more) throws IOException {
    Path file = Files.writeString(folder.resolve("users.csv"), csv);
    return shell.type("adopt --from %s %s".formatted(file, more).strip());
  }

  private static String rows() {
    return """
    account,user,secret,new_key
    %s,fresh,prod/fresh/iam,yes
    %s,fresh,prod/fresh/iam,yes
    %s,web,prod/web/iam,
    """
        .formatted(SHOP, WEB, BLOG);
  }

  private boolean isAdopted(String id) {
    World world = members.account(id);
    return world.secrets().secret(NEW).isPresent();
  }

  @Test
  @DisplayName("Each row is adopted in its account, in one table in the order of the file")
  void adopted() throws IOException {
    Shell.Ran dry = adopt(rows(), "--role keyturn --dry-run");
    assertThat(dry.out())
        .containsPattern("LINE +ACCOUNT +USER +SECRET +KEY +RESULT")
        .containsPattern("2 +" + SHOP + " +fresh +prod/fresh/iam +new +would be adopted")
        .contains("Dry run: nothing was changed.");
    assertThat(isAdopted(SHOP)).isFalse();

    Shell.Ran ran = adopt(rows(), "--role keyturn");
    assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out())
        .containsPattern("2 +" + SHOP + " +fresh +prod/fresh/iam +new +adopted")
        .containsPattern("3 +" + WEB + " +fresh +prod/fresh/iam +new +adopted")
        .containsPattern("4 +" + BLOG + " +web +prod/web/iam +in the secret +adopted already")
        .contains("3 users: 2 adopted, 1 adopted already");
    assertThat(List.of(SHOP, WEB)).allMatch(this::isAdopted);
    assertThat(members.account(SHOP).sts().sessions()).isNotEmpty();
  }

  @Test
  @DisplayName("An account that cannot be entered fails with its statement; the others are adopted")
  void unreachable() throws IOException {
    members.account(SHOP).sts().removeRole("keyturn");

    Shell.Ran ran = adopt(rows(), "--role keyturn --output json");

    assertThat(ran.exit()).isEqualTo(6);
    assertThat(Schema.problems(SCHEMA, ran.out())).isEmpty();
    assertThat(ran.out())
        .contains("\"account\" : \"" + SHOP + "\"", "\"result\" : \"failed\"")
        .contains("Account %s: There is no role keyturn there".formatted(SHOP));
    assertThat(isAdopted(WEB)).isTrue();

    members.account(SHOP).sts().addRole("keyturn", Members.HUB_ALONE);
    assertThat(adopt(rows(), "--role keyturn").out())
        .contains("3 users: 1 adopted, 2 adopted already");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "user,secret;web,prod/a | --role keyturn | line 2: account is missing: with --role",
        "account,user,secret;12,web,prod/a | --role keyturn | line 2: account is \"12\", but must be",
        "account,user,secret;222222222222,web,prod/a;222222222222,web,prod/b | --role keyturn"
            + " | line 3: this user is in line 2, too",
        "account,user,secret;222222222222,arn:aws:iam::333333333333:user/web,prod/a"
            + " | --role keyturn | line 2: the user is of account 333333333333, and the column",
        "account,user,secret;222222222222,web,arn:aws:secretsmanager:us-east-1:333333333333:secret:a-Ab12Cd"
            + " | --role keyturn | line 2: the secret is of account 333333333333, and the row of",
        "account,user,secret;222222222222,web,arn:aws:secretsmanager:eu-west-1:222222222222:secret:a-Ab12Cd"
            + " | --role keyturn | line 2: the secret is in eu-west-1, and the command works in us-east-1",
        "account,user,secret;222222222222,web,prod/a | --dry-run"
            + " | line 2: this is of account 222222222222, and the credentials are of 111111111111: --role NAME",
        "account,user,secret;222222222222,web,prod/a | --external-id abc"
            + " | command line: --external-id goes with --role NAME",
      })
  @DisplayName(
      "A row without its account, or of another one or Region, is told with its line beforehand")
  void refused(String csv, String options, String told) throws IOException {
    Shell.Ran ran = adopt(csv.replace(';', '\n') + "\n", options);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains(told);
    assertThat(shell.writes()).isEmpty();
  }

  @Test
  @DisplayName("A refusal names its account, and the remedy its line, as the hub has no such user")
  void remedyInTheFile() throws IOException {
    Sdk shop = Sdk.of(members.account(SHOP));
    AccessKey key = shop.iam().createAccessKey(r -> r.userName("fresh")).accessKey();
    shop.secrets()
        .createSecret(r ->
            r.name(NEW)
                .secretString(
                    "{\"AWS_ACCESS_KEY_ID\":\"%s\",\"AWS_SECRET_ACCESS_KEY\":\"%s\"}"
                        .formatted(key.accessKeyId(), key.secretAccessKey())));
    String fields = "user:fresh id=AWS_ACCESS_KEY_ID secret=AWS_SECRET_ACCESS_KEY";

    Shell.Ran ran =
        adopt("account,user,secret,fields\n%s,fresh,%s,\n".formatted(SHOP, NEW), "--role keyturn");

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out())
        .contains(SHOP + "  prod/fresh/iam: refused. Secret prod/fresh/iam holds the key in")
        .contains("what you typed, with this in the column fields of line 2: " + fields);
    assertThat(
            adopt(
                    "account,user,secret,fields\n%s,fresh,%s,%s\n".formatted(SHOP, NEW, fields),
                    "--role keyturn")
                .out())
        .contains("1 user: 1 adopted");
  }

  @Test
  @DisplayName("A bug in one account is told, and the others' rows are")
  void bug() throws IOException {
    AtomicBoolean met = new AtomicBoolean();
    shell.whileWaiting(duration -> {
      if (met.compareAndSet(false, true)) {
        throw new IllegalStateException("not for anybody's eyes");
      }
    });
    Shell.Ran ran = adopt(rows(), "--role keyturn --accounts-at-once 1");

    assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(1);
    assertThat(ran.out())
        .containsPattern("2 +" + SHOP + " +fresh +prod/fresh/iam +new +adopted")
        .containsPattern("4 +" + BLOG + " +web +prod/web/iam")
        .contains("2 users: ");
    assertThat(ran.err())
        .contains("Account %s: Internal error (".formatted(WEB), "Of its 1 row nothing is told")
        .doesNotContain("eyes", "stopped:");
  }

  @Test
  @DisplayName("A folder for a file is told as one")
  void folder() {
    Shell.Ran ran = shell.type("adopt --role keyturn --from " + folder);
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("%s cannot be read: Is a directory".formatted(folder));
  }
}
