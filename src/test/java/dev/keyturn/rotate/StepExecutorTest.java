package dev.keyturn.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import dev.keyturn.plan.Cause;
import dev.keyturn.plan.ReadPart;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.RunMemory;
import dev.keyturn.plan.Step;
import dev.keyturn.port.WriteResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is known after one write, by its outcome. */
class StepExecutorTest {
  private static final Step.Store STORE =
      new Step.Store(
          RunHarness.FRESH,
          InMemoryAccount.credential(InMemoryAccount.B),
          Optional.of(SecretText.of("base")),
          Cause.of(Reason.STORE_MINTED, InMemoryAccount.B));

  private final InMemoryAccount account = InMemoryAccount.due();
  private final Ports ports = new RunHarness(account).ports();
  private final RunObservations book =
      new RunObservations(
          InMemoryAccount.TARGET,
          List.of(),
          account.description(),
          InMemoryAccount.NOW,
          RunMemory.start("me", RunHarness.FRESH, InMemoryAccount.NOW));
  private final StepExecutor writer = new StepExecutor(ports, InMemoryAccount.NAME, book);

  /** B was just created. */
  private void minted() {
    AwsReader reader = new AwsReader(ports, InMemoryAccount.NAME);
    reader.readFirst(book);
    reader.read(book, List.of(new ReadPart.Keys()));
    account.key(InMemoryAccount.B, Duration.ZERO);
    book.added(account.keys.getLast());
    book.remember(memory ->
        memory.created(
            new MintedKey(InMemoryAccount.credential(InMemoryAccount.B), InMemoryAccount.NOW)));
  }

  @Test
  void aKeyThatIsStoredIsPendingAndInHandNoMore() {
    minted();
    assertThat(writer.store(STORE)).isEqualTo(new StepExecutor.Result.Settled());
    assertThat(book.observation().secret().at(StagingLabel.AWSPENDING)).contains(RunHarness.FRESH);
    assertThat(book.observation().values().get(RunHarness.FRESH))
        .isInstanceOf(VersionValue.Holds.class);
    assertThat(book.memory().minted()).isEmpty();
  }

  @Test
  void theFirstVersionMayBeCurrentByNowSoThatItIsReadAgain() {
    account.labels.clear();
    minted();
    book.moved(StagingLabel.AWSCURRENT, Optional.empty());
    assertThat(writer.store(STORE)).isEqualTo(new StepExecutor.Result.OutOfDate());
  }

  @Test
  void aFailureForGoodIsRememberedAndOneThatMayPassIsNot() {
    minted();
    account.script.answers("put", new WriteResult.Failed<>(RunHarness.BUSY));
    assertThat(writer.store(STORE)).isEqualTo(new StepExecutor.Result.Failed(RunHarness.BUSY));
    assertThat(book.memory().store()).isEqualTo(new RunMemory.Store(false, Optional.empty()));
    account.script.answers("put", new WriteResult.Failed<>(RunHarness.DENIED));
    assertThat(writer.store(STORE)).isEqualTo(new StepExecutor.Result.Failed(RunHarness.DENIED));
    assertThat(book.memory().store()).isEqualTo(new RunMemory.Store(true, Optional.empty()));
  }

  @Test
  void aVersionThatHoldsAnotherValueIsNotTakenForOurs() {
    minted();
    account.script.answers("put", new WriteResult.Refused<>(WriteResult.Refusal.TOKEN_TAKEN));
    assertThat(writer.store(STORE)).isInstanceOf(StepExecutor.Result.Failed.class);
    assertThat(book.memory().store()).isEqualTo(new RunMemory.Store(true, Optional.empty()));
    assertThat(book.memory().minted()).isPresent();
    assertThat(book.observation().values()).doesNotContainKey(RunHarness.FRESH);
  }

  @Test
  void aStoreWithoutAReplyIsInDoubt() {
    minted();
    account.script.answers("put", new WriteResult.InDoubt<>(RunHarness.BUSY));
    assertThat(writer.store(STORE)).isEqualTo(new StepExecutor.Result.Failed(RunHarness.BUSY));
    assertThat(book.memory().store())
        .isEqualTo(new RunMemory.Store(false, Optional.of(RunHarness.FRESH)));
    assertThat(book.memory().minted()).isPresent();
  }

  @Test
  void aPromotionThatIsRefusedMovedNothing() {
    minted();
    writer.store(STORE);
    account.script.answers(
        "move AWSCURRENT", new WriteResult.Refused<>(WriteResult.Refusal.LABEL_ELSEWHERE));
    Step.Promote promote =
        new Step.Promote(
            Optional.of(InMemoryAccount.ONE),
            RunHarness.FRESH,
            Cause.of(Reason.PROMOTE_PENDING, InMemoryAccount.B));
    assertThat(writer.promote(promote)).isEqualTo(new StepExecutor.Result.OutOfDate());
    assertThat(book.observation().secret().at(StagingLabel.AWSCURRENT))
        .contains(InMemoryAccount.ONE);
  }

  @Test
  void deletingAnotherKeyLeavesTheOneInHand() {
    minted();
    writer.delete(
        new Step.DeleteKey(InMemoryAccount.A, Cause.of(Reason.ORPHAN, InMemoryAccount.A)));
    assertThat(book.memory().minted()).isPresent();
    writer.delete(
        new Step.DeleteKey(InMemoryAccount.B, Cause.of(Reason.UNDO_MINTED, InMemoryAccount.B)));
    assertThat(book.memory().minted()).isEmpty();
    assertThat(book.observation().keys().orElseThrow()).isEmpty();
    assertThat(book.memory().discarded()).isFalse();
    assertThat(book.memory().removed())
        .containsExactlyInAnyOrder(InMemoryAccount.A, InMemoryAccount.B);
  }

  @Test
  void theKeyInHandIsItsOwnUsersWhomeverTheSecretNames() {
    minted();
    book.read(Optional.of(new UserName("bob")), Optional.empty());
    writer.delete(
        new Step.DeleteKey(InMemoryAccount.B, Cause.of(Reason.UNDO_MINTED, InMemoryAccount.B)));
    assertThat(account.keys).extracting(AccessKey::id).doesNotContain(InMemoryAccount.B);
    assertThat(book.memory().hasCreatedOrIsInDoubt()).isFalse();
  }

  @Test
  void aKeyInHandThatIsNotFoundMayBeFoundLater() {
    minted();
    account.script.answers("delete", new WriteResult.Refused<>(WriteResult.Refusal.NO_SUCH_THING));
    writer.delete(
        new Step.DeleteKey(InMemoryAccount.B, Cause.of(Reason.UNDO_MINTED, InMemoryAccount.B)));
    assertThat(book.memory().minted()).isEmpty();
    assertThat(book.memory().hasCreatedOrIsInDoubt()).isTrue();
    assertThat(book.memory().removed()).isEmpty();
  }

  @Test
  void deletingAKeyThatIsNotInHandCountsNothing() {
    minted();
    writer.delete(
        new Step.DeleteKey(
            InMemoryAccount.A, Cause.of(Reason.PENDING_DISCARDED, InMemoryAccount.A)));
    assertThat(book.memory().minted()).isPresent();
    assertThat(book.memory().removed()).isEmpty();
  }

  @Test
  void deletingAKeyThatAVersionHoldsIsNotTheEndOfALostOne() {
    minted();
    writer.store(STORE);
    writer.delete(
        new Step.DeleteKey(
            InMemoryAccount.B, Cause.of(Reason.PENDING_DISCARDED, InMemoryAccount.B)));
    assertThat(book.memory().removed()).isEmpty();
    assertThat(book.memory().hasCreatedOrIsInDoubt()).isTrue();
    assertThat(book.memory().discarded()).isTrue();
  }

  @Test
  void anAttemptToCreateThatIsDeclinedOrInDoubtIsCounted() {
    minted();
    account.script.answers(
        "create",
        new WriteResult.Refused<>(WriteResult.Refusal.QUOTA_REACHED),
        new WriteResult.InDoubt<>(RunHarness.BUSY),
        new WriteResult.Failed<>(RunHarness.BUSY));
    RunMemory fresh = RunMemory.start("me", RunHarness.FRESH, InMemoryAccount.NOW);
    book.remember(memory -> fresh);
    assertThat(writer.create()).isInstanceOf(StepExecutor.Result.InDoubt.class);
    assertThat(book.memory()).isEqualTo(fresh.creationDeclined());
    assertThat(writer.create()).isEqualTo(new StepExecutor.Result.InDoubt(RunHarness.BUSY));
    assertThat(book.memory()).isEqualTo(fresh.creationDeclined().creationInDoubt());
    assertThat(writer.create()).isEqualTo(new StepExecutor.Result.Failed(RunHarness.BUSY));
    assertThat(book.memory()).isEqualTo(fresh.creationDeclined().creationInDoubt());
  }
}
