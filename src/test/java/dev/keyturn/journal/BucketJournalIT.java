package dev.keyturn.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.aws.AwsConnection;
import dev.keyturn.emulators.Emulator;
import dev.keyturn.emulators.Ministack;
import dev.keyturn.evidence.Finding;
import dev.keyturn.evidence.JournalCheck;
import dev.keyturn.evidence.JournalWriter;
import dev.keyturn.evidence.Segment;
import dev.keyturn.evidence.VerifierKey;
import dev.keyturn.port.Event;
import dev.keyturn.port.Failure;
import dev.keyturn.port.JournalStore;
import dev.keyturn.port.MessageSigner;
import dev.keyturn.port.ReadResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The journal in a bucket, signed by a key of KMS, on ministack. */
class BucketJournalIT {
  private static final Emulator EMULATOR = Ministack.shared();
  private static final Instant START = Instant.parse("2026-11-30T15:18:27Z");

  @Test
  @DisplayName("Runs write to a bucket and go on from each other; nothing is written over")
  void bucket() {
    String bucket = EMULATOR.fresh("journal");
    AwsCli.on(EMULATOR).run("s3api", "create-bucket", "--bucket", bucket);
    String key =
        AwsCli.on(EMULATOR)
            .run(
                "kms",
                "create-key",
                "--key-spec",
                "ECC_NIST_EDWARDS25519",
                "--key-usage",
                "SIGN_VERIFY",
                "--query",
                "KeyMetadata.Arn",
                "--output",
                "text")
            .strip();
    try (AwsConnection aws = EMULATOR.connect()) {
      JournalStore store = aws.journal(bucket, "audit/keyturn/");
      MessageSigner signer = aws.signer(key);
      run(store, signer, 0, "aaaaaaaa");
      run(store, signer, 1, "bbbbbbbb");
      JournalCheck check = check(store, signer);
      assertThat(check.findings()).isEmpty();
      assertThat(check.segments()).isEqualTo(2);
      assertThat(check.signed()).isEqualTo(2);
      assertThat(check.lines()).isEqualTo(6);
      assertThat(check.ends()).hasSize(1);

      String last = names(store).getLast();
      assertThat(store.append(last, 0, "somebody else's\n"))
          .hasValueSatisfying(failure -> assertThat(failure).isInstanceOf(Failure.Rejected.class));
      assertThat(check(store, signer).findings()).isEmpty();
      assertThat(store.append(last, 999_999, "{}\n")).isEmpty();
      assertThat(check(store, signer).findings())
          .extracting(Finding::kind)
          .contains(Finding.Kind.CHANGED);
    }
  }

  @Test
  @DisplayName("No bucket, no key: each is a failure with its name, and no exception")
  void nothingThere() {
    try (AwsConnection aws = EMULATOR.connect()) {
      JournalStore store = aws.journal(EMULATOR.fresh("nobodys"), "");
      assertThat(store.append("20261130T151827.123Z-k3v9c2aa", 0, "{}\n"))
          .hasValueSatisfying(failure -> assertThat(failure.sentence()).contains("NoSuchBucket"));
      assertThat(aws.signer("arn:aws:kms:us-east-1:000000000000:key/nobodys").publicKey())
          .isInstanceOfSatisfying(
              ReadResult.Failed.class,
              failed -> assertThat(failed.failure().sentence()).contains("kms:GetPublicKey"));
    }
  }

  private static void run(JournalStore store, MessageSigner signer, int minute, String drawn) {
    JournalWriter writer =
        new JournalWriter(
            store,
            Optional.of(signer),
            START.plus(Duration.ofMinutes(minute)),
            drawn,
            () -> Map.of("by", "arn:aws:sts::111122223333:assumed-role/keyturn/keyturn"),
            () -> 0);
    for (String what : List.of("created key", "moved AWSCURRENT")) {
      writer.record(
          new Event(
              START,
              "prod/web/iam",
              Optional.empty(),
              Event.Kind.ACTED,
              "act",
              "due",
              Optional.empty(),
              what,
              List.of()));
    }
    assertThat(writer.finish(() -> true)).isEmpty();
  }

  private static JournalCheck check(JournalStore store, MessageSigner signer) {
    List<Segment> journal = new ArrayList<>();
    for (String name : names(store)) {
      journal.add(
          Segment.read(name, got(store.lines(name)), Optional.of(got(store.checkpoint(name)))));
    }
    VerifierKey key = VerifierKey.ofX509(got(signer.publicKey())).orElseThrow();
    return JournalCheck.of(journal, List.of(key), Optional.empty());
  }

  private static List<String> names(JournalStore store) {
    return got(store.segments(""));
  }

  private static <T> T got(ReadResult<T> read) {
    assertThat(read).isInstanceOf(ReadResult.Got.class);
    return ((ReadResult.Got<T>) read).value();
  }
}
