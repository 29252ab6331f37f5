package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue.Holds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents drawn at random: whatever else is in them stays, byte for byte. */
class SecretFormatPropertyTest {
  private static final List<String> SPACES = List.of("", "", " ", "\n  ", "\t", "\r\n");
  private static final List<String> TEXTS =
      List.of(
          "", "a", "é", "😀", "\\u00e9", "\\ud83d\\ude00", "\\\"", "\\\\", "\\/", "\\n", "}", ":");
  private static final List<String> BLANKS = List.of("", "", " ", "  ", "\t");
  private static final List<String> ENDS = List.of("\n", "\n", "\r\n", "\n\n");
  private static final String ID_MARK = "<id>";
  private static final String SECRET_MARK = "<secret>";

  private final StringBuilder template = new StringBuilder();

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 300);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("Rotating a document changes the values of the key, and nothing else")
  void rotate(long seed) {
    Random random = new Random(seed);
    object(random, 0, usualFields(random));
    String before = filled("AKIABEFOREBEFOREBEF1", "before/before+before");
    String after = filled("AKIAAFTERAFTERAFTER1", "s".repeat(40));
    Credential next =
        new Credential(
            new UserName("app"),
            new AccessKeyId("AKIAAFTERAFTERAFTER1"),
            SecretText.of("s".repeat(40)));

    assertThat(SecretFormat.DEFAULT.render(Optional.of(SecretText.of(before)), next).reveal())
        .isEqualTo(after);
    assertThat(SecretFormat.DEFAULT.parse(SecretText.of(before)))
        .isInstanceOfSatisfying(
            Holds.class,
            holds -> {
              assertThat(holds.credential().id().value()).isEqualTo("AKIABEFOREBEFOREBEF1");
              assertThat(holds.sizeAfterRotation())
                  .isEqualTo(after.getBytes(StandardCharsets.UTF_8).length);
            });
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("The same in fields of any names, nested ones too, each in several places")
  void rotateElsewhere(long seed) {
    Random random = new Random(seed);
    List<Runnable> inner =
        List.of(
            () -> field(random, "s/1", () -> template.append('"' + SECRET_MARK + '"')),
            () -> field(random, "list", () -> list(random, '[', idTwice(random), ']')));
    object(
        random,
        0,
        List.of(
            () -> field(random, "AccessKeyId", () -> value(random, 1)),
            () -> field(random, "\\u00e9 \\\"", () -> template.append('"' + ID_MARK + '"')),
            () -> field(random, "in", () -> object(random, 5, inner))));
    assertTurns("user:app id==C3=A9=20=22 id=in/list/0 id=in/list/1 secret=in/s=2F1");
  }

  private List<Runnable> idTwice(Random random) {
    Runnable id = () -> template.append('"' + ID_MARK + '"');
    return List.of(id, id, () -> value(random, 4));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("The same in the text of a credentials file")
  void rotateCredentialsFile(long seed) {
    Random random = new Random(seed);
    if (random.nextBoolean()) {
      template.append('\uFEFF');
    }
    others(random);
    template.append("[other]").append(pick(random, ENDS));
    template.append("aws_access_key_id=x").append(pick(random, ENDS));
    others(random);
    template.append("[ default ]").append(pick(random, ENDS));
    // What is indented deeper than the line before it belongs to that one.
    String indent = pick(random, BLANKS);
    if (indent.isEmpty()) {
      others(random);
    }
    List<String> lines = new ArrayList<>(List.of("aws_access_key_id", "aws_secret_access_key"));
    Collections.shuffle(lines, random);
    for (String name : lines) {
      template.append(indent).append(name).append(pick(random, BLANKS)).append('=');
      template.append(pick(random, BLANKS));
      template.append(name.contains("secret") ? SECRET_MARK : ID_MARK);
      template.append(pick(random, BLANKS)).append(pick(random, ENDS));
      if (random.nextBoolean()) {
        template.append(pick(random, List.of("# a = b", ";", "  # c", "no property"))).append('\n');
      }
    }
    template.append("[more]\naws_secret_access_key = y");
    assertTurns("ini user:app id=default/aws_access_key_id secret=default/aws_secret_access_key");
  }

  private void others(Random random) {
    for (int i = random.nextInt(4); i > 0; i--) {
      template
          .append(
              pick(
                  random,
                  List.of("region" + i + " = eu-west-1", "s" + i + " =\n  a = b", "", "# é")))
          .append(pick(random, ENDS));
    }
  }

  private void assertTurns(String fields) {
    if (!(SecretFields.read(fields) instanceof SecretFields.Result.Valid valid)) {
      throw new AssertionError(SecretFields.read(fields).toString());
    }
    SecretFormat format = new SecretFormat(valid.fields());
    String before = filled("AKIABEFOREBEFOREBEF1", "before/before+before");
    String after = filled("AKIAAFTERAFTERAFTER1", "s".repeat(40));
    assertThat(format.parse(SecretText.of(before)))
        .isInstanceOfSatisfying(
            Holds.class,
            holds -> {
              assertThat(holds.credential().id().value()).isEqualTo("AKIABEFOREBEFOREBEF1");
              assertThat(holds.copies()).isEmpty();
              assertThat(holds.sizeAfterRotation())
                  .isEqualTo(after.getBytes(StandardCharsets.UTF_8).length);
            });
    Credential next =
        new Credential(
            new UserName("app"),
            new AccessKeyId("AKIAAFTERAFTERAFTER1"),
            SecretText.of("s".repeat(40)));
    assertThat(format.render(Optional.of(SecretText.of(before)), next).reveal()).isEqualTo(after);
  }

  private String filled(String id, String secret) {
    return template.toString().replace(ID_MARK, id).replace(SECRET_MARK, secret);
  }

  private List<Runnable> usualFields(Random random) {
    return List.of(
        () -> field(random, "UserName", () -> template.append("\"app\"")),
        () -> field(random, "AccessKeyId", () -> template.append('"' + ID_MARK + '"')),
        () -> field(random, "SecretAccessKey", () -> template.append('"' + SECRET_MARK + '"')));
  }

  private void object(Random random, int depth, List<Runnable> own) {
    List<Runnable> fields = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String name = "f" + i + pick(random, TEXTS);
      fields.add(() -> field(random, name, () -> value(random, depth + 1)));
    }
    fields.addAll(own);
    if (depth == 0) {
      // Long enough for the fields behind it to lie across the parser's buffers of 4,000.
      String pad = "\"" + "x".repeat(random.nextInt(9_000)) + "\"";
      fields.add(() -> field(random, "pad", () -> template.append(pad)));
    } else if (own.isEmpty() && random.nextBoolean()) {
      fields.add(() -> field(random, "AccessKeyId", () -> value(random, depth + 1)));
    }
    Collections.shuffle(fields, random);
    list(random, '{', fields, '}');
  }

  private void field(Random random, String name, Runnable value) {
    template.append('"').append(name).append('"').append(pick(random, SPACES)).append(':');
    template.append(pick(random, SPACES));
    value.run();
  }

  private void value(Random random, int depth) {
    switch (random.nextInt(depth > 4 ? 5 : 7)) {
      case 0 -> template.append(pick(random, List.of("null", "true", "false")));
      case 1 -> template.append(pick(random, List.of("0", "-1.50", "1E+0009", "9".repeat(400))));
      case 2 -> template.append("[]");
      case 3, 4 -> string(random);
      case 5 -> object(random, depth, List.of());
      default -> {
        List<Runnable> items = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
          items.add(() -> value(random, depth + 1));
        }
        list(random, '[', items, ']');
      }
    }
  }

  private void string(Random random) {
    template.append('"');
    for (int i = random.nextInt(6); i > 0; i--) {
      template.append(pick(random, TEXTS));
    }
    template.append('"');
  }

  private void list(Random random, char open, List<Runnable> items, char close) {
    template.append(pick(random, SPACES)).append(open).append(pick(random, SPACES));
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        template.append(pick(random, SPACES)).append(',').append(pick(random, SPACES));
      }
      items.get(i).run();
    }
    template.append(pick(random, SPACES)).append(close).append(pick(random, SPACES));
  }

  private static String pick(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }
}
