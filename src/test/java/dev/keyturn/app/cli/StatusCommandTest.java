package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.sim.Sdk;
import dev.keyturn.sim.World;
import dev.keyturn.sim.WorldBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;

/**
 * The orders of {@code status}: three secrets whose keys are 10, 70 and 40 days old, of which the
 * third is due first, by a tag; and one name that no secret has.
 */
class StatusCommandTest {
  private final World world =
      WorldBuilder.seeded(1)
          .user("alice", user -> user.key(Duration.ofDays(40)))
          .user("bob", user -> user.key(Duration.ofDays(70)))
          .user("carol", user -> user.key(Duration.ofDays(10)))
          .secret("delta", secret -> secret.keyOf("alice"))
          .secret("beta", secret -> secret.keyOf("bob"))
          .secret("alpha", secret -> secret.keyOf("carol"))
          .build();
  private final Shell shell = new Shell(world);

  @BeforeEach
  void adopt() {
    assertThat(shell.type("adopt alice --secret delta --max-age 50d").exit()).isZero();
    assertThat(shell.type("adopt bob --secret beta").exit()).isZero();
    assertThat(shell.type("adopt carol --secret alpha").exit()).isZero();
  }

  @ParameterizedTest(name = "keyturn {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "status | gone delta beta alpha",
        "status --sort status | gone delta beta alpha",
        "status --sort age | beta delta alpha gone",
        "status --sort due | delta beta alpha gone",
        "status --sort name | alpha beta delta gone"
      })
  @DisplayName("status sorts by the order that is asked for, in text and in JSON")
  void orders(String command, String order) {
    String typed = command + " beta gone alpha delta";
    List<String> expected = Arrays.asList(order.split(" "));
    assertThat(
            shell
                .type(typed)
                .out()
                .lines()
                .skip(1)
                .limit(4)
                .map(line -> line.substring(0, line.indexOf(' '))))
        .containsExactlyElementsOf(expected);
    assertThat(secrets(shell.type(typed + " --output json").out()))
        .containsExactlyElementsOf(expected);
  }

  @Test
  @DisplayName(
      "What is to be done now comes first in the order of what is due, also without a date")
  void dueNow() {
    assertThat(shell.type("rotate beta").exit()).isZero();
    IamClient iam = Sdk.of(world).iam();
    String previous =
        iam.listAccessKeys(keys -> keys.userName("bob")).accessKeyMetadata().stream()
            .min(Comparator.comparing(AccessKeyMetadata::createDate))
            .orElseThrow()
            .accessKeyId();
    iam.updateAccessKey(
        key -> key.userName("bob").accessKeyId(previous).status(StatusType.INACTIVE));
    assertThat(shell.type("status --sort due alpha delta beta").out().lines().skip(1))
        .first()
        .asString()
        .startsWith("beta")
        .contains("due", "now");
  }

  @Test
  @DisplayName("An order that there is not is refused with those that there are")
  void noSuchOrder() {
    Shell.Ran ran = shell.type("status --sort size");
    assertThat(ran.err())
        .contains("command line: sort is \"size\", but must be age, due, name or status");
    assertThat(ran.exit()).isEqualTo(2);
  }

  private static List<String> secrets(String json) {
    Object document = ParsedJson.parse(json);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      names.add(String.valueOf(ParsedJson.at(document, "secrets", i, "secret")));
    }
    return names;
  }
}
