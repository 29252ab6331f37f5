package dev.keyturn.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The public half of a key that signs checkpoints, as verifiers of signed notes take it: {@code
 * NAME+ID+KEY}, the ID in hexadecimal, the key in Base64 with a first byte 1 for Ed25519.
 */
public final class VerifierKey {
  /** The name of all of Keyturn's keys: verifiers tell them apart by their IDs. */
  public static final String NAME = "keyturn";

  private static final byte ED25519 = 1;
  private static final int LENGTH = 32;

  private static final Pattern TEXT =
      Pattern.compile("([^\\s+]+)\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]+={0,2})");

  /** What X.509 puts before the 32 bytes (RFC 8410). */
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String name;
  private final byte[] publicKey;

  /** A key of 32 bytes, as RFC 8032 writes them. */
  private VerifierKey(String name, byte[] publicKey) {
    this.name = name;
    this.publicKey = publicKey;
  }

  /** What signatures call it. */
  String name() {
    return name;
  }

  /** The key that X.509's form has; empty for another kind of key. */
  public static Optional<VerifierKey> ofX509(byte[] encoded) {
    boolean fits =
        encoded.length == X509.length + LENGTH
            && Arrays.equals(encoded, 0, X509.length, X509, 0, X509.length);
    return fits
        ? Optional.of(
            new VerifierKey(NAME, Arrays.copyOfRange(encoded, X509.length, encoded.length)))
        : Optional.empty();
  }

  /**
   * The eight hexadecimal digits of the four bytes by which a note names its key: of SHA-256 over
   * name, line end, kind and key.
   */
  String id() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes((name + "\n").getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(encoded());
    return HexFormat.of().formatHex(LineHash.sha256(bytes.toByteArray()), 0, 4);
  }

  private byte[] encoded() {
    byte[] encoded = new byte[1 + LENGTH];
    encoded[0] = ED25519;
    System.arraycopy(publicKey, 0, encoded, 1, LENGTH);
    return encoded;
  }

  /** As verifiers take it. */
  public String text() {
    return "%s+%s+%s".formatted(name, id(), Base64.getEncoder().encodeToString(encoded()));
  }

  /** Reads a key; empty where it is none, or its ID is another key's. */
  public static Optional<VerifierKey> read(String text) {
    Matcher parts = TEXT.matcher(text.strip());
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      byte[] encoded = Base64.getDecoder().decode(parts.group(3));
      if (encoded.length != 1 + LENGTH || encoded[0] != ED25519) {
        return Optional.empty();
      }
      VerifierKey key =
          new VerifierKey(parts.group(1), Arrays.copyOfRange(encoded, 1, encoded.length));
      return Optional.of(key).filter(it -> it.text().equals(text.strip()));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** Whether this key has signed the note. */
  public boolean hasSigned(SignedNote note) {
    return note.signatures().stream()
        .filter(one -> one.name().equals(name) && one.keyId().equals(id()))
        .anyMatch(one ->
            fits(
                note.text().getBytes(StandardCharsets.UTF_8),
                HexFormat.of().parseHex(one.bytes())));
  }

  private boolean fits(byte[] message, byte[] signature) {
    try {
      byte[] encoded = Arrays.copyOf(X509, X509.length + LENGTH);
      System.arraycopy(publicKey, 0, encoded, X509.length, LENGTH);
      PublicKey key =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException noSignatureAtAll) {
      return false;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifierKey key && key.text().equals(text());
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }
}
