package dev.keyturn.app.env;

import dev.keyturn.port.Failure;
import dev.keyturn.port.MessageSigner;
import dev.keyturn.port.ReadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** The signing key in a file, read when it is needed: a rotation must not end over it. */
final class JournalKeyFile implements MessageSigner {
  private final Path file;

  JournalKeyFile(Path file) {
    this.file = file;
  }

  @Override
  public ReadResult<byte[]> publicKey() {
    return with(SigningKeyFile::publicKey);
  }

  @Override
  public ReadResult<byte[]> sign(byte[] message) {
    return with(key -> key.sign(message));
  }

  private ReadResult<byte[]> with(Function<SigningKeyFile, ReadResult<byte[]>> use) {
    try {
      Optional<SigningKeyFile> key = SigningKeyFile.read(Files.readString(file));
      return key.map(use).orElseGet(() -> unusable("is no Ed25519 key in PKCS#8's form and PEM"));
    } catch (IOException unreadable) {
      return unusable("cannot be read");
    }
  }

  private static ReadResult<byte[]> unusable(String problem) {
    return new ReadResult.Failed<>(
        new Failure.Unconfigured(
            "the journal's signature",
            "The file that KEYTURN_JOURNAL_KEY names %s.".formatted(problem),
            "Make one: openssl genpkey -algorithm ed25519 -out FILE"));
  }
}
