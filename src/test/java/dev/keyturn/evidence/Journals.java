package dev.keyturn.evidence;

import dev.keyturn.app.env.SigningKeyFile;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.UserName;
import dev.keyturn.port.AwsWrite;
import dev.keyturn.port.Event;
import dev.keyturn.port.JournalStore;
import dev.keyturn.port.MessageSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Journals to try things on, and the key of the vector that Go has made. */
final class Journals {
  static final Instant START = Instant.parse("2026-11-30T15:18:27.123Z");
  static final AccessKeyId KEY = new AccessKeyId("AKIAAAAAAAAAAAAAAAAA");
  static final String ARN = "arn:aws:sts::111122223333:assumed-role/keyturn/keyturn";

  private Journals() {}

  /** The key whose secret bytes are 0, 1, … 31. */
  static SigningKeyFile signer() {
    byte[] secret = new byte[32];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) i;
    }
    String pkcs8 = "302e020100300506032b657004220420" + HexFormat.of().formatHex(secret);
    String pem =
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(pkcs8)));
    return SigningKeyFile.read(pem).orElseThrow();
  }

  /** Its public half, as Go wrote it. */
  static VerifierKey key() {
    return VerifierKey.read(resource("vector.key")).orElseThrow();
  }

  static String resource(String name) {
    try {
      return Files.readString(Path.of("src", "test", "resources", "journal", name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What writes a run's segment, signed. */
  static JournalWriter writer(JournalStore store, int minutesLater, String drawn) {
    return writer(store, minutesLater, drawn, Optional.of(signer()));
  }

  static JournalWriter writer(
      JournalStore store, int minutesLater, String drawn, Optional<MessageSigner> signer) {
    return new JournalWriter(
        store, signer, at(minutesLater), drawn, () -> Map.of("by", ARN, "command", "run"), () -> 0);
  }

  static Instant at(int minutesLater) {
    return START.plus(Duration.ofMinutes(minutesLater));
  }

  /** An event, with a write. */
  static Event event(String secret, String sentence) {
    return new Event(
        START,
        secret,
        Optional.of(new UserName("alice")),
        Event.Kind.ACTED,
        "store-pending",
        "due",
        Optional.of(KEY),
        sentence,
        List.of(
            new AwsWrite(
                "iam:CreateAccessKey", AwsWrite.Outcome.DONE, Optional.of("req-" + sentence))));
  }

  /** A run that writes so many events, to its end. */
  static void run(JournalStore store, int minutesLater, String drawn, int events) {
    JournalWriter writer = writer(store, minutesLater, drawn);
    for (int i = 0; i < events; i++) {
      writer.record(event("app/alice", drawn + i));
    }
    writer
        .finish(() -> true)
        .ifPresent(failure -> {
          throw new AssertionError(failure);
        });
  }

  static JournalCheck check(MemoryJournal store) {
    return JournalCheck.of(store.read(), List.of(key()), Optional.empty());
  }
}
