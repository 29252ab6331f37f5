package dev.keyturn.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a field is in a secret's value: its name, behind those of what it is in. In a list, a name
 * is a place counted from 0.
 *
 * @param names from the outermost inwards
 */
public record FieldPath(List<String> names) {
  private static final String PLAIN = "_.:+-@";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  public FieldPath {
    names = List.copyOf(names);
    if (names.isEmpty() || names.contains("")) {
      throw new IllegalArgumentException("a path needs names");
    }
  }

  /** The path of these names. */
  public static FieldPath of(String... names) {
    return new FieldPath(List.of(names));
  }

  /**
   * Reads a path as a tag spells it: names with {@code /} between them. A character that may not be
   * in a tag, or that means something there, is spelled by its bytes in UTF-8, as in a mail
   * (quoted-printable): {@code =20} is a space.
   *
   * @return empty for what is none
   */
  static Optional<FieldPath> parse(String text) {
    List<String> names = new ArrayList<>();
    for (String part : text.split("/", -1)) {
      Optional<String> name = unescaped(part).filter(it -> !it.isEmpty());
      if (name.isEmpty()) {
        return Optional.empty();
      }
      names.add(name.get());
    }
    return Optional.of(new FieldPath(names));
  }

  /** The path as a tag spells it. */
  public String text() {
    return names.stream().map(FieldPath::escaped).collect(Collectors.joining("/"));
  }

  /** The name of the field itself. */
  public String last() {
    return names.getLast();
  }

  /** Whether both are of fields of the same object, list or section. */
  public boolean isBeside(FieldPath other) {
    return names
        .subList(0, names.size() - 1)
        .equals(other.names.subList(0, other.names.size() - 1));
  }

  /** Whether the other is the same field, or in this one. */
  boolean holds(FieldPath other) {
    return other.names.size() >= names.size() && other.names.subList(0, names.size()).equals(names);
  }

  /** A text as {@link #parse} takes it. */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          String character = Character.toString(c);
          if (Character.isLetter(c) || Character.isDigit(c) || PLAIN.contains(character)) {
            escaped.append(character);
          } else {
            for (byte octet : character.getBytes(StandardCharsets.UTF_8)) {
              escaped.append('=').append(HEX.toHexDigits(octet));
            }
          }
        });
    return escaped.toString();
  }

  /** The text that is spelled so; empty where it is spelled wrong. */
  static Optional<String> unescaped(String text) {
    byte[] spelled = text.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[spelled.length];
    int length = 0;
    for (int i = 0; i < spelled.length; i++) {
      boolean isEscape = spelled[i] == '=';
      if (isEscape && !isHex(spelled, i + 1, i + 2)) {
        return Optional.empty();
      }
      bytes[length++] =
          isEscape
              ? (byte) (Character.digit(spelled[++i], 16) << 4 | Character.digit(spelled[++i], 16))
              : spelled[i];
    }
    byte[] meant = Arrays.copyOf(bytes, length);
    String read = new String(meant, StandardCharsets.UTF_8);
    return Optional.of(read)
        .filter(it -> Arrays.equals(it.getBytes(StandardCharsets.UTF_8), meant));
  }

  private static boolean isHex(byte[] text, int first, int second) {
    return second < text.length
        && HexFormat.isHexDigit(text[first])
        && HexFormat.isHexDigit(text[second]);
  }

  @Override
  public String toString() {
    return text();
  }
}
