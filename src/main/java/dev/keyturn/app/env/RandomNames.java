package dev.keyturn.app.env;

import dev.keyturn.model.VersionId;
import dev.keyturn.port.NameSource;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * Names drawn from the system's randomness. A holder's eight characters are base32 without what is
 * taken for something else (i, l, o, u): 40 bits, for telling a few runs apart.
 */
public final class RandomNames implements NameSource {
  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 8;

  private final SecureRandom random = new SecureRandom();

  @Override
  public String holder() {
    StringBuilder name = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      name.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return name.toString();
  }

  @Override
  public VersionId version() {
    // Not UUID.randomUUID(): its generator is one for the whole process, and so may be in a
    // snapshot.
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(0b11L << 62)) | (0b10L << 62);
    return new VersionId(new UUID(high, low).toString());
  }
}
