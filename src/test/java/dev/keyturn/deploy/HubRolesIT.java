package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.ParsedJson;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.emulators.Ministack;
import dev.keyturn.json.JsonText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The policies of the hub where they are enforced: what each role may do, what it may do no more
 * when one action is taken out, and whom a member's role lets in. The member's own policy is the
 * rotator's, which {@link RolesIT} tries.
 */
@Execution(ExecutionMode.CONCURRENT)
class HubRolesIT {
  /** Lambda's own calls, for the log. */
  private static final Set<String> OF_LAMBDA = Set.of("logs:CreateLogStream", "logs:PutLogEvents");

  /** ministack knows no source identity: a call that sets one is not judged by it. */
  private static final String NOT_JUDGED = "sts:SetSourceIdentity";

  private final Emulator emulator = Ministack.shared();

  @Test
  @DisplayName("Each role may do what its policy says and nothing else, and no action is to spare")
  void roles() {
    Map<String, Object> policies = new LinkedHashMap<>();
    for (String part : List.of("dispatcher", "worker")) {
      policies.put(part, withoutConditions(ParsedJson.parse(Policies.hubText(part, values()))));
    }
    Object made =
        ParsedJson.parse(
            Program.of(
                    "venv",
                    "python",
                    List.of("src/test/python/hub_roles.py", JsonText.oneLine(policies)))
                .with(new Deployment(emulator).environment())
                .run()
                .orFail());
    for (String part : policies.keySet()) {
      Set<String> granted = new TreeSet<>(Policies.allowedInTheHub(part));
      granted.removeAll(OF_LAMBDA);
      granted.remove(NOT_JUDGED);
      Map<String, Object> lost = new TreeMap<>();
      granted.forEach(action -> lost.put(action, List.of(action)));
      assertThat((List<?>) ParsedJson.at(made, part, "may"))
          .as(part)
          .map(Object::toString)
          .containsExactlyInAnyOrderElementsOf(granted);
      assertThat(ParsedJson.at(made, part, "lost")).as(part).isEqualTo(lost);
    }
    assertThat((List<?>) ParsedJson.at(made, "stranger", "may"))
        .as("who may assume any role, of those that the member's trust does not name")
        .isEmpty();
  }

  private static Map<String, String> values() {
    return Map.of(
        "partition", "aws",
        "account", "000000000000",
        "region", Emulator.REGION,
        "name", "roles",
        "member_role", "keyturn-rotator-member",
        "organization", "o-exampleorgid");
  }

  /**
   * ministack has no value for {@code aws:ResourceOrgID}, {@code sts:SourceIdentity} and {@code
   * s3:if-none-match}, and so holds none of them for true (docs/emulators.md). So none is tried.
   */
  private static Map<String, Object> withoutConditions(Object policy) {
    List<Map<String, Object>> statements =
        ((List<?>) ParsedJson.at(policy, "Statement"))
            .stream()
                .map(statement -> {
                  Map<String, Object> bare = new LinkedHashMap<>();
                  for (String field : List.of("Sid", "Effect", "Action", "Resource")) {
                    bare.put(field, ParsedJson.at(statement, field));
                  }
                  return bare;
                })
                .toList();
    return Map.of("Version", "2012-10-17", "Statement", statements);
  }
}
