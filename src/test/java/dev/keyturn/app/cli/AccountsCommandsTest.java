package dev.keyturn.app.cli;

import static dev.keyturn.app.cli.Members.BLOG;
import static dev.keyturn.app.cli.Members.SHOP;
import static dev.keyturn.app.cli.Members.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.keyturn.sim.Fate;
import dev.keyturn.sim.SimulatedCrash;
import dev.keyturn.sim.World;
import dev.keyturn.sim.organizations.OrganizationTree;
import dev.keyturn.sim.sts.RoleTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands in many accounts: all that is well goes on, whatever befalls one of them. */
class AccountsCommandsTest {
  private static final Path SCHEMA = Path.of("docs/schema/output.schema.json");
  private static final String ALL =
      " --accounts %s,%s,%s --role keyturn".formatted(WEB, SHOP, BLOG);

  private final Members members = new Members();
  private final Shell shell = members.shell();

  @AfterEach
  void noSecretInAnyOutput() {
    for (String id : List.of(Members.HUB, WEB, SHOP, BLOG)) {
      for (String secret : members.account(id).issuedSecrets()) {
        assertThat(shell.everything()).noneMatch(printed -> printed.contains(secret));
      }
    }
    members.close();
  }

  @Test
  @DisplayName("run does in each account what is due there, and tells of all in one table")
  void run() {
    Shell.Ran ran = shell.type("run" + ALL);

    assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
    assertThat(List.of(WEB, SHOP, BLOG)).allMatch(members::isRotated);
    assertThat(ran.out())
        .containsPattern("ACCOUNT +REGION +SECRET +USER +STATUS +DONE")
        .containsPattern(WEB + " +us-east-1 +prod/web/iam +web +fine +rotated")
        .containsPattern(SHOP + " +us-east-1 +prod/web/iam +web +fine +rotated")
        .containsPattern(WEB + " +- +us-east-1 +done +1 fine")
        .contains("3 accounts and Regions: 3 worked. 3 secrets: 3 fine.");
    assertThat(shell.type("run --detailed-exit-code" + ALL).exit()).isEqualTo(10);
  }

  @Test
  @DisplayName("CloudTrail sees the run's name and a source identity in each account")
  void sessions() {
    shell.type("run" + ALL);

    assertThat(members.account(WEB).sts().sessions())
        .singleElement()
        .satisfies(session -> {
          assertThat(session.arn()).containsPattern("assumed-role/keyturn/keyturn-[a-z0-9]{8}$");
          assertThat(session.sourceIdentity()).isEqualTo("keyturn");
        });
  }

  @Test
  @DisplayName("JSON has the account and the Region of each secret, and a result for each account")
  void json() {
    Object document = ParsedJson.parse(shell.type("run --output json" + ALL).out());

    assertThat(Schema.problems(SCHEMA, document)).isEmpty();
    assertThat(ParsedJson.at(document, "secrets", 2, "account")).isEqualTo(BLOG);
    assertThat(ParsedJson.at(document, "secrets", 2, "region")).isEqualTo("us-east-1");
    assertThat(ParsedJson.at(document, "accounts", 0, "result")).isEqualTo("worked");
    assertThat(ParsedJson.at(document, "accounts", 0, "standings", "fine")).isEqualTo(1L);
    assertThat(ParsedJson.at(document, "accounts", 0, "caller").toString())
        .startsWith("arn:aws:sts::222222222222:assumed-role/keyturn/keyturn-");
  }

  @Test
  @DisplayName("The organization is read to its end; what is suspended or closing is told once")
  void organization() {
    members
        .organization()
        .listed("555555555555", "old\u001b[2J", OrganizationTree.ROOT, "SUSPENDED")
        .listed("666666666666", "older", OrganizationTree.ROOT, "PENDING_CLOSURE");
    for (int i = 0; i < 25; i++) {
      members
          .organization()
          .listed("7000000000%02d".formatted(i), "gone" + i, OrganizationTree.ROOT, "CLOSED");
    }

    Shell.Ran ran = shell.type("status --organization --role keyturn --exclude 111111111111");

    assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out())
        .doesNotContain("\u001b")
        .containsPattern("555555555555 +old\\S* +- +left out +- +It is suspended.")
        .containsPattern("666666666666 +older +- +left out +- +It is being closed.")
        .contains("70000000002")
        .containsPattern(WEB + " +web +us-east-1")
        .contains("3 worked, 27 left out. 3 secrets: 3 due.");
  }

  @Test
  @DisplayName("An ID to leave out that is of none of the accounts is warned of")
  void mistyped() {
    assertThat(shell.type("status --exclude 999999999999" + ALL).err())
        .contains("--exclude names 999999999999, which is none of the accounts.");
    assertThat(shell.type("audit --exclude 999999999999" + ALL).err())
        .contains("--exclude names 999999999999, which is none of the accounts.");
    Shell.Ran none =
        shell.type("run --role keyturn --accounts 222222222222 --exclude 222222222222");
    assertThat(none.exit()).isEqualTo(2);
    assertThat(none.err()).contains("No account is left to work in: 1 were found");
  }

  @Test
  @DisplayName("A unit's accounts are those in it and in the units below it")
  void unit() {
    assertThat(shell.type("status --role keyturn --ou " + Members.UNIT).out())
        .contains(WEB, SHOP)
        .doesNotContain(BLOG);
    Shell.Ran none = shell.type("status --role keyturn --ou ou-ab12-99999999");
    assertThat(none.exit()).isEqualTo(6);
    assertThat(none.err()).contains("no unit ou-ab12-99999999");
  }

  @Test
  @DisplayName("A role that is missing or untrusting is told with the statement that is missing")
  void unreachable() {
    members.account(SHOP).sts().removeRole("keyturn");
    members.account(BLOG).sts().addRole("keyturn", RoleTrust.of("arn:aws:iam::3:root"));
    throttleFirst("sts:AssumeRole", 4);

    Shell.Ran ran = shell.type("run --external-id ours" + ALL);

    assertThat(ran.exit()).isEqualTo(6);
    assertThat(members.isRotated(WEB)).isTrue();
    assertThat(ran.out())
        .containsPattern(SHOP + " +- +us-east-1 +not reached")
        .contains(SHOP + ", " + BLOG + ":")
        .contains(
            "\"Principal\":{\"AWS\":\"arn:aws:iam::111111111111:role/Administrator\"}",
            "\"Action\":\"sts:AssumeRole\",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"ours\"}}}",
            "\"Action\":\"sts:SetSourceIdentity\"}",
            "\"Resource\":\"arn:aws:iam::*:role/keyturn\"");
  }

  @Test
  @DisplayName("A role that lets nobody set a source identity is told apart from one without trust")
  void withoutSourceIdentity() {
    members.account(WEB).sts().addRole("keyturn", Members.HUB_ALONE.withoutSourceIdentity());

    assertThat(shell.type("run" + ALL).out())
        .contains("The role keyturn trusts us, and not with a source identity.", "2 worked");
  }

  @Test
  @DisplayName("Where our own policy lacks it, that is what is told; so is what a role lacks")
  void lacking() {
    shell.world().permit(World.ADMINISTRATOR, "iam:*");
    assertThat(shell.type("run" + ALL).out())
        .contains("3 not reached", "Our own policies do not allow it. Add to those of arn:aws:iam:")
        .contains("AWS denied sts:AssumeRole. AWS says: ")
        .doesNotContain("Grant that permission");
    shell.world().permit(World.ADMINISTRATOR, "*");
    members.account(WEB).permit("role/keyturn", "secretsmanager:*", "iam:GetUser");
    members.account(SHOP).permit("role/keyturn", "iam:*");

    Shell.Ran ran = shell.type("run" + ALL);

    assertThat(ran.exit()).isEqualTo(6);
    assertThat(ran.out())
        .contains("{\"Effect\":\"Allow\",\"Action\":[\"iam:ListAccessKeys\"],\"Resource\":\"*\"}")
        .contains("{\"Effect\":\"Allow\",\"Action\":[\"secretsmanager:ListSecrets\"],")
        .contains("Attach deploy/policies/rotator.json, which bounds them to what is adopted;")
        .containsPattern(WEB + " +- +us-east-1 +some failed")
        .containsPattern(SHOP + " +- +us-east-1 +failed");
    assertThat(members.isRotated(BLOG)).isTrue();
  }

  @Test
  @DisplayName("An account that is throttled for an hour holds up none of the others")
  void throttled() {
    Instant over = shell.world().now().plus(Duration.ofHours(1));
    CountDownLatch others = new CountDownLatch(2);
    shell
        .gateway()
        .observe((call, result, world) -> {
          if (call.is("secretsmanager:UpdateSecretVersionStage")
              && call.parameter("VersionStage").equals("AWSPENDING")) {
            others.countDown();
          }
        });
    // Its first answer comes when both others are done: who waits for it waits for ever.
    shell
        .gateway()
        .hook((call, world) -> {
          if (!isIn(world, WEB) || !world.now().isBefore(over)) {
            return Fate.proceed();
          }
          assertThat(await(others)).as("the others were held up").isTrue();
          return Fate.throttled();
        });

    Shell.Ran ran = shell.type("run --accounts-at-once 2" + ALL);

    assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(6);
    assertThat(members.isRotated(SHOP) && members.isRotated(BLOG)).isTrue();
    assertThat(ran.out()).containsPattern(WEB + " +- +us-east-1 +failed").contains("2 worked");
    shell.world().advanceTo(over);
    assertThat(shell.type("run" + ALL).exit()).isZero();
    assertThat(members.isRotated(WEB)).isTrue();
  }

  @Test
  @DisplayName("A crash in one account comes when the others are done, and the next run finishes")
  void killed() {
    shell
        .gateway()
        .hook((call, world) ->
            isIn(world, SHOP) && call.is("iam:CreateAccessKey")
                ? Fate.crashAfter()
                : Fate.proceed());

    assertThatThrownBy(() -> shell.type("run" + ALL)).isInstanceOf(SimulatedCrash.class);
    assertThat(members.isRotated(WEB) && members.isRotated(BLOG)).isTrue();
    assertThat(members.isRotated(SHOP)).isFalse();

    shell.gateway().hook((call, world) -> Fate.proceed());
    shell.world().advance(Duration.ofHours(1));
    assertThat(shell.type("run" + ALL).exit()).isZero();
    assertThat(members.isRotated(SHOP)).isTrue();
  }

  @Test
  @DisplayName("After Ctrl-C it says what remains, and the same command goes on with it")
  void stopped() {
    shell.whileWaiting(duration -> shell.stop().request());

    Shell.Ran ran = shell.type("run --accounts-at-once 1" + ALL);

    assertThat(ran.exit()).isEqualTo(130);
    assertThat(ran.out())
        .contains("prod/web/iam: stopped. The next run finishes what was begun.")
        .containsPattern(SHOP + " +- +us-east-1 +not begun +- +The same command goes on with it.")
        .contains("1 worked, 2 not begun");
    assertThat(shell.anew().whileWaiting(duration -> {}).type("run" + ALL).exit()).isZero();
    assertThat(List.of(WEB, SHOP, BLOG)).allMatch(members::isRotated);
  }

  @Test
  @DisplayName("A session that ends while the run goes on is renewed before a call needs it")
  void renewed() {
    List<String> refused = new ArrayList<>();
    shell
        .gateway()
        .observe((call, result, world) -> {
          if (call.is("secretsmanager:ListSecrets")) {
            world.advance(Duration.ofMinutes(59));
          }
          if (result.errorCode().startsWith("Expired")) {
            refused.add(call.action());
          }
        });

    Shell.Ran ran = shell.type("run --role keyturn --accounts " + WEB);

    assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
    assertThat(members.isRotated(WEB)).isTrue();
    assertThat(members.account(WEB).sts().sessions().size()).isGreaterThan(1);
    assertThat(refused).isEmpty();
  }

  @Test
  @DisplayName("What was done in each account is in one journal, by whom it was done there")
  void journal(@TempDir Path folder) {
    shell.env("KEYTURN_JOURNAL", folder.toString());

    assertThat(shell.type("run" + ALL).exit()).isZero();

    assertThat(shell.type("evidence prod/web/iam --output json").out())
        .contains("222222222222:assumed-role/keyturn", "444444444444:assumed-role/keyturn");
    assertThat(shell.type("evidence --verify").exit()).isZero();
  }

  @Test
  @DisplayName("One page has all accounts and Regions, what they lack, and all of their secrets")
  void page(@TempDir Path folder) throws IOException {
    members.account(SHOP).sts().removeRole("keyturn");
    Path file = folder.resolve("all.html");

    Shell.Ran ran = shell.type("run --regions us-east-1,eu-west-1 --html " + file + ALL);
    assertThat(ran.err()).contains("Wrote %s.".formatted(file));

    assertThat(ran.exit()).isEqualTo(6);
    Document page = Jsoup.parse(Files.readString(file));
    assertThat(page.select("table:has(caption:contains(Each account)) tbody tr")).hasSize(6);
    assertThat(page.select("tr:contains(" + SHOP + "):contains(eu-west-1)").text())
        .contains("not reached", "There is no role keyturn there", "sts:AssumeRole");
    assertThat(page.select("table:has(caption:contains(attention)) tbody tr").eachText())
        .allSatisfy(row -> assertThat(row).contains("prod/web/iam", "fine", "rotated"));
    assertThat(page.select(".verdict").attr("class")).contains("bad");

    assertThat(shell.type("status --html " + folder.resolve("no/such.html") + ALL).err())
        .contains("such.html cannot be written: there is no folder", "Nothing was started");
  }

  @Test
  @DisplayName("plan lays each account's secrets open, and changes nothing")
  void plan() {
    Shell.Ran ran = shell.type("plan prod/web/iam --role keyturn --accounts " + WEB);
    assertThat(ran.out().lines()).noneMatch(line -> line.endsWith(" "));

    assertThat(ran.out())
        .contains(WEB + " us-east-1")
        .contains("prod/web/iam  (IAM user web)")
        .contains("1 account: 1 worked. 1 secret: 1 due.");
    assertThat(members.isRotated(WEB)).isFalse();
  }

  @Test
  @DisplayName("audit judges the keys of all accounts in one table, and tells what it did not see")
  void audit() {
    members.account(BLOG).sts().removeRole("keyturn");

    Shell.Ran ran = shell.type("audit" + ALL);

    assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(7);
    assertThat(ran.out())
        .containsPattern("ACCOUNT +USER +PATH")
        .containsPattern(WEB + " +web +/")
        .containsPattern(SHOP + " +web +/")
        .contains("Account 444444444444: AWS denied sts:AssumeRole.", "2 of 2 keys");
  }

  @Test
  @DisplayName("Whoever may not list the organization is told what may, and what to do instead")
  void notListed() {
    shell.world().deny(World.ADMINISTRATOR, "organizations:ListAccounts");
    Shell.Ran ran = shell.type("status --organization --role keyturn");
    assertThat(ran.exit()).isEqualTo(6);
    assertThat(ran.err()).contains("AWS denied organizations:ListAccounts", "--accounts-file FILE");

    try (Shell member = new Shell(members.account(WEB))) {
      assertThat(member.type("status --organization --role keyturn").err())
          .contains("You don't have permissions to access this resource.");
      members.organization().delegatedTo(WEB);
      assertThat(member.type("status --organization --role keyturn --exclude 111111111111").out())
          .contains("3 not reached");
    }
  }

  @Test
  @DisplayName("A list that is throttled for a while is asked for again")
  void listedLater() {
    throttleFirst("organizations:ListAccounts", 3);

    assertThat(shell.type("status --organization --role keyturn --exclude 111111111111").out())
        .contains("3 worked");
  }

  private void throttleFirst(String action, int calls) {
    AtomicInteger asked = new AtomicInteger();
    shell
        .gateway()
        .hook((call, world) ->
            call.is(action) && asked.getAndIncrement() < calls ? Fate.throttled() : Fate.proceed());
  }

  private static boolean isIn(World world, String account) {
    return world.settings().accountId().equals(account);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
