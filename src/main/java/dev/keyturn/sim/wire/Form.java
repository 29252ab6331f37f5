package dev.keyturn.sim.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parameters of a Query request: {@code Action=GetUser&Version=2010-05-08&UserName=alice}. */
public final class Form {
  /**
   * IAM takes up to 50 tags at once; a list that is longer is cut off by us, not searched forever.
   */
  private static final int LONGEST_LIST = 1000;

  private final Map<String, String> fields;
  private final Constraints constraints;

  private Form(Map<String, String> fields, Service service) {
    this.fields = Collections.unmodifiableMap(fields);
    this.constraints = new Constraints(service);
  }

  /** Reads a form for {@code service}; empty where it can't be read. */
  public static Optional<Map<String, String>> read(String body) {
    Map<String, String> fields = new LinkedHashMap<>();
    int start = 0;
    while (start < body.length()) {
      int and = body.indexOf('&', start);
      int end = and < 0 ? body.length() : and;
      int equals = body.indexOf('=', start);
      try {
        if (equals >= 0 && equals < end) {
          fields.put(
              decode(body.substring(start, equals)), decode(body.substring(equals + 1, end)));
        } else if (end > start) {
          fields.put(decode(body.substring(start, end)), "");
        }
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
      start = end + 1;
    }
    return Optional.of(fields);
  }

  /** Parameters as a form has them: {@code Tags.member.1.Key} for the key of the first tag. */
  static Map<String, String> flat(Map<String, Object> members) {
    Map<String, String> fields = new LinkedHashMap<>();
    members.forEach((name, value) -> flatten(name, value, fields));
    return fields;
  }

  private static void flatten(String name, Object value, Map<String, String> into) {
    switch (value) {
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          flatten(name + ".member." + (i + 1), list.get(i), into);
        }
      }
      case Map<?, ?> map -> map.forEach((key, item) -> flatten(name + "." + key, item, into));
      default -> into.put(name, value.toString());
    }
  }

  /** The fields as parameters of a request to {@code service}. */
  public static Form of(Map<String, String> fields, Service service) {
    return new Form(fields, service);
  }

  /** The checks, with the service's error codes. */
  public Constraints constraints() {
    return constraints;
  }

  /** All parameters as they came. */
  public Map<String, String> fields() {
    return fields;
  }

  /** A parameter, or null. */
  public @Nullable String get(String name) {
    return fields.get(name);
  }

  /** A parameter that must be there. */
  public String required(String name) {
    return constraints.present(name, get(name));
  }

  /** A number, both ends included. */
  public int number(String name, int least, int most, int otherwise) {
    return constraints.number(name, get(name), least, most, otherwise);
  }

  /** A list of texts: {@code TagKeys.member.1=a&TagKeys.member.2=b}. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (int i = 1; i <= LONGEST_LIST; i++) {
      String text = get(name + ".member." + i);
      if (text == null) {
        break;
      }
      texts.add(text);
    }
    return texts;
  }

  /** A list of tags: {@code Tags.member.1.Key=a&Tags.member.1.Value=b}. */
  public List<Map.Entry<String, String>> tags() {
    List<Map.Entry<String, String>> tags = new ArrayList<>();
    for (int i = 1; i <= LONGEST_LIST; i++) {
      String member = "Tags.member." + i;
      if (get(member + ".Key") == null && get(member + ".Value") == null) {
        break;
      }
      String key = constraints.present("tags." + i + ".member.key", get(member + ".Key"));
      String value = constraints.present("tags." + i + ".member.value", get(member + ".Value"));
      tags.add(Map.entry(key, value));
    }
    return tags;
  }

  private static String decode(String text) {
    return text.indexOf('%') < 0 && text.indexOf('+') < 0
        ? text
        : URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
