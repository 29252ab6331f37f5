package dev.keyturn.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import dev.keyturn.plan.Because;
import dev.keyturn.plan.Part;
import dev.keyturn.plan.Progress;
import dev.keyturn.plan.Reason;
import dev.keyturn.plan.Step;
import dev.keyturn.port.Write;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is known after one write, by its outcome. */
class WriterTest {
  private static final Step.Store STORE =
      new Step.Store(
          Bench.FRESH,
          Account.credential(Account.B),
          Optional.of(SecretText.of("base")),
          Because.of(Reason.STORE_MINTED, Account.B));

  private final Account account = Account.due();
  private final Ports ports = new Bench(account).ports();
  private final Notebook book =
      new Notebook(
          Account.TARGET,
          List.of(),
          account.description(),
          Account.NOW,
          Progress.start("me", Bench.FRESH, Account.NOW));
  private final Writer writer = new Writer(ports, Account.NAME, book);

  /** B was just created. */
  private void minted() {
    Reader reader = new Reader(ports, Account.NAME);
    reader.readFirst(book);
    reader.read(book, List.of(new Part.Keys()));
    account.key(Account.B, Duration.ZERO);
    book.added(account.keys.getLast());
    book.progressed(
        progress -> progress.created(new MintedKey(Account.credential(Account.B), Account.NOW)));
  }

  @Test
  void aKeyThatIsStoredIsPendingAndInHandNoMore() {
    minted();
    assertThat(writer.store(STORE)).isEqualTo(new Writer.Result.Settled());
    assertThat(book.observation().secret().at(StagingLabel.AWSPENDING)).contains(Bench.FRESH);
    assertThat(book.observation().values().get(Bench.FRESH)).isInstanceOf(VersionValue.Holds.class);
    assertThat(book.progress().minted()).isEmpty();
  }

  @Test
  void theFirstVersionMayBeCurrentByNowSoThatItIsReadAgain() {
    account.labels.clear();
    minted();
    book.moved(StagingLabel.AWSCURRENT, Optional.empty());
    assertThat(writer.store(STORE)).isEqualTo(new Writer.Result.OutOfDate());
  }

  @Test
  void aFailureForGoodIsRememberedAndOneThatMayPassIsNot() {
    minted();
    account.script.answers("put", new Write.Failed<>(Bench.BUSY));
    assertThat(writer.store(STORE)).isEqualTo(new Writer.Result.Failed(Bench.BUSY));
    assertThat(book.progress().store()).isEqualTo(new Progress.Store(false, Optional.empty()));
    account.script.answers("put", new Write.Failed<>(Bench.DENIED));
    assertThat(writer.store(STORE)).isEqualTo(new Writer.Result.Failed(Bench.DENIED));
    assertThat(book.progress().store()).isEqualTo(new Progress.Store(true, Optional.empty()));
  }

  @Test
  void aVersionThatHoldsAnotherValueIsNotTakenForOurs() {
    minted();
    account.script.answers("put", new Write.Refused<>(Write.Refusal.TOKEN_TAKEN));
    assertThat(writer.store(STORE)).isInstanceOf(Writer.Result.Failed.class);
    assertThat(book.progress().store()).isEqualTo(new Progress.Store(true, Optional.empty()));
    assertThat(book.progress().minted()).isPresent();
    assertThat(book.observation().values()).doesNotContainKey(Bench.FRESH);
  }

  @Test
  void aStoreWithoutAReplyIsInDoubt() {
    minted();
    account.script.answers("put", new Write.EffectUnknown<>(Bench.BUSY));
    assertThat(writer.store(STORE)).isEqualTo(new Writer.Result.Failed(Bench.BUSY));
    assertThat(book.progress().store())
        .isEqualTo(new Progress.Store(false, Optional.of(Bench.FRESH)));
    assertThat(book.progress().minted()).isPresent();
  }

  @Test
  void aPromotionThatIsRefusedMovedNothing() {
    minted();
    writer.store(STORE);
    account.script.answers("move AWSCURRENT", new Write.Refused<>(Write.Refusal.LABEL_ELSEWHERE));
    Step.Promote promote =
        new Step.Promote(
            Optional.of(Account.ONE), Bench.FRESH, Because.of(Reason.PROMOTE_PENDING, Account.B));
    assertThat(writer.promote(promote)).isEqualTo(new Writer.Result.OutOfDate());
    assertThat(book.observation().secret().at(StagingLabel.AWSCURRENT)).contains(Account.ONE);
  }

  @Test
  void deletingAnotherKeyLeavesTheOneInHand() {
    minted();
    writer.delete(new Step.DeleteKey(Account.A, Because.of(Reason.ORPHAN, Account.A)));
    assertThat(book.progress().minted()).isPresent();
    writer.delete(new Step.DeleteKey(Account.B, Because.of(Reason.UNDO_MINTED, Account.B)));
    assertThat(book.progress().minted()).isEmpty();
    assertThat(book.observation().keys().orElseThrow()).isEmpty();
    assertThat(book.progress().discarded()).isFalse();
    assertThat(book.progress().removed()).containsExactlyInAnyOrder(Account.A, Account.B);
  }

  @Test
  void theKeyInHandIsItsOwnUsersWhomeverTheSecretNames() {
    minted();
    book.read(Optional.of(new UserName("bob")), Optional.empty());
    writer.delete(new Step.DeleteKey(Account.B, Because.of(Reason.UNDO_MINTED, Account.B)));
    assertThat(account.keys).extracting(AccessKey::id).doesNotContain(Account.B);
    assertThat(book.progress().mayHaveCreated()).isFalse();
  }

  @Test
  void aKeyInHandThatIsNotFoundMayBeFoundLater() {
    minted();
    account.script.answers("delete", new Write.Refused<>(Write.Refusal.NO_SUCH_THING));
    writer.delete(new Step.DeleteKey(Account.B, Because.of(Reason.UNDO_MINTED, Account.B)));
    assertThat(book.progress().minted()).isEmpty();
    assertThat(book.progress().mayHaveCreated()).isTrue();
    assertThat(book.progress().removed()).isEmpty();
  }

  @Test
  void deletingAKeyThatIsNotInHandCountsNothing() {
    minted();
    writer.delete(new Step.DeleteKey(Account.A, Because.of(Reason.PENDING_DISCARDED, Account.A)));
    assertThat(book.progress().minted()).isPresent();
    assertThat(book.progress().removed()).isEmpty();
  }

  @Test
  void deletingAKeyThatAVersionHoldsIsNotTheEndOfALostOne() {
    minted();
    writer.store(STORE);
    writer.delete(new Step.DeleteKey(Account.B, Because.of(Reason.PENDING_DISCARDED, Account.B)));
    assertThat(book.progress().removed()).isEmpty();
    assertThat(book.progress().mayHaveCreated()).isTrue();
    assertThat(book.progress().discarded()).isTrue();
  }

  @Test
  void anAttemptToCreateThatIsDeclinedOrInDoubtIsCounted() {
    minted();
    account.script.answers(
        "create",
        new Write.Refused<>(Write.Refusal.QUOTA_REACHED),
        new Write.EffectUnknown<>(Bench.BUSY),
        new Write.Failed<>(Bench.BUSY));
    Progress fresh = Progress.start("me", Bench.FRESH, Account.NOW);
    book.progressed(progress -> fresh);
    assertThat(writer.create()).isInstanceOf(Writer.Result.Unsure.class);
    assertThat(book.progress()).isEqualTo(fresh.creationDeclined());
    assertThat(writer.create()).isEqualTo(new Writer.Result.Unsure(Bench.BUSY));
    assertThat(book.progress()).isEqualTo(fresh.creationDeclined().creationInDoubt());
    assertThat(writer.create()).isEqualTo(new Writer.Result.Failed(Bench.BUSY));
    assertThat(book.progress()).isEqualTo(fresh.creationDeclined().creationInDoubt());
  }
}
