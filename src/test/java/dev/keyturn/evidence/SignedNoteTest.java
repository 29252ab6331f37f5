package dev.keyturn.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.app.env.SigningKeyFile;
import dev.keyturn.port.ReadResult;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Checkpoints, held to what golang.org/x/mod/sumdb/note has made ({@code src/test/go/checkpoint}).
 */
class SignedNoteTest {
  private static final String VECTOR = Journals.resource("vector.checkpoint");

  @Test
  @DisplayName("A checkpoint is signed byte by byte as Go signs it: Ed25519 draws nothing")
  void sameAsGo() {
    SignedNote note = SignedNote.read(VECTOR).orElseThrow();
    Checkpoint checkpoint = Checkpoint.read(note.text()).orElseThrow();
    assertThat(checkpoint.text()).isEqualTo(note.text());
    assertThat(checkpoint.end().lines()).isEqualTo(12);
    assertThat(checkpoint.follows())
        .extracting(JournalEnd::segment)
        .containsExactly("20261129T031500.007Z-0a1b2c3d");
    assertThat(SignedNote.sign(checkpoint.text(), Journals.signer()))
        .isEqualTo(new ReadResult.Got<>(VECTOR));
  }

  @Test
  @DisplayName("Go's signature is taken, and one over a text that was changed is not")
  void checked() {
    assertThat(Journals.key().hasSigned(SignedNote.read(VECTOR).orElseThrow())).isTrue();
    for (String changed :
        List.of(
            VECTOR.replace("lines 12", "lines 11"),
            VECTOR.replace("\u2014 keyturn ", "\u2014 another "),
            VECTOR.replace("7yeKLz", "7yeKLy"))) {
      assertThat(changed).isNotEqualTo(VECTOR);
      assertThat(Journals.key().hasSigned(SignedNote.read(changed).orElseThrow())).isFalse();
    }
  }

  @Test
  @DisplayName("A public key is read as verifiers write it, and one whose ID is another's is not")
  void publicKeys() {
    String text = Journals.resource("vector.key").strip();
    assertThat(VerifierKey.read(text).orElseThrow().text()).isEqualTo(text);
    for (String wrong :
        List.of(
            "",
            text.replace("7efef278", "7efef279"),
            text.replace("+AQ", "+AA"),
            "keyturn+7efef278+AQ==",
            "keyturn+7efef278+====",
            "-----BEGIN PUBLIC KEY-----")) {
      assertThat(VerifierKey.read(wrong)).as(wrong).isEmpty();
    }
  }

  @Test
  @DisplayName("What is no note, no checkpoint or no key is nothing, and no exception")
  void somethingElse() {
    for (String text :
        List.of(
            "", "\n", "\n\n", "a\n\n\u2014 b", "a\n\n\u2014 b AAAA\n", "a\n\n\u2014 b ====\n")) {
      assertThat(SignedNote.read(text).filter(note -> !note.signatures().isEmpty()))
          .as(text)
          .isEmpty();
    }
    for (String text :
        List.of(
            "",
            "keyturn-journal/1\n",
            "keyturn-journal/1\nsegment a\nlines 0\nlast " + "0".repeat(64) + "\n",
            "keyturn-journal/1\nsegment a\nlines 1\nlast " + "0".repeat(64) + "\nfollows a\n")) {
      assertThat(Checkpoint.read(text)).as(text).isEmpty();
    }
    for (String pem :
        List.of(
            "",
            "-----BEGIN PRIVATE KEY-----\n\n-----END PRIVATE KEY-----",
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
            "PRIVATE+KEY+keyturn+7efef278+AQAB")) {
      assertThat(SigningKeyFile.read(pem)).as(pem).isEmpty();
    }
  }
}
