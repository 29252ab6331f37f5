package dev.keyturn.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.Credential;
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
    object(random, 0, true);
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

  private String filled(String id, String secret) {
    return template.toString().replace(ID_MARK, id).replace(SECRET_MARK, secret);
  }

  private void object(Random random, int depth, boolean isTop) {
    List<Runnable> fields = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      String name = "f" + i + pick(random, TEXTS);
      fields.add(() -> field(random, name, () -> value(random, depth + 1)));
    }
    if (isTop) {
      // Long enough for the fields behind it to lie across the parser's buffers of 4,000.
      String pad = "\"" + "x".repeat(random.nextInt(9_000)) + "\"";
      fields.add(() -> field(random, "pad", () -> template.append(pad)));
      fields.add(() -> field(random, "UserName", () -> template.append("\"app\"")));
      fields.add(() -> field(random, "AccessKeyId", () -> template.append('"' + ID_MARK + '"')));
      fields.add(
          () -> field(random, "SecretAccessKey", () -> template.append('"' + SECRET_MARK + '"')));
    } else if (random.nextBoolean()) {
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
      case 5 -> object(random, depth, false);
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
