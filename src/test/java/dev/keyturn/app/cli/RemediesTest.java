package dev.keyturn.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.plan.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every reason at which a person has to act, in a state that really gives it: what is printed
 * exists, takes no last key away when it is typed there, and leads out.
 */
class RemediesTest {
  /** Reasons without a state here, and why. */
  private static final Map<Reason, String> ELSEWHERE =
      Map.of(
          Reason.STEP_REFUSED, "only a step of Secrets Manager's ends so: app.lambda.HandlerTest",
          Reason.NOTHING_STAGED,
              "only a step of Secrets Manager's ends so: plan.ServiceRotationPlanTest",
          Reason.VERSION_SPENT,
              "only a step of Secrets Manager's ends so: plan.ServiceRotationPlanTest",
          Reason.STAGED_SECRET_WRONG,
              "only a step of Secrets Manager's ends so: plan.ServiceRotationPlanTest",
          Reason.SECRET_IS_REPLICA, "the simulated Secrets Manager has no replicas",
          Reason.SOMEONE_ELSES_KEY,
              "STS and IAM have to contradict each other within a run: plan.RotationPlanTest",
          Reason.USER_OUT_OF_REACH,
              "printed for an administrator, who may look: app.cli.BadSecretsTest");

  /** Refusals of adopt without a state here, and why. */
  private static final Map<String, String> NEVER_REFUSED =
      Map.of(
          "Secret %s is a replica of one in another Region.",
          "the simulated Secrets Manager has no replicas: rotate.AdoptionRefusalsTest",
          "Key %s is not accepted by %s.",
          "keys are known everywhere at once here: rotate.AdoptionRefusalsTest",
          "Key %s belongs to %s.",
          "STS and IAM have to contradict each other: rotate.AdoptionRefusalsTest");

  private static final Pattern REFUSAL =
      Pattern.compile(
          "(?:refuse|Result\\.Refused)\\((?:\\s*(?:Reason\\.\\w+|cause\\.reason\\(\\)|Optional\\.empty\\(\\)),)?\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final Desk desk = new Desk();
  private final Following following = new Following(desk, 3);

  @AfterEach
  void close() {
    for (String secret : desk.world().issuedSecrets()) {
      assertThat(desk.shell().everything()).noneMatch(printed -> printed.contains(secret));
    }
    desk.close();
  }

  static List<Plight> plights() {
    return Plights.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plights")
  @DisplayName("What is printed exists, takes nothing away, and leads out")
  void remedy(Plight plight) {
    plight.making().accept(desk);
    var before = desk.world();
    desk.in(before.fork());
    String json = following.ask(plight.command() + " --output json").ran().out();
    assertThat(Following.field(json, "reason")).as(json).isEqualTo(plight.says());
    desk.in(before);
    Following.Printed printed = following.ask(plight.command());
    assertThat(printed.ran().out())
        .contains(Following.field(json, "sentence"), Following.field(json, "remedy"));
    following.everyWayOut(plight, printed);
  }

  static List<Plight> refusals() {
    return AdoptPlights.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  @DisplayName("What adopt advises exists, takes nothing away, and leads out")
  void refusal(Plight plight) {
    plight.making().accept(desk);
    var before = desk.world();
    desk.in(before.fork());
    String json = following.ask(plight.command() + " --output json").ran().out();
    Object adoption = ParsedJson.at(ParsedJson.parse(json), "adoption");
    assertThat(ParsedJson.at(adoption, "outcome")).as(json).isEqualTo("refused");
    desk.in(before);
    Following.Printed printed = following.ask(plight.command());
    assertThat(printed.ran().out())
        .contains(
            plight.says(),
            (String) ParsedJson.at(adoption, "sentence"),
            (String) ParsedJson.at(adoption, "remedy"));
    following.everyWayOut(plight, printed);
  }

  @Test
  @DisplayName("Every reason to act has a state, or is named with why it has none")
  void everyReason() {
    Set<Reason> asks =
        Arrays.stream(Reason.values())
            .filter(
                reason -> reason.kind() == Reason.Kind.HALT || reason.kind() == Reason.Kind.REFUSE)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Reason.class)));
    Set<String> made = plights().stream().map(Plight::says).collect(Collectors.toSet());
    asks.removeAll(ELSEWHERE.keySet());
    assertThat(asks.stream().map(Reason::word)).isSubsetOf(made);
  }

  @Test
  @DisplayName("Every refusal in adopt's sources has a state, or is named with why it has none")
  void everyRefusal() throws IOException {
    List<String> printed =
        refusals().stream().map(RemediesTest::printed).collect(Collectors.toList());
    List<String> unmade = new ArrayList<>();
    for (String refusal : inSources()) {
      List<String> parts = List.of(refusal.split("%[sd]", -1));
      if (printed.stream().noneMatch(text -> parts.stream().allMatch(text::contains))) {
        unmade.add(refusal);
      }
    }
    assertThat(unmade).containsExactlyInAnyOrderElementsOf(NEVER_REFUSED.keySet());
  }

  private static String printed(Plight plight) {
    try (Desk one = new Desk()) {
      plight.making().accept(one);
      return one.type(plight.command()).out();
    }
  }

  /** The first text of each refusal. */
  private static List<String> inSources() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String file : List.of("Adoption", "AdoptionChecks", "AdoptionKeys", "LabelledVersions")) {
      String source = Files.readString(Path.of("src/main/java/dev/keyturn/rotate", file + ".java"));
      Matcher refusal = REFUSAL.matcher(source);
      while (refusal.find()) {
        texts.add(refusal.group(1));
      }
    }
    assertThat(texts).hasSizeGreaterThanOrEqualTo(20);
    return texts;
  }
}
