package dev.keyturn.port;

/** An Ed25519 key that signs, be it in this process or at a service. */
public interface MessageSigner {
  /** Its public key in X.509's form, as RFC 8410 writes it: 44 bytes. */
  ReadResult<byte[]> publicKey();

  /** A signature over these bytes: 64 bytes, as RFC 8032 writes them. */
  ReadResult<byte[]> sign(byte[] message);
}
