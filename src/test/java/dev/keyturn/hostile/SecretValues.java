package dev.keyturn.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.keyturn.aws.SecretFormat;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.FieldPath;
import dev.keyturn.model.RecognisedFields;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.SecretFields.Part;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A secret's value: refused with a sentence, or rotated with every other byte of it kept. Each is
 * tried as it is, once more with other names for its fields, and with the fields that are
 * recognised in it, also between the lines of a credentials file.
 */
public final class SecretValues {
  /** Names that need escapes, and are parts of each other, as far as names can be hostile. */
  static final SecretFormat OTHER_NAMES =
      new SecretFormat(
          new SecretFields(
              SecretFields.Form.JSON,
              Optional.empty(),
              List.of(
                  new SecretFields.Place(Part.USER, FieldPath.of("user")),
                  new SecretFields.Place(Part.ID, FieldPath.of("user.key \"é\"")),
                  new SecretFields.Place(Part.SECRET, FieldPath.of("user.key")))));

  /** A value of a secret has 65,536 bytes; one number or name may take all of them. */
  private static final int LARGEST = 65_536;

  private static final String SMTP_PASSWORD = "SmtpPassword";
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(LARGEST)
                  .maxNameLength(LARGEST)
                  .build())
          .build();

  private SecretValues() {}

  /** A field of the whole document: where its value stands in the bytes. */
  private record Field(String name, int start, int end) {}

  /** Tries one value. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    tried(text, SecretFormat.DEFAULT);
    tried(renamed(text), OTHER_NAMES);
    recognised(text);
    recognised(asCredentialsFile(text));
  }

  /** What is recognised can be adopted: it holds the key, and another one in its place. */
  static boolean recognised(String text) {
    return SecretFormat.recognise(SecretText.of(text), new UserName("app"), Set.of())
            instanceof RecognisedFields.Known(SecretFields fields)
        && turned(text, new SecretFormat(fields));
  }

  private static boolean turned(String text, SecretFormat format) {
    if (format.parse(SecretText.of(text)) instanceof VersionValue.Holds holds) {
      if (holds.sizeAfterRotation() > LARGEST) {
        return true;
      }
      Credential one = key(holds.credential(), "AKIAIOSFODNN7EXAMPL1", "/+s1".repeat(10));
      Credential two = key(holds.credential(), "AKIAIOSFODNN7EXAMPL2", "/+s2".repeat(10));
      String first = over(text, format, one);
      assertThat(first.getBytes(StandardCharsets.UTF_8)).hasSize(holds.sizeAfterRotation());
      assertThat(over(over(first, format, two), format, one)).isEqualTo(first);
      return true;
    }
    throw new AssertionError("what was recognised holds no key");
  }

  /** The same between the lines of a credentials file. */
  static String asCredentialsFile(String text) {
    return "[x]\naws_access_key_id = AKIAIOSFODNN7EXAMPL3\n%s\naws_secret_access_key = /+s3\n"
        .formatted(text);
  }

  /** With the names of {@link #OTHER_NAMES} where those of the default are spelled as usual. */
  static String renamed(String text) {
    return text.replace("\"UserName\"", "\"user\"")
        .replace("\"AccessKeyId\"", "\"user.key \\\"\\u00e9\\\"\"")
        .replace("\"SecretAccessKey\"", "\"user.key\"");
  }

  /** Whether it was fit for a rotation. */
  static boolean tried(String text, SecretFormat format) {
    return switch (format.parse(SecretText.of(text))) {
      case VersionValue.Unusable(String problem, String fix) -> {
        assertThat(problem).endsWith(".");
        assertThat(fix).endsWith(".");
        yield false;
      }
      case VersionValue.Holds holds -> {
        rotated(text, format, holds.credential(), holds.sizeAfterRotation());
        yield true;
      }
      case VersionValue.Absent absent -> throw new AssertionError("a value is there");
    };
  }

  private static void rotated(String text, SecretFormat format, Credential before, int size) {
    Credential one = key(before, "AKIAIOSFODNN7EXAMPL1", "/+s1".repeat(10));
    Credential two = key(before, "AKIAIOSFODNN7EXAMPL2", "/+s2".repeat(10));
    String first = over(text, format, one);
    assertThat(format.parse(SecretText.of(first)))
        .isInstanceOfSatisfying(
            VersionValue.Holds.class, holds -> assertThat(holds.credential()).isEqualTo(one));
    assertThat(first.getBytes(StandardCharsets.UTF_8)).hasSize(size);
    assertThat(over(over(first, format, two), format, one)).isEqualTo(first);
    assertThat(others(first, format)).isEqualTo(others(text, format));
  }

  private static Credential key(Credential before, String id, String secret) {
    return new Credential(before.user(), new AccessKeyId(id), SecretText.of(secret));
  }

  private static String over(String text, SecretFormat format, Credential credential) {
    return format.render(Optional.of(SecretText.of(text)), credential).reveal();
  }

  /**
   * All that stands before, between and behind the values that another key replaces, byte for byte:
   * the user's name is none of them, and what is SMTP's only where there is a password to derive.
   * Where they stand is found by another reader, which counts bytes.
   */
  static List<String> others(String text, SecretFormat format) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<Field> fields = fields(text);
    Set<String> replaced = new HashSet<>();
    format.fields().of(Part.ID).forEach(path -> replaced.add(path.last()));
    format.fields().of(Part.SECRET).forEach(path -> replaced.add(path.last()));
    if (fields.stream().anyMatch(field -> field.name().equals(SMTP_PASSWORD))) {
      replaced.addAll(Set.of(SMTP_PASSWORD, "SmtpUserName"));
    }
    List<String> kept = new ArrayList<>();
    int from = 0;
    for (Field field : fields) {
      if (replaced.contains(field.name())) {
        kept.add(part(bytes, from, field.start()));
        from = field.end();
      }
    }
    kept.add(part(bytes, from, bytes.length));
    return kept;
  }

  /** Two parts are equal as text where their bytes are: all of it is UTF-8. */
  private static String part(byte[] bytes, int from, int to) {
    return new String(Arrays.copyOfRange(bytes, from, to), StandardCharsets.UTF_8);
  }

  private static List<Field> fields(String text) {
    boolean marked = text.startsWith(BYTE_ORDER_MARK);
    int offset = marked ? BYTE_ORDER_MARK.getBytes(StandardCharsets.UTF_8).length : 0;
    byte[] document = text.substring(marked ? 1 : 0).getBytes(StandardCharsets.UTF_8);
    List<Field> fields = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(document)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        parser.nextToken();
        int start = offset + (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int end = offset + (int) parser.currentLocation().getByteOffset();
        fields.add(new Field(parser.currentName(), start, end));
      }
      return fields;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
