package dev.keyturn.aws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One of AWS's shared files as the AWS CLI reads it, with the lines on which things stand. It reads
 * by Python's {@code configparser} (botocore, {@code configloader.raw_config_parse}): names in any
 * case, {@code =} or {@code :}, any indent; a line that is indented deeper than the one before goes
 * on with that one's value; what is there twice is an error.
 */
final class CliProfileFile {
  /**
   * A property.
   *
   * @param value all lines of it
   * @param line where it begins, counted from 1
   * @param goesOnAt the first further line of its value; 0 where there is none
   */
  record Property(String value, int line, int goesOnAt) {}

  /**
   * What the AWS CLI refuses a file for.
   *
   * @param what is wrong and what to do, without anything of a value
   */
  record Problem(int line, String what) {}

  private static final Pattern SECTION = Pattern.compile("\\[(.+)\\].*");
  private static final Pattern PROPERTY = Pattern.compile("(.*?)\\s*[=:]\\s*(.*)");
  private static final Pattern LINE = Pattern.compile("\\r\\n|\\r|\\n");
  private static final Pattern PROFILE =
      Pattern.compile("profile\\s+(?:\"([^\"]+)\"|'([^']+)'|(\\S+))");

  private final Map<String, Map<String, Property>> sections = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private @Nullable Map<String, Property> section;
  private @Nullable String property;
  private int indent;

  private CliProfileFile() {}

  /** Reads a whole file. */
  static CliProfileFile read(String text) {
    CliProfileFile file = new CliProfileFile();
    int number = 0;
    for (String line : LINE.split(text, -1)) {
      number++;
      file.read(line, number);
    }
    return file;
  }

  /** What is wrong with it, in the order of its lines. */
  List<Problem> problems() {
    return List.copyOf(problems);
  }

  /** The properties of each profile, names in lower case, as a credentials file names profiles. */
  Map<String, Map<String, Property>> credentials() {
    return Map.copyOf(sections);
  }

  /** The same as a configuration file names profiles: {@code [profile NAME]}. */
  Map<String, Map<String, Property>> configuration() {
    Map<String, Map<String, Property>> profiles = new HashMap<>();
    sections.forEach((header, properties) ->
        profileIn(header).ifPresent(name -> profiles.put(name, properties)));
    return Map.copyOf(profiles);
  }

  private static Optional<String> profileIn(String header) {
    Matcher profile = PROFILE.matcher(header.strip());
    if (!profile.matches()) {
      return Optional.of(header).filter(SharedFiles.DEFAULT::equals);
    }
    return Optional.ofNullable(profile.group(1))
        .or(() -> Optional.ofNullable(profile.group(2)))
        .or(() -> Optional.ofNullable(profile.group(3)));
  }

  private void read(String line, int number) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
      return;
    }
    int depth = line.indexOf(text.charAt(0));
    if (section != null && property != null && depth > indent) {
      section.computeIfPresent(property, (name, begun) -> goneOn(begun, text, number));
      return;
    }
    indent = depth;
    Matcher header = SECTION.matcher(text);
    if (header.matches()) {
      begin(header.group(1), number);
    } else if (section == null) {
      problems.add(
          new Problem(
              number,
              text.startsWith("\uFEFF")
                  ? "the file begins with a byte order mark. Save it as UTF-8 without one"
                  : "there is no [profile] above it. Write one"));
    } else {
      set(section, text, number);
    }
  }

  private static Property goneOn(Property begun, String text, int number) {
    return new Property(
        begun.value() + "\n" + text,
        begun.line(),
        begun.goesOnAt() == 0 ? number : begun.goesOnAt());
  }

  private void begin(String name, int number) {
    if (!names.add(name)) {
      problems.add(new Problem(number, "the same [profile] is there twice. Take one of them away"));
    }
    property = null;
    section = sections.computeIfAbsent(name, header -> new HashMap<>());
  }

  private void set(Map<String, Property> into, String text, int number) {
    Matcher found = PROPERTY.matcher(text);
    if (!found.matches() || found.group(1).isEmpty()) {
      problems.add(
          new Problem(
              number, "it is neither [profile] nor NAME = VALUE. Make it one, or take it away"));
      return;
    }
    String name = found.group(1).strip().toLowerCase(Locale.ROOT);
    if (into.put(name, new Property(found.group(2), number, 0)) != null) {
      problems.add(
          new Problem(
              number, "the profile sets the same for the second time. Take one of them away"));
    }
    property = name;
  }
}
