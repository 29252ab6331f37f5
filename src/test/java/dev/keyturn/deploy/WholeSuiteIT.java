package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.proof.ActionsCalled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * After all other tests: what all of them together have called is what the policies grant. Which
 * command, and which role, needs which action is {@code PermissionsUsedTest}'s and {@code
 * FunctionRoleIT}'s to show; here nothing can be forgotten that any test does. A build of selected
 * tests cannot tell.
 */
@Isolated("so that it runs after all others, also those that run beside each other")
@DisabledIfSystemProperty(named = "test", matches = ".+")
@DisabledIfSystemProperty(named = "it.test", matches = ".+")
class WholeSuiteIT {
  /** The policies for what Keyturn calls itself; Lambda and Secrets Manager use the others. */
  private static final List<String> CALLERS =
      List.of("rotator", "administrator", "event-bus", "topic");

  /** Which nobody needs a permission for. */
  private static final Set<String> FREE = Set.of("sts:GetCallerIdentity");

  /**
   * What {@code audit}, {@code doctor} and a hub of many accounts ask, for which there is no policy
   * but their pages' list.
   */
  private static final Map<String, Set<String>> LISTED =
      Map.of(
          "audit",
          Set.of(
              "iam:GetCredentialReport",
              "iam:GenerateCredentialReport",
              "iam:GetAccountAuthorizationDetails",
              "iam:ListUsers"),
          "doctor",
          Set.of("iam:SimulatePrincipalPolicy", "iam:GetRole"),
          "organization",
          Set.of("sts:AssumeRole"));

  @Test
  @DisplayName("All tests together call every action that a policy grants, and no other")
  void policiesGrantWhatIsCalled() throws IOException {
    Set<String> granted = new TreeSet<>(FREE);
    CALLERS.forEach(policy -> granted.addAll(Policies.allowed(policy)));
    for (Map.Entry<String, Set<String>> page : LISTED.entrySet()) {
      assertThat(Files.readString(Path.of("docs", page.getKey() + ".md")))
          .contains(page.getValue());
      granted.addAll(page.getValue());
    }
    Set<String> called = ActionsCalled.inThisBuild();
    System.out.println("all tests' calls: " + called);
    assertThat(called).isEqualTo(granted);
  }
}
