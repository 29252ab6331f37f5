package dev.keyturn.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.EvaluationResult;
import software.amazon.awssdk.services.iam.model.InvalidInputException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/** SimulatePrincipalPolicy says what the world's own permissions say. */
class PolicySimulationTest {
  private final World world =
      WorldBuilder.seeded(1).user("alice", user -> user.key(Duration.ofDays(9))).build();

  @Test
  @DisplayName("Each action is allowed, denied in so many words, or allowed by nothing")
  void decisions() {
    world.permit("user/alice", "iam:GetUser", "iam:CreateAccessKey");
    world.deny("user/alice", "iam:CreateAccessKey");
    assertThat(ask("arn:aws:iam::%s:user/path/alice"))
        .isEqualTo(
            Map.of(
                "iam:GetUser", "allowed",
                "iam:CreateAccessKey", "explicitDeny",
                "iam:TagUser", "implicitDeny"));
    assertThat(ask("arn:aws:iam::%s:role/Anything").values()).containsOnly("allowed");
  }

  @Test
  @DisplayName("A user that there is not, and what is neither user nor role, are refused")
  void refused() {
    assertThatThrownBy(() -> ask("arn:aws:iam::%s:user/nobody"))
        .isInstanceOf(NoSuchEntityException.class);
    assertThatThrownBy(() -> ask("arn:aws:iam::%s:root")).isInstanceOf(InvalidInputException.class);
  }

  private Map<String, String> ask(String principal) {
    try (var iam = Sdk.of(new Gateway(world)).iam()) {
      return iam
          .simulatePrincipalPolicy(r ->
              r.policySourceArn(principal.formatted(world.settings().accountId()))
                  .actionNames("iam:GetUser", "iam:CreateAccessKey", "iam:TagUser"))
          .evaluationResults()
          .stream()
          .collect(
              Collectors.toMap(
                  EvaluationResult::evalActionName, EvaluationResult::evalDecisionAsString));
    }
  }
}
