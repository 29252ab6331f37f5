package dev.keyturn.app.env;

import dev.keyturn.port.Failure;
import dev.keyturn.port.MessageSigner;
import dev.keyturn.port.ReadResult;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Ed25519 key in a file, in PKCS#8's form and PEM, as {@code openssl genpkey -algorithm ed25519}
 * writes it. Its public half is not in there, and is made from it again.
 */
public final class SigningKeyFile implements MessageSigner {
  private static final Pattern PEM =
      Pattern.compile(
          "\\s*-----BEGIN PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+?)\\s*-----END PRIVATE KEY-----\\s*");

  private static final String ACTION = "the journal's signature";

  private final PrivateKey key;
  private final byte[] publicKey;

  private SigningKeyFile(PrivateKey key, byte[] publicKey) {
    this.key = key;
    this.publicKey = publicKey;
  }

  /** A key; empty where the text is no such key. What is in it is never quoted. */
  public static Optional<SigningKeyFile> read(String pem) {
    Matcher parts = PEM.matcher(pem);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      byte[] encoded = Base64.getMimeDecoder().decode(parts.group(1));
      PrivateKey key =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
      return key instanceof EdECPrivateKey ed
          ? ed.getBytes().map(secret -> new SigningKeyFile(key, publicOf(secret)))
          : Optional.empty();
    } catch (GeneralSecurityException | IllegalArgumentException otherKindOfKey) {
      return Optional.empty();
    }
  }

  /**
   * The public key that belongs to the 32 secret bytes. The JDK has no call for it; its generator
   * takes those bytes from the randomness that it is given, and works the public key out.
   */
  private static byte[] publicOf(byte[] secret) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, new Given(secret));
      return generator.generateKeyPair().getPublic().getEncoded();
    } catch (GeneralSecurityException everyJvmHasIt) {
      throw new IllegalStateException(everyJvmHasIt);
    }
  }

  /** Not random at all. */
  private static final class Given extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final byte[] bytes;

    Given(byte[] bytes) {
      this.bytes = bytes.clone();
    }

    @Override
    public void nextBytes(byte[] into) {
      System.arraycopy(bytes, 0, into, 0, into.length);
    }
  }

  @Override
  public ReadResult<byte[]> publicKey() {
    return new ReadResult.Got<>(publicKey.clone());
  }

  @Override
  public ReadResult<byte[]> sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return new ReadResult.Got<>(signature.sign());
    } catch (GeneralSecurityException notThisKey) {
      return new ReadResult.Failed<>(
          new Failure.Rejected(ACTION, "InvalidKey", "the JDK cannot sign with it"));
    }
  }
}
