package dev.keyturn.inventory;

import dev.keyturn.model.UserDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which secret each of many users is to have: a text with {@code {user}}, {@code {path}}, {@code
 * {account}} and {@code {tag:NAME}} in it. What users and tags say is put in as it is, and a name
 * that Secrets Manager would not take is none: nothing that stands in a tag turns into another kind
 * of name.
 */
public final class SecretNamePattern {
  private static final Pattern PART = Pattern.compile("\\{([^{}]*)\\}");
  private static final Pattern USER_ARN =
      Pattern.compile("arn:[a-z0-9-]+:iam::(\\d{12}):user(/.*)?/([^/]+)");

  /** As CreateSecret takes it. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}");

  private static final String TAG = "tag:";

  /** What a pattern gives for a user. */
  public sealed interface Result {
    /** The secret's name. */
    record Named(String secret) implements Result {}

    /** None, for this reason. */
    record Unnamed(String why) implements Result {}
  }

  private final String text;

  private SecretNamePattern(String text) {
    this.text = text;
  }

  /** A pattern without {@link #problems}. */
  public static SecretNamePattern of(String text) {
    return new SecretNamePattern(text);
  }

  /** What is wrong with a pattern, in sentences. */
  public static List<String> problems(String text) {
    List<String> problems = new ArrayList<>();
    List<String> parts = PART.matcher(text).results().map(part -> part.group(1)).toList();
    for (String part : parts) {
      if (!List.of("user", "path", "account").contains(part)
          && !(part.startsWith(TAG) && part.length() > TAG.length())) {
        problems.add(
            "there is no {%s}; there are {user}, {path}, {account} and {tag:NAME}".formatted(part));
      }
    }
    String rest = PART.matcher(text).replaceAll("x");
    if (!NAME.matcher(rest).matches()) {
      problems.add(
          "\"%s\" makes no secret's name: of letters, digits and /_+=.@-, at most 512"
              .formatted(text));
    }
    if (parts.stream().noneMatch(part -> part.equals("user") || part.startsWith(TAG))) {
      problems.add("without {user} all users would have one secret");
    }
    return problems;
  }

  /**
   * The name for a user.
   *
   * @param user with its tags
   */
  public Result nameFor(UserDescription user) {
    Matcher arn = USER_ARN.matcher(user.arn());
    if (!arn.matches()) {
      return new Result.Unnamed("Its ARN is not one of a user's: " + user.arn());
    }
    String path = Optional.ofNullable(arn.group(2)).map(it -> it.substring(1)).orElse("");
    Map<String, String> tags = user.tags().orElse(Map.of());
    StringBuilder name = new StringBuilder();
    Matcher parts = PART.matcher(text);
    while (parts.find()) {
      String part = parts.group(1);
      String value =
          switch (part) {
            case "user" -> arn.group(3);
            case "path" -> path;
            case "account" -> arn.group(1);
            default -> tags.getOrDefault(part.substring(TAG.length()), "");
          };
      if (value.isBlank()) {
        return new Result.Unnamed(
            part.equals("path")
                ? "It has no path, and the secret's name is to have it."
                : "It has no tag %s, and the secret's name is to have it."
                    .formatted(part.substring(TAG.length())));
      }
      parts.appendReplacement(name, Matcher.quoteReplacement(value));
    }
    parts.appendTail(name);
    return NAME.matcher(name).matches()
        ? new Result.Named(name.toString())
        : new Result.Unnamed(
            "\"%s\" is no secret's name: of letters, digits and /_+=.@-, at most 512."
                .formatted(name));
  }
}
