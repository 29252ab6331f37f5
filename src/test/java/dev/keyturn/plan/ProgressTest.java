package dev.keyturn.plan;

import static dev.keyturn.plan.Scene.A;
import static dev.keyturn.plan.Scene.ALICE;
import static dev.keyturn.plan.Scene.B;
import static dev.keyturn.plan.Scene.FRESH;
import static dev.keyturn.plan.Scene.ME;
import static dev.keyturn.plan.Scene.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.Credential;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.SecretText;
import org.junit.jupiter.api.Test;

/** How a run counts the keys that it has made, or may have made. */
class ProgressTest {
  private static final Progress START = Progress.start(ME, FRESH, NOW);
  private static final MintedKey MINTED =
      new MintedKey(new Credential(ALICE, B, SecretText.of("secret")), NOW);

  @Test
  void aKeyIsMadeOrMayHaveBeenUnlessAwsDeclined() {
    assertThat(START.mayHaveCreated()).isFalse();
    assertThat(START.creationDeclined().mayHaveCreated()).isFalse();
    assertThat(START.creationInDoubt().mayHaveCreated()).isTrue();
    assertThat(START.created(MINTED).mayHaveCreated()).isTrue();
    assertThat(START.created(MINTED).settled().mayHaveCreated()).isTrue();
    assertThat(START.creationInDoubt().created(MINTED).unaccounted()).isEqualTo(2);
  }

  @Test
  void theKeyInHandIsRemovedFromTheHand() {
    Progress removed = START.created(MINTED).removed(B);
    assertThat(removed.minted()).isEmpty();
    assertThat(removed.removed()).containsExactly(B);
    assertThat(removed.mayHaveCreated()).isFalse();
  }

  @Test
  void theKeyOfALostReplyIsRemovedWhileAnotherIsInHand() {
    Progress removed = START.creationInDoubt().created(MINTED).removed(A);
    assertThat(removed.minted()).contains(MINTED);
    assertThat(removed.unaccounted()).isOne();
  }

  @Test
  void aKeyOfAnEarlierRunThatIsRemovedIsNoneOfThisOnes() {
    assertThat(START.removed(A).unaccounted()).isZero();
    assertThat(START.removed(A).removed()).containsExactly(A);
  }
}
