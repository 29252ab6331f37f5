package dev.keyturn.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.cli.ParsedJson;
import dev.keyturn.model.IamUser;
import dev.keyturn.model.LedgerTags;
import dev.keyturn.model.RetiringTag;
import dev.keyturn.model.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The policies and the page that gives their reasons. */
class PoliciesTest {
  private static final Path PAGE = Path.of("docs", "permissions.md");
  private static final Pattern ACTION = Pattern.compile("`([a-z0-9]+:[A-Z]\\w+)`");

  private static final Pattern TO_FILL_IN = Pattern.compile("\\$\\{\\w+}");
  private static final Pattern USED = Pattern.compile("local\\.policies\\[");

  /** Which section of the page has the reasons of which policies. */
  private static final Map<String, Set<String>> SECTIONS =
      Map.of(
          "The rotator", Set.of("rotator", "secrets-key"),
          "The administrator", Set.of("administrator"),
          "The retirer", Set.of("retirer"),
          "The auditor", Set.of("auditor", "journal-read"),
          "The consumer", Set.of("consumer", "secrets-key-read"),
          "The function",
              Set.of(
                  "function", "event-bus", "topic", "topic-key", "journal", "journal-key", "vpc"),
          "Guarding the tags", Set.of("guard"));

  private static final String WHATEVER_ITS_CASE = "ForAnyValue:StringEqualsIgnoreCase";

  @Test
  @DisplayName("The page leads to each policy, and has no copy of one")
  void kept() throws IOException {
    String page = Files.readString(PAGE);
    for (String name : Policies.names()) {
      assertThat(page).contains("(../deploy/policies/%s.json)".formatted(name));
    }
    assertThat(page).doesNotContain("\"Statement\"", "```json");
  }

  @Test
  @DisplayName(
      "Each action that is granted, or that the guard denies, has a reason on the page, and no other has")
  void reasons() throws IOException {
    Map<String, Set<String>> reasoned = reasonsBySection();
    Set<String> seen = new TreeSet<>();
    SECTIONS.forEach((section, policies) -> {
      Set<String> granted = new TreeSet<>();
      policies.forEach(policy ->
          granted.addAll(
              policy.equals("guard") ? Policies.denied(policy) : Policies.allowed(policy)));
      assertThat(reasoned.get(section)).as(section).isEqualTo(granted);
      seen.addAll(policies);
    });
    assertThat(seen).containsExactlyInAnyOrderElementsOf(Policies.names());
  }

  @Test
  @DisplayName("The template has each policy as it is kept, and no other")
  void template() {
    Map<String, Object> kept = new TreeMap<>();
    Policies.names()
        .forEach(name -> kept.put(name, ParsedJson.parse(Policies.text(name, Map.of()))));
    assertThat(TemplatePolicies.all()).isEqualTo(kept);
  }

  @Test
  @DisplayName("The module makes each policy from its file, and fills in all that is to be")
  void module() throws IOException {
    String module = Files.readString(Path.of("deploy", "terraform", "policies.tf"));
    for (String name : Policies.names()) {
      assertThat(module).containsOnlyOnce("local.policies[\"%s\"]".formatted(name));
      Matcher toFillIn = TO_FILL_IN.matcher(Policies.text(name, Map.of()));
      while (toFillIn.find()) {
        assertThat(module).as(name).containsOnlyOnce("\"$%s\"".formatted(toFillIn.group()));
      }
    }
    assertThat(USED.matcher(module).results()).hasSameSizeAs(Policies.names());
  }

  @Test
  @DisplayName("The guard grants nothing, and has everything that is a hold on an adopted secret")
  void guardOfSecrets() {
    assertThat(Policies.allowed("guard")).isEmpty();
    assertThat(Policies.denied("guard"))
        .contains(
            "secretsmanager:DeleteSecret",
            "secretsmanager:PutResourcePolicy",
            "secretsmanager:DeleteResourcePolicy",
            "secretsmanager:UpdateSecretVersionStage",
            "secretsmanager:UntagResource");
  }

  @Test
  @DisplayName("The administrator's policy says in the names of its statements what it gives")
  void administratorsSids() {
    assertThat(Policies.text("administrator", Map.of()))
        .contains("ReadEverySecretOfThePrefix", "BindAnyUserOfThePath");
  }

  @Test
  @DisplayName(
      "The guard has every tag of Keyturn's, and those that conditions name whatever their case")
  void guard() {
    assertThat(guarded("OnlyAdministratorsBind", WHATEVER_ITS_CASE))
        .isEqualTo(Set.of(IamUser.BINDING_TAG, "keyturn:never-rotate", LedgerTags.USER_ID));
    assertThat(guarded("OnlyKeyturnKeepsTheBooks", "ForAnyValue:StringLike"))
        .isEqualTo(Set.of(Setting.TAG_PREFIX + "*"));
  }

  private static Set<String> guarded(String sid, String operator) {
    Set<String> keys = new TreeSet<>();
    Object guard = ParsedJson.parse(Policies.text("guard", Map.of()));
    for (Object statement : (List<?>) ParsedJson.at(guard, "Statement")) {
      if (ParsedJson.at(statement, "Sid").equals(sid)) {
        Object named = ParsedJson.at(statement, "Condition", operator, "aws:TagKeys");
        Policies.list(named).forEach(key -> keys.add((String) key));
      }
    }
    return keys;
  }

  @Test
  @DisplayName(
      "No policy passes a role, and only two tag users, each with tags of its own, and make no keys")
  void never() {
    for (String name : Policies.names()) {
      assertThat(Policies.allowed(name)).doesNotContain("iam:PassRole", "iam:UntagUser");
      assertThat(Policies.allowed(name)).noneMatch(action -> action.contains("*"));
      assertThat(Policies.allowed(name).contains("iam:TagUser"))
          .isEqualTo(name.equals("administrator") || name.equals("retirer"));
    }
    assertThat(tagsOnUsers("administrator", "ForAllValues:StringEquals"))
        .isEqualTo(Set.of(IamUser.BINDING_TAG));
    assertThat(tagsOnUsers("retirer", "ForAllValues:StringLike"))
        .isEqualTo(Set.of(RetiringTag.BEGINNING + "*"));
    assertThat(Policies.allowed("administrator")).doesNotContain("iam:CreateAccessKey");
    assertThat(Policies.allowed("retirer")).doesNotContain("iam:CreateAccessKey");
  }

  @Test
  @DisplayName("The auditor changes nothing but that a report is made, and reads no secret's value")
  void auditor() {
    assertThat(Policies.allowed("auditor"))
        .allMatch(
            action -> action.matches("iam:(Get|List|GenerateCredentialReport).*|.*:ListSecrets"));
    Set<String> reader = new TreeSet<>(Policies.allowed("journal"));
    reader.remove("s3:PutObject");
    assertThat(Policies.allowed("journal-read")).isEqualTo(reader);
  }

  /** Which tags a policy lets its holder write on users, by a condition that holds for all. */
  private static Set<Object> tagsOnUsers(String policy, String operator) {
    Set<Object> tags = new HashSet<>();
    Object text = ParsedJson.parse(Policies.text(policy, Map.of()));
    for (Object statement : (List<?>) ParsedJson.at(text, "Statement")) {
      if (ParsedJson.at(statement, "Effect").equals("Allow")
          && Policies.list(ParsedJson.at(statement, "Action")).contains("iam:TagUser")) {
        tags.addAll(Policies.list(ParsedJson.at(statement, "Condition", operator, "aws:TagKeys")));
      }
    }
    return tags;
  }

  /** The actions in the first columns of the tables whose head is {@code action | why}. */
  private static Map<String, Set<String>> reasonsBySection() throws IOException {
    Map<String, Set<String>> found = new HashMap<>();
    String section = "";
    boolean inTable = false;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("## ")) {
        section = line.substring(3);
      }
      inTable = line.startsWith("|") && (inTable || line.equals("| action | why |"));
      if (inTable) {
        Matcher actions = ACTION.matcher(line.substring(0, line.indexOf('|', 1)));
        while (actions.find()) {
          found.computeIfAbsent(section, s -> new TreeSet<>()).add(actions.group(1));
        }
      }
    }
    return found;
  }
}
