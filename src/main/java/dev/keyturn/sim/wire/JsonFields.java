package dev.keyturn.sim.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a JSON 1.1 request. A value of the wrong type is refused as AWS does. */
public final class JsonFields {
  private final Map<String, Object> fields;
  private final Constraints constraints;

  /** The members of a JSON object: text, whole numbers, booleans, lists and maps of the same. */
  public JsonFields(Map<String, Object> fields, Service service) {
    this.fields = fields;
    this.constraints = new Constraints(service);
  }

  /** The checks, with the service's error codes. */
  public Constraints constraints() {
    return constraints;
  }

  /** A text, or null. */
  public @Nullable String get(String name) {
    return value(name, String.class);
  }

  /** A text that must be there. */
  public String required(String name) {
    return constraints.present(name, get(name));
  }

  /** A number, both ends included. */
  public int number(String name, int least, int most, int otherwise) {
    Long number = value(name, Long.class);
    return constraints.number(
        name, number == null ? null : number.toString(), least, most, otherwise);
  }

  /** Refuses a request without this list, or with nothing in it. */
  public void requireMembers(String name) {
    if (!has(name)) {
      throw constraints.missing(name);
    }
    if (list(name).isEmpty()) {
      throw constraints.tooFew(name);
    }
  }

  /** A boolean. */
  public boolean flag(String name, boolean otherwise) {
    Boolean flag = value(name, Boolean.class);
    return flag == null ? otherwise : flag;
  }

  /** A list of texts, empty where there is none. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object item : list(name)) {
      texts.add(as(item, name, String.class));
    }
    return texts;
  }

  /** Whether the parameter is there at all. */
  public boolean has(String name) {
    return fields.get(name) != null;
  }

  /** An object, or null. */
  public @Nullable JsonFields object(String name) {
    Map<?, ?> map = value(name, Map.class);
    return map == null ? null : nested(map);
  }

  /** A list of objects, empty where there is none. */
  public List<JsonFields> objects(String name) {
    List<JsonFields> objects = new ArrayList<>();
    for (Object item : list(name)) {
      objects.add(nested(as(item, name, Map.class)));
    }
    return objects;
  }

  /** Parameters for people: scalars, lists of text and tags, but nothing that is secret. */
  public Map<String, String> shown() {
    Map<String, String> shown = new LinkedHashMap<>();
    fields.forEach((name, value) -> {
      if (!name.equals("SecretString")
          && !name.equals("SecretBinary")
          && !name.equals("RotationToken")) {
        shown.put(name, String.valueOf(value));
      }
    });
    return shown;
  }

  private List<?> list(String name) {
    List<?> list = value(name, List.class);
    return list == null ? List.of() : list;
  }

  private JsonFields nested(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put((String) key, value));
    return new JsonFields(copy, constraints.service());
  }

  private <T> @Nullable T value(String name, Class<T> type) {
    Object value = fields.get(name);
    return value == null ? null : as(value, name, type);
  }

  private <T> T as(Object value, String name, Class<T> type) {
    if (!type.isInstance(value)) {
      throw CommonError.UNREADABLE.in(
          constraints.service(), "The value of " + name + " has the wrong type");
    }
    return type.cast(value);
  }
}
