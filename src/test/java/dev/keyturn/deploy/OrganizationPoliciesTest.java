package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.ParsedJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Who may do what in an organization: the hub's two roles, the members' one, and whom it trusts.
 */
class OrganizationPoliciesTest {
  private static final Path FOLDER = Path.of("deploy", "organization");
  private static final Path MODULES = FOLDER.resolve("terraform");

  private static String text(String file) throws IOException {
    return Files.readString(FOLDER.resolve(file));
  }

  @Test
  @DisplayName("The hub has its two policies as they are kept, and no other")
  void hub() throws IOException {
    Map<String, Object> kept = new TreeMap<>();
    Policies.ofTheHub()
        .forEach(name -> kept.put(name, ParsedJson.parse(Policies.hubText(name, Map.of()))));
    assertThat(kept).containsOnlyKeys("dispatcher", "worker");
    assertThat(TemplatePolicies.ofTheOrganization(text("hub.yaml"))).isEqualTo(kept);
    assertThat(text("hub.yaml")).doesNotContain("ManagedPolicyArns", "AWS::IAM::ManagedPolicy");
    assertThat(Files.readString(MODULES.resolve("hub/main.tf")))
        .containsOnlyOnce("local.policies[\"dispatcher\"]")
        .containsOnlyOnce("local.policies[\"worker\"]")
        .doesNotContain("aws_iam_policy", "policy_attachment");
  }

  @Test
  @DisplayName("A member's role may do what the rotator may, and nothing else")
  void member() throws IOException {
    Object rotator = ParsedJson.parse(Policies.text("rotator", Map.of()));
    assertThat(TemplatePolicies.ofTheOrganization(text("member.yaml")))
        .isEqualTo(Map.of("rotator", rotator));
    assertThat(text("member.yaml").lines().filter(line -> line.startsWith("    Type: AWS::")))
        .containsExactly("    Type: AWS::IAM::Role", "    Type: AWS::IAM::Policy");
    assertThat(text("member.yaml")).doesNotContain("ManagedPolicyArns");
    assertThat(Files.readString(MODULES.resolve("member/main.tf")))
        .containsOnlyOnce("/../../../policies/rotator.json")
        .doesNotContain("aws_iam_policy", "policy_attachment");
  }

  @Test
  @DisplayName("A member trusts one role of one organization, that says who it is, and nobody else")
  void trust() throws IOException {
    String template = text("member.yaml");
    assertThat(template.split("Effect: Allow\n {12}Principal: \\{ AWS: !Ref WorkerRoleArn }", -1))
        .hasSize(3);
    assertThat(template.split("aws:PrincipalOrgID: !Ref OrganizationId", -1)).hasSize(3);
    assertThat(template.split("sts:SourceIdentity: keyturn", -1)).hasSize(3);
    assertThat(template.split("Principal:", -1)).hasSize(3);
    assertThat(template).contains("sts:ExternalId: !If [HasExternalId, !Ref ExternalId, ");
    String module = Files.readString(MODULES.resolve("member/main.tf"));
    assertThat(module.split("Principal = \\{ AWS = var.worker_role_arn }", -1)).hasSize(3);
    assertThat(module.split("\"aws:PrincipalOrgID\" = var.organization_id", -1)).hasSize(3);
    assertThat(module.split("\"sts:SourceIdentity\" = \"keyturn\"", -1)).hasSize(3);
    assertThat(module.split("Principal = ", -1)).hasSize(3);
  }

  @Test
  @DisplayName("Whoever lists accounts enters none, and whoever enters them lists none")
  void apart() {
    Set<String> dispatcher = Policies.allowedInTheHub("dispatcher");
    Set<String> worker = Policies.allowedInTheHub("worker");
    assertThat(dispatcher).noneMatch(action -> action.startsWith("sts:"));
    assertThat(worker).noneMatch(action -> action.startsWith("organizations:"));
    for (Set<String> both : Set.of(dispatcher, worker)) {
      assertThat(both)
          .noneMatch(action -> action.contains("*"))
          .noneMatch(action -> action.startsWith("iam:") || action.startsWith("secretsmanager:"));
    }
    assertThat(Policies.hubText("worker", Map.of()))
        .doesNotContain("\"Resource\": \"*\"")
        .contains("\"aws:ResourceOrgID\": \"${organization}\"")
        // A bucket's name is anybody's once the bucket is gone.
        .contains("\"aws:ResourceAccount\": \"${account}\"");
  }
}
