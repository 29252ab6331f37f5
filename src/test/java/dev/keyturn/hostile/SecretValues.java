package dev.keyturn.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.keyturn.aws.SecretFormat;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.VersionValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A secret's value: refused with a sentence, or rotated with everything else in it kept. */
public final class SecretValues {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> OURS =
      Set.of("UserName", "AccessKeyId", "SecretAccessKey", "SmtpUserName", "SmtpPassword");

  private SecretValues() {}

  /** Tries one value. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    switch (SecretFormat.DEFAULT.parse(SecretText.of(text))) {
      case VersionValue.Unusable(String problem, String fix) -> {
        assertThat(problem).endsWith(".");
        assertThat(fix).endsWith(".");
      }
      case VersionValue.Holds(Credential credential, SecretText document, int size) ->
          rotated(text, credential, size);
      case VersionValue.Absent absent -> throw new AssertionError("a value is there");
    }
  }

  private static void rotated(String text, Credential before, int size) {
    Credential one = key(before, "AKIAIOSFODNN7EXAMPL1", "/+s1".repeat(10));
    Credential two = key(before, "AKIAIOSFODNN7EXAMPL2", "/+s2".repeat(10));
    String first = over(text, one);
    assertThat(SecretFormat.DEFAULT.parse(SecretText.of(first)))
        .isInstanceOfSatisfying(
            VersionValue.Holds.class, holds -> assertThat(holds.credential()).isEqualTo(one));
    assertThat(first.getBytes(StandardCharsets.UTF_8)).hasSize(size);
    assertThat(over(over(first, two), one)).isEqualTo(first);
    assertThat(others(first)).isEqualTo(others(text));
  }

  private static Credential key(Credential before, String id, String secret) {
    return new Credential(before.user(), new AccessKeyId(id), SecretText.of(secret));
  }

  private static String over(String text, Credential credential) {
    return SecretFormat.DEFAULT.render(Optional.of(SecretText.of(text)), credential).reveal();
  }

  /** Every token of the document but the values of our own fields, as another reader sees them. */
  private static List<String> others(String text) {
    List<String> tokens = new ArrayList<>();
    try (JsonParser parser = JSON.createParser(text.getBytes(StandardCharsets.UTF_8))) {
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        tokens.add(token + " " + parser.getText());
        if (depth == 1 && token == JsonToken.FIELD_NAME && OURS.contains(parser.currentName())) {
          parser.nextToken();
          parser.skipChildren();
        }
      }
      return tokens;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
