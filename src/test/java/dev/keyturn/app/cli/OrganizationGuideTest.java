package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.deploy.Policies;
import dev.keyturn.fleet.MemoryQueue;
import dev.keyturn.sim.SimulatedOrganization;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import dev.keyturn.sim.core.PropagationDelays;
import dev.keyturn.sim.organizations.OrganizationTree;
import dev.keyturn.sim.sts.RoleTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code docs/organization.md} tells a new user to type, in an organization of a hub and three
 * accounts whose roles have the policies that the page names: users adopted by the page's file, and
 * its workers. One account is broken on purpose; what is told leads to mending it.
 */
@Timeout(120)
class OrganizationGuideTest {
  private static final Path PAGE = Path.of("docs", "organization.md");
  private static final String HUB = "111111111111";
  private static final String WEB = "222222222222";
  private static final String SHOP = "333333333333";
  private static final String BROKEN = "444444444444";
  private static final String LACKS = "iam:ListAccessKeys";
  private static final RoleTrust TRUST =
      RoleTrust.of("arn:aws:iam::111111111111:role/Administrator");

  private final SimulatedOrganization organization =
      SimulatedOrganization.managedBy(
              WorldBuilder.seeded(1).account(HUB).lag(PropagationDelays.none()))
          .account("web", OrganizationTree.ROOT, account(WEB))
          .account("shop", OrganizationTree.ROOT, account(SHOP))
          .account("blog", OrganizationTree.ROOT, account(BROKEN));
  private final MemoryQueue queue = new MemoryQueue(() -> organization.management().now(), 3);
  private final Shell shell =
      new Shell(organization.management()).queue(queue).env("KEYTURN_SPREAD", "0s");

  @TempDir private Path folder;

  /** An account with both roles of the page, and a user whose key is overdue. */
  private static WorldBuilder account(String id) {
    Set<String> both = new TreeSet<>(Policies.allowed("administrator"));
    both.addAll(Policies.allowed("rotator"));
    return WorldBuilder.seeded(Long.parseLong(id))
        .account(id)
        .lag(PropagationDelays.none())
        .role("keyturn", TRUST)
        .role("keyturn-admin", TRUST)
        .user("web", user -> user.key(Duration.ofDays(100)))
        .user("shop", user -> {})
        .secret("prod/web/iam", secret -> secret.keyOf("web"))
        .with(world -> {
          world.permit("role/keyturn", Policies.allowed("rotator").toArray(String[]::new));
          world.permit("role/keyturn-admin", both.toArray(String[]::new));
        });
  }

  @AfterEach
  void noSecretInAnyOutput() {
    for (String id : List.of(WEB, SHOP, BROKEN)) {
      for (String secret : organization.account(id).issuedSecrets()) {
        assertThat(shell.everything()).noneMatch(printed -> printed.contains(secret));
      }
    }
    shell.close();
  }

  /** The page's command that begins so, the shortest of them, typed as it stands there. */
  private Shell.Ran type(String beginning, String more) throws IOException {
    String command =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith(beginning))
            .min(Comparator.comparingInt(String::length))
            .orElseThrow()
            .replaceFirst("\\s+#.*$", "")
            .replace("users.csv", folder.resolve("users.csv").toString())
            .replace("$QUEUE", "https://queue.invalid/111111111111/keyturn.fifo");
    return shell.type((command.replaceFirst("^keyturn +", "") + more).replaceAll(" +", " "));
  }

  private void write() throws IOException {
    Matcher file =
        Pattern.compile("```\n(account,user,.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertThat(file.find()).isTrue();
    Files.writeString(folder.resolve("users.csv"), file.group(1) + BROKEN + ",web,prod/web/iam,\n");
  }

  private boolean isRotated(String id) {
    World world = organization.account(id);
    return !world
        .secrets()
        .secret("prod/web/iam")
        .orElseThrow()
        .labelled("AWSCURRENT")
        .orElseThrow()
        .text()
        .contains(world.credentials("web", 0).accessKeyId());
  }

  @Test
  @DisplayName("Adopt by a file, send, work; the summary says which account is broken, and how")
  void guide() throws IOException {
    write();
    assertThat(type("keyturn adopt --from users.csv --role keyturn-admin --dry-run", "").out())
        .contains("3 users: 3 would be adopted");
    Shell.Ran adopted = type("keyturn adopt --from users.csv --role keyturn-admin", "");
    assertThat(adopted.exit()).as(adopted.out() + adopted.err()).isZero();
    assertThat(adopted.out()).contains("3 users: 3 adopted");

    Set<String> less = new TreeSet<>(Policies.allowed("rotator"));
    less.remove(LACKS);
    organization.account(BROKEN).permit("role/keyturn", less.toArray(String[]::new));
    assertThat(type("keyturn enqueue", " --exclude " + HUB).out()).contains("3 messages sent");
    Shell.Ran worked = type("keyturn work ", " --until-empty");

    assertThat(isRotated(WEB)).isTrue();
    assertThat(isRotated(BROKEN)).isFalse();
    Object told =
        worked
            .out()
            .lines()
            .map(ParsedJson::parse)
            .filter(line -> BROKEN.equals(ParsedJson.at(line, "account")))
            .findFirst()
            .orElseThrow();
    assertThat(ParsedJson.at(told, "remedies").toString())
        .contains("The role keyturn lacks", LACKS);

    Shell.Ran status = type("keyturn status --organization", " --exclude " + HUB);
    assertThat(status.exit()).isEqualTo(6);
    assertThat(status.out())
        .containsPattern(BROKEN + " +blog +us-east-1 +some failed +1 failed")
        .contains(BROKEN + ":\n", "{\"Effect\":\"Allow\",\"Action\":[\"" + LACKS + "\"]")
        .containsPattern(SHOP + " +shop +us-east-1 +\\S.* +1 fine");

    organization
        .account(BROKEN)
        .permit("role/keyturn", Policies.allowed("rotator").toArray(String[]::new));
    type("keyturn enqueue", " --exclude " + HUB + " --run again");
    assertThat(type("keyturn work ", " --until-empty").exit()).isZero();
    assertThat(isRotated(BROKEN)).isTrue();
  }
}
