package dev.keyturn.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Inputs made of other inputs, the same ones for the same seed. */
final class Mutations {
  private static final List<String> PIECES =
      List.of(
          "\"",
          "\\",
          "\\u0000",
          "\\ud83d",
          "{",
          "}",
          "[",
          "]",
          ":",
          ",",
          "\n",
          "\r\n",
          "\0",
          "\uFEFF",
          "null",
          "-1",
          "9".repeat(40),
          "1e999",
          "P1D",
          "90d",
          "=",
          "keyturn:",
          "v1 ",
          " since ",
          "9999-12-31T23:59:59Z",
          "no_information",
          "N/A",
          "\f",
          "<",
          ">",
          "</Error>",
          "<!DOCTYPE a [<!ENTITY b SYSTEM \"x\">]>",
          "&b;",
          "&#0;",
          "%",
          "%00",
          "--",
          "--output",
          "json",
          "{\"__type\":\"",
          "[".repeat(2_000));

  private final Random random;
  private final List<byte[]> inputs;

  Mutations(long seed, List<byte[]> inputs) {
    this.random = new Random(seed);
    this.inputs = inputs;
  }

  /** Another input: one of those given, changed in one to four places. */
  byte[] next() {
    byte[] input = inputs.get(random.nextInt(inputs.size()));
    for (int i = random.nextInt(4); i >= 0; i--) {
      input = changed(input);
    }
    return input;
  }

  private byte[] changed(byte[] input) {
    int from = random.nextInt(input.length + 1);
    int to = Math.min(input.length, from + random.nextInt(12));
    return switch (random.nextInt(5)) {
      case 0 ->
          joined(
              input,
              from,
              new byte[] {(byte) random.nextInt(256)},
              Math.min(from + 1, input.length));
      case 1 -> joined(input, from, new byte[0], to);
      case 2 -> joined(input, from, slice(input, from, to), from);
      case 3 -> joined(input, from, piece(), from);
      default -> {
        byte[] other = inputs.get(random.nextInt(inputs.size()));
        int begin = random.nextInt(other.length + 1);
        yield joined(input, from, slice(other, begin, other.length), input.length);
      }
    };
  }

  private byte[] piece() {
    return PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] slice(byte[] of, int from, int to) {
    return Arrays.copyOfRange(of, from, to);
  }

  /** What is before {@code to}, the middle, and what is from {@code from} on. */
  private static byte[] joined(byte[] input, int to, byte[] middle, int from) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(input, 0, to);
    all.writeBytes(middle);
    all.write(input, from, input.length - from);
    return all.toByteArray();
  }
}
