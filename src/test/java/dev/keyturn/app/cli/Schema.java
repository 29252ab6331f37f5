package dev.keyturn.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * As much of JSON Schema as our own schema uses; a keyword that is not understood here is an error,
 * so that nothing in the schema goes unchecked.
 */
public final class Schema {
  private static final Set<String> NOTES = Set.of("$schema", "$defs", "title", "description");

  private final Map<?, ?> root;
  private final List<String> problems = new ArrayList<>();

  private Schema(Map<?, ?> root) {
    this.root = root;
  }

  /** What is wrong with a document's text by the schema in a file; empty when nothing is. */
  public static List<String> problems(Path file, String text) {
    return problems(file, ParsedJson.parse(text));
  }

  /** What is wrong with a document by the schema in a file; empty when nothing is. */
  static List<String> problems(Path file, Object document) {
    try {
      Schema schema = new Schema((Map<?, ?>) ParsedJson.parse(Files.readString(file)));
      schema.check(schema.root, document, "$");
      return schema.problems;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private void check(Map<?, ?> schema, Object value, String at) {
    schema.forEach((keyword, rule) -> {
      boolean holds =
          switch ((String) keyword) {
            case "type" -> types(rule).contains(type(value));
            case "const" -> rule.equals(value);
            case "enum" -> ((List<?>) rule).contains(value);
            case "pattern" ->
                !(value instanceof String text)
                    || Pattern.compile((String) rule).matcher(text).find();
            case "required" ->
                !(value instanceof Map<?, ?> map) || map.keySet().containsAll((List<?>) rule);
            case "anyOf" -> anyOf((List<?>) rule, value, at);
            case "$ref" -> refers((String) rule, value, at);
            case "items" -> items((Map<?, ?>) rule, value, at);
            case "properties" -> properties((Map<?, ?>) rule, value, at);
            case "additionalProperties" -> others(schema, rule, value, at);
            default -> NOTES.contains(keyword);
          };
      if (!holds) {
        problems.add("%s: %s %s does not hold for %s".formatted(at, keyword, rule, value));
      }
    });
  }

  private static List<?> types(Object rule) {
    return rule instanceof List<?> several ? several : List.of(rule);
  }

  private static String type(Object value) {
    return switch (value) {
      case Map<?, ?> map -> "object";
      case List<?> list -> "array";
      case String text -> "string";
      case Long number -> "integer";
      case Boolean truth -> "boolean";
      case Optional<?> none -> "null";
      default -> throw new AssertionError(value.getClass());
    };
  }

  private boolean anyOf(List<?> choices, Object value, String at) {
    for (Object choice : choices) {
      Schema trial = new Schema(root);
      trial.check((Map<?, ?>) choice, value, at);
      if (trial.problems.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private boolean refers(String reference, Object value, String at) {
    Object[] path = reference.substring(2).split("/");
    check((Map<?, ?>) ParsedJson.at(root, path), value, at);
    return true;
  }

  private boolean items(Map<?, ?> schema, Object value, String at) {
    if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        check(schema, list.get(i), at + "[" + i + "]");
      }
    }
    return true;
  }

  private boolean properties(Map<?, ?> schemas, Object value, String at) {
    if (value instanceof Map<?, ?> object) {
      object.forEach((name, part) -> {
        if (schemas.get(name) instanceof Map<?, ?> schema) {
          check(schema, part, at + "." + name);
        }
      });
    }
    return true;
  }

  private boolean others(Map<?, ?> schema, Object rule, Object value, String at) {
    Set<?> known = schema.get("properties") instanceof Map<?, ?> map ? map.keySet() : Set.of();
    if (value instanceof Map<?, ?> object) {
      for (Map.Entry<?, ?> entry : object.entrySet()) {
        if (!known.contains(entry.getKey())) {
          if (!(rule instanceof Map<?, ?> further)) {
            return false;
          }
          check(further, entry.getValue(), at + "." + entry.getKey());
        }
      }
    }
    return true;
  }
}
