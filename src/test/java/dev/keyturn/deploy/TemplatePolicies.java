package dev.keyturn.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The policies of the template, as the files of {@code deploy/policies} have them. It reads the
 * YAML that they are written in, and no other: blocks of mappings and lists, a value to a line.
 */
final class TemplatePolicies {
  private static final Pattern POLICY =
      Pattern.compile(
          "(?m)^ {4}Type: AWS::IAM::(?:Managed)?Policy\n(?: {4}(?! *PolicyDocument:).*\n)+"
              + " {6}PolicyDocument:\n((?: {8}.*\n)+)");
  private static final Pattern NAME =
      Pattern.compile("PolicyName: (?:!Sub \"\\$\\{Name}-(.+)-\\$\\{AWS::Region}\"|(.+))");

  /** What the template fills in, and what the files call it. */
  private static final Map<String, String> FILLED_IN =
      Map.ofEntries(
          Map.entry("AWS::Partition", "${partition}"),
          Map.entry("AWS::AccountId", "${account}"),
          Map.entry("AWS::Region", "${region}"),
          Map.entry("UserPath", "${user_path}"),
          Map.entry("SecretPrefix", "${secret_prefix}"),
          Map.entry("Name", "${name}"),
          Map.entry("AdministratorRole", "${administrator_role}"),
          Map.entry("SecretsKeyArn", "${key_arn}"),
          Map.entry("EventBusArn", "${bus_arn}"),
          Map.entry("TopicArn", "${topic_arn}"),
          Map.entry("TopicKeyArn", "${topic_key_arn}"),
          Map.entry("JournalBucketArn", "${journal_bucket_arn}"),
          Map.entry("JournalPrefix", "${journal_prefix}"),
          Map.entry("JournalKeyArn", "${journal_key_arn}"));

  /** The same of the templates of {@code deploy/organization}. */
  private static final Map<String, String> FILLED_IN_THERE =
      Map.of(
          "AWS::Partition", "${partition}",
          "AWS::AccountId", "${account}",
          "AWS::Region", "${region}",
          "Region", "${region}",
          "UserPath", "${user_path}",
          "SecretPrefix", "${secret_prefix}",
          "Name", "${name}",
          "MemberRole", "${member_role}",
          "OrganizationId", "${organization}");

  private final List<String> lines;
  private final Map<String, String> filledIn;
  private int next;

  private TemplatePolicies(List<String> lines, Map<String, String> filledIn) {
    this.lines = lines;
    this.filledIn = filledIn;
  }

  /** All that have a name, by the names of their files. */
  static Map<String, Object> all() {
    return all(Template.text(), FILLED_IN);
  }

  /** All of a template of {@code deploy/organization}, likewise. */
  static Map<String, Object> ofTheOrganization(String template) {
    return all(template, FILLED_IN_THERE);
  }

  private static Map<String, Object> all(String template, Map<String, String> filledIn) {
    Map<String, Object> policies = new TreeMap<>();
    for (Matcher found = POLICY.matcher(template); found.find(); ) {
      Matcher name = NAME.matcher(found.group());
      if (name.find()) {
        policies.put(
            name.group(1) == null ? name.group(2) : name.group(1),
            new TemplatePolicies(new ArrayList<>(found.group(1).lines().toList()), filledIn)
                .block());
      }
    }
    return policies;
  }

  private Object block() {
    int indent = indent();
    if (!lines.get(next).startsWith("- ", indent)) {
      return mapping(indent);
    }
    List<Object> list = new ArrayList<>();
    while (next < lines.size() && indent() == indent) {
      String item = lines.get(next).substring(indent + 2);
      if (item.contains(": ") || item.endsWith(":")) {
        lines.set(next, " ".repeat(indent + 2) + item);
        list.add(mapping(indent + 2));
      } else {
        next++;
        list.add(scalar(item));
      }
    }
    return list;
  }

  private Map<String, Object> mapping(int indent) {
    Map<String, Object> mapping = new LinkedHashMap<>();
    while (next < lines.size() && indent() == indent) {
      String line = lines.get(next++).strip();
      int colon = line.endsWith(":") ? line.length() - 1 : line.indexOf(": ");
      String key = scalar(line.substring(0, colon));
      mapping.put(key, line.endsWith(":") ? block() : scalar(line.substring(colon + 2)));
    }
    return mapping;
  }

  private String scalar(String text) {
    if (text.startsWith("!Ref ")) {
      return filledIn(text.substring(5));
    }
    if (text.startsWith("!Sub ")) {
      return Pattern.compile("\\$\\{([\\w:]+)}")
          .matcher(scalar(text.substring(5)))
          .replaceAll(name -> Matcher.quoteReplacement(filledIn(name.group(1))));
    }
    return text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
  }

  private String filledIn(String name) {
    String called = filledIn.get(name);
    if (called == null) {
      throw new AssertionError("the template fills " + name + " into a policy");
    }
    return called;
  }

  private int indent() {
    String line = lines.get(next);
    return line.length() - line.stripLeading().length();
  }
}
