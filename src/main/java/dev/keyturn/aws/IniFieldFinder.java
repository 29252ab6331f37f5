package dev.keyturn.aws;

import dev.keyturn.model.FieldPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Finds fields of a text that is written as a credentials file is: sections in brackets, lines of
 * {@code name = value}, comments that begin with {@code #} or {@code ;}. A line that is indented
 * deeper than the one it follows belongs to that one, as the AWS CLI has it.
 */
final class IniFieldFinder {
  private static final Pattern ONE_WORD = Pattern.compile("\\S*");
  private static final String SEVERAL_WORDS = "more than one word";
  private static final String SEVERAL_LINES = "several lines";

  /** A line that sets something. */
  private static final class Property {
    private final FieldPath path;
    private final String text;
    private final int start;
    private boolean goesOn;

    private Property(FieldPath path, String text, int start) {
      this.path = path;
      this.text = text;
      this.start = start;
    }

    private DocumentFields.Field field() {
      String type =
          goesOn
              ? SEVERAL_LINES
              : ONE_WORD.matcher(text).matches() ? DocumentFields.STRING : SEVERAL_WORDS;
      return new DocumentFields.Field(type, text, start, start + text.length());
    }
  }

  private final List<Property> properties = new ArrayList<>();
  private Optional<String> section = Optional.empty();
  private Optional<Property> last = Optional.empty();
  private int indent;

  private IniFieldFinder() {}

  /** Reads the whole of {@code text}, and keeps the wanted fields of it. */
  static DocumentFields read(String text, Set<FieldPath> wanted) {
    Map<FieldPath, DocumentFields.Field> found = new HashMap<>();
    if (text.isBlank()) {
      return new DocumentFields.Flaw("is empty");
    }
    for (Property property : propertiesOf(text)) {
      if (wanted.contains(property.path) && found.put(property.path, property.field()) != null) {
        return new DocumentFields.Flaw("has a field twice");
      }
    }
    return new DocumentFields.Found(Map.copyOf(found));
  }

  /** The properties whose text is looked for. */
  static List<DocumentFields.Text> texts(String text, Predicate<String> sought) {
    return propertiesOf(text).stream()
        .filter(property -> sought.test(property.text))
        .map(property -> new DocumentFields.Text(Optional.of(property.path), property.text))
        .toList();
  }

  /** A value as it is written there: what would end or begin another line is none. */
  static String spelled(String value) {
    if (value.isEmpty() || !ONE_WORD.matcher(value).matches()) {
      throw new IllegalArgumentException("the value is not one word");
    }
    return value;
  }

  private static List<Property> propertiesOf(String text) {
    IniFieldFinder finder = new IniFieldFinder();
    int start = text.startsWith("\uFEFF") ? 1 : 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start) < 0 ? text.length() : text.indexOf('\n', start);
      finder.read(text.substring(start, end), start);
      start = end + 1;
    }
    return finder.properties;
  }

  private void read(String line, int at) {
    String stripped = line.strip();
    if (stripped.isEmpty() || stripped.startsWith("#") || stripped.startsWith(";")) {
      return;
    }
    int depth = line.indexOf(stripped.charAt(0));
    int equals = line.indexOf('=');
    if (last.isPresent() && depth > indent) {
      last.get().goesOn = true;
    } else if (stripped.startsWith("[")) {
      String name = stripped.substring(1, Math.max(1, stripped.lastIndexOf(']'))).strip();
      section = Optional.of(name).filter(it -> !it.isEmpty());
      last = Optional.empty();
    } else if (equals > depth) {
      indent = depth;
      last = Optional.of(property(line, equals, at));
      properties.add(last.get());
    }
  }

  private Property property(String line, int equals, int at) {
    List<String> names = new ArrayList<>();
    section.ifPresent(names::add);
    names.add(line.substring(0, equals).strip());
    String value = line.substring(equals + 1).strip();
    int start = value.isEmpty() ? equals + 1 : line.indexOf(value.charAt(0), equals + 1);
    return new Property(new FieldPath(names), value, at + start);
  }
}
