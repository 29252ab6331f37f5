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
class RunMemoryTest {
  private static final RunMemory START = RunMemory.start(ME, FRESH, NOW);
  private static final MintedKey MINTED =
      new MintedKey(new Credential(ALICE, B, SecretText.of("secret")), NOW);

  @Test
  void aKeyIsMadeOrMayHaveBeenUnlessAwsDeclined() {
    assertThat(START.hasCreatedOrIsInDoubt()).isFalse();
    assertThat(START.creationDeclined().hasCreatedOrIsInDoubt()).isFalse();
    assertThat(START.creationInDoubt().hasCreatedOrIsInDoubt()).isTrue();
    assertThat(START.created(MINTED).hasCreatedOrIsInDoubt()).isTrue();
    assertThat(START.created(MINTED).settled().hasCreatedOrIsInDoubt()).isTrue();
    assertThat(START.creationInDoubt().created(MINTED).createdOrInDoubt()).isEqualTo(2);
  }

  @Test
  void theKeyInHandIsRemovedFromTheHand() {
    RunMemory removed = START.created(MINTED).removed(B);
    assertThat(removed.minted()).isEmpty();
    assertThat(removed.removed()).containsExactly(B);
    assertThat(removed.hasCreatedOrIsInDoubt()).isFalse();
  }

  @Test
  void theKeyOfALostReplyIsRemovedWhileAnotherIsInHand() {
    RunMemory removed = START.creationInDoubt().created(MINTED).removed(A);
    assertThat(removed.minted()).contains(MINTED);
    assertThat(removed.createdOrInDoubt()).isOne();
  }

  @Test
  void aKeyOfAnEarlierRunThatIsRemovedIsNoneOfThisOnes() {
    assertThat(START.removed(A).createdOrInDoubt()).isZero();
    assertThat(START.removed(A).removed()).containsExactly(A);
  }
}
