package dev.keyturn.evidence;

import dev.keyturn.port.Failure;
import dev.keyturn.port.MessageSigner;
import dev.keyturn.port.ReadResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with signatures, in the form of C2SP's signed note (c2sp.org/signed-note): the text, an
 * empty line, and for each signature an em dash, the key's name, and in Base64 the key's ID of four
 * bytes with the signature. Go's {@code golang.org/x/mod/sumdb/note} opens it.
 *
 * @param text what is signed, its last line end included
 * @param signatures none where nobody signed
 */
public record SignedNote(String text, List<Signature> signatures) {
  /**
   * A signature, not checked yet.
   *
   * @param keyId of the key, in hexadecimal digits
   * @param bytes the signature itself, in hexadecimal digits
   */
  record Signature(String name, String keyId, String bytes) {}

  private static final Pattern SIGNATURE =
      Pattern.compile("\u2014 ([^\\s+]+) ([A-Za-z0-9+/]+={0,2})");

  private static final Failure NOT_ED25519 =
      new Failure.Rejected(
          "the journal's signature",
          "WrongKey",
          "the key is no Ed25519 key (at KMS: key spec ECC_NIST_EDWARDS25519)");

  public SignedNote {
    signatures = List.copyOf(signatures);
  }

  /** Text as it would be signed, and no signature. */
  static String unsigned(String text) {
    return text + "\n";
  }

  /** A text, signed, with the em dash as UTF-8 writes it. */
  static ReadResult<String> sign(String text, MessageSigner key) {
    return switch (key.publicKey()) {
      case ReadResult.Got<byte[]>(byte[] publicKey) ->
          VerifierKey.ofX509(publicKey)
              .map(known -> sign(text, key, known))
              .orElseGet(() -> new ReadResult.Failed<>(NOT_ED25519));
      case ReadResult.Absent<byte[]> absent -> new ReadResult.Absent<>();
      case ReadResult.Failed<byte[]>(Failure failure) -> new ReadResult.Failed<>(failure);
    };
  }

  private static ReadResult<String> sign(String text, MessageSigner key, VerifierKey known) {
    return switch (key.sign(text.getBytes(StandardCharsets.UTF_8))) {
      case ReadResult.Got<byte[]>(byte[] bytes) -> {
        byte[] whole =
            ByteBuffer.allocate(4 + bytes.length)
                .put(HexFormat.of().parseHex(known.id()))
                .put(bytes)
                .array();
        String line =
            "\u2014 %s %s\n".formatted(known.name(), Base64.getEncoder().encodeToString(whole));
        yield new ReadResult.Got<>(unsigned(text) + line);
      }
      case ReadResult.Absent<byte[]> absent -> new ReadResult.Absent<>();
      case ReadResult.Failed<byte[]>(Failure failure) -> new ReadResult.Failed<>(failure);
    };
  }

  /** Reads a note; empty where it is not one. What it says is not believed yet. */
  public static Optional<SignedNote> read(String note) {
    int end = note.lastIndexOf("\n\n");
    if (end < 0) {
      return Optional.empty();
    }
    List<Signature> signatures = new ArrayList<>();
    for (String line : note.substring(end + 2).lines().toList()) {
      Matcher parts = SIGNATURE.matcher(line);
      if (!parts.matches()) {
        return Optional.empty();
      }
      try {
        byte[] whole = Base64.getDecoder().decode(parts.group(2));
        if (whole.length < 5) {
          return Optional.empty();
        }
        HexFormat hex = HexFormat.of();
        signatures.add(
            new Signature(
                parts.group(1), hex.formatHex(whole, 0, 4), hex.formatHex(whole, 4, whole.length)));
      } catch (IllegalArgumentException notBase64) {
        return Optional.empty();
      }
    }
    return Optional.of(new SignedNote(note.substring(0, end + 1), signatures));
  }
}
