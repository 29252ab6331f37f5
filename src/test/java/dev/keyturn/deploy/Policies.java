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

  private Policies() {}

  /** All of them, by the names of their files. */
  public static List<String> names() {
    try (Stream<Path> files = Files.list(FOLDER)) {
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
    String text;
    try {
      text = Files.readString(FOLDER.resolve(name + ".json"));
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
    return actions(name, "Allow");
  }

  /** The actions that a policy denies. */
  static Set<String> denied(String name) {
    return actions(name, "Deny");
  }

  private static Set<String> actions(String name, String effect) {
    Set<String> actions = new TreeSet<>();
    for (Object statement :
        list(ParsedJson.at(ParsedJson.parse(text(name, Map.of())), "Statement"))) {
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
