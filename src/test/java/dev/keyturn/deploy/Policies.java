package dev.keyturn.deploy;

import dev.keyturn.app.cli.ParsedJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The policies of {@code deploy/policies}, with names in braces for what a deployment fills in. */
public final class Policies {
  private static final Path FOLDER = Path.of("deploy", "policies");

  private static final Path HUB = Path.of("deploy", "organization", "policies");

  private Policies() {}

  /** All of them, by the names of their files. */
  public static List<String> names() {
    return names(FOLDER);
  }

  /** Those of an organization's hub, which stand in a folder of their own. */
  public static List<String> ofTheHub() {
    return names(HUB);
  }

  private static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is filled in where users and secrets may be called anything. */
  static Map<String, String> everywhere(String account, String region) {
    return Map.of(
        "partition", "aws",
        "account", account,
        "region", region,
        "user_path", "/",
        "secret_prefix", "");
  }

  /** What is filled in where users are under a path, and secrets have a prefix. */
  public static Map<String, String> fenced(
      String account, String region, String userPath, String secretPrefix) {
    return Map.of(
        "partition", "aws",
        "account", account,
        "region", region,
        "user_path", userPath,
        "secret_prefix", secretPrefix);
  }

  /** A policy with what a deployment fills in. IAM's own variables stay. */
  public static String text(String name, Map<String, String> values) {
    return text(FOLDER, name, values);
  }

  /** The same of a policy of the hub. */
  public static String hubText(String name, Map<String, String> values) {
    return text(HUB, name, values);
  }

  private static String text(Path folder, String name, Map<String, String> values) {
    String text;
    try {
      text = Files.readString(folder.resolve(name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Map.Entry<String, String> value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue());
    }
    return text;
  }

  /** The actions that a policy allows. */
  public static Set<String> allowed(String name) {
    return actions(text(name, Map.of()), "Allow");
  }

  /** The actions that a policy of the hub allows. */
  public static Set<String> allowedInTheHub(String name) {
    return actions(hubText(name, Map.of()), "Allow");
  }

  /** The actions that a policy denies. */
  static Set<String> denied(String name) {
    return actions(text(name, Map.of()), "Deny");
  }

  private static Set<String> actions(String policy, String effect) {
    Set<String> actions = new TreeSet<>();
    for (Object statement : list(ParsedJson.at(ParsedJson.parse(policy), "Statement"))) {
      if (ParsedJson.at(statement, "Effect").equals(effect)) {
        list(ParsedJson.at(statement, "Action")).forEach(action -> actions.add((String) action));
      }
    }
    return actions;
  }

  /** Where IAM takes one or several, as several. */
  static List<?> list(Object oneOrMany) {
    return oneOrMany instanceof List<?> many ? many : List.of(oneOrMany);
  }
}
