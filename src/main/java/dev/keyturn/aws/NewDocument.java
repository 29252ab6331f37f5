package dev.keyturn.aws;

import static dev.keyturn.json.JsonText.quoted;

import dev.keyturn.model.Credential;
import dev.keyturn.model.FieldPath;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.SecretFields.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes a value that holds a credential in its fields, and nothing else. */
final class NewDocument {
  /** A field, or what fields are in. */
  private sealed interface Node {}

  private record Leaf(String value) implements Node {}

  private record Branch(Map<String, Node> fields) implements Node {}

  private NewDocument() {}

  /** The value for a credential. */
  static String of(SecretFields fields, Credential credential) {
    return of(fields, place -> SecretFormat.valueAt(place, credential), ":", ",");
  }

  /** The value for people to read. */
  static String of(SecretFields fields, Function<Place, String> values) {
    return of(fields, values, ": ", ", ");
  }

  private static String of(
      SecretFields fields, Function<Place, String> values, String colon, String comma) {
    Branch document = new Branch(new LinkedHashMap<>());
    fields.places().forEach(place -> put(document, place.path(), values.apply(place)));
    return switch (fields.form()) {
      case JSON -> json(document, colon, comma);
      case INI -> ini(document);
    };
  }

  private static void put(Branch document, FieldPath path, String value) {
    List<String> names = path.names();
    Branch at = document;
    for (String name : names.subList(0, names.size() - 1)) {
      if (at.fields().computeIfAbsent(name, it -> new Branch(new LinkedHashMap<>()))
          instanceof Branch inner) {
        at = inner;
      }
    }
    at.fields().put(names.getLast(), new Leaf(value));
  }

  private static String json(Node node, String colon, String comma) {
    return switch (node) {
      case Leaf(String value) -> quoted(value);
      case Branch(Map<String, Node> fields) ->
          fields.entrySet().stream()
              .map(field -> quoted(field.getKey()) + colon + json(field.getValue(), colon, comma))
              .collect(Collectors.joining(comma, "{", "}"));
    };
  }

  /** What is in no section comes before all sections. */
  private static String ini(Branch document) {
    StringBuilder text = new StringBuilder();
    document
        .fields()
        .forEach((name, node) -> {
          if (node instanceof Leaf(String value)) {
            text.append(name).append(" = ").append(IniFieldFinder.spelled(value)).append('\n');
          }
        });
    document
        .fields()
        .forEach((name, node) -> {
          if (node instanceof Branch section) {
            text.append('[').append(name).append("]\n").append(ini(section));
          }
        });
    return text.toString();
  }
}
