package dev.keyturn.rotate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccessKey;
import dev.keyturn.model.AccessKeyId;
import dev.keyturn.model.KeyStatus;
import dev.keyturn.model.LastUse;
import dev.keyturn.model.MintedKey;
import dev.keyturn.model.SecretText;
import dev.keyturn.model.StagingLabel;
import dev.keyturn.model.UserName;
import dev.keyturn.model.VersionValue;
import dev.keyturn.plan.Part;
import dev.keyturn.plan.Progress;
import dev.keyturn.port.Read;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run knows after each read and each write. */
class NotebookTest {
  private final Account account = Account.rotated(Duration.ofDays(1));
  private final Reader reader = new Reader(new Bench(account).ports(), Account.NAME);

  private Notebook book() {
    return new Notebook(
        Account.TARGET,
        List.of(),
        account.description(),
        Account.NOW,
        Progress.start("me", Bench.FRESH, Account.NOW));
  }

  /** Everything was read since the last write. */
  private Notebook read() {
    Notebook book = book();
    assertThat(reader.readFirst(book)).isEmpty();
    assertThat(reader.read(book, List.of(new Part.Keys(), new Part.Secret()))).isEmpty();
    return book;
  }

  private static MintedKey minted() {
    return new MintedKey(Account.credential(Account.B), Account.NOW);
  }

  static Stream<Consumer<Notebook>> writes() {
    return Stream.of(
        book -> book.wrote(book.observation().ledger().unmarked()),
        book -> book.stored(Account.TWO, Account.credential(Account.B), SecretText.of("x")),
        book -> book.moved(StagingLabel.AWSPENDING, Optional.empty()),
        book -> book.added(new AccessKey(Account.B, KeyStatus.ACTIVE, Account.NOW)),
        book -> book.switched(Account.A, KeyStatus.INACTIVE),
        book -> book.deleted(Account.A));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void afterAWriteNothingIsFreshAnyMore(Consumer<Notebook> write) {
    Notebook book = read();
    assertThat(book.observation().fresh()).contains(new Part.Keys(), new Part.Secret());
    write.accept(book);
    assertThat(book.observation().fresh()).isEmpty();
  }

  @Test
  void aKeyThatWasDeletedIsGoneAndNoOther() {
    Notebook book = read();
    book.deleted(Account.A);
    assertThat(book.observation().keys().orElseThrow())
        .extracting(AccessKey::id)
        .containsExactly(Account.B);
  }

  @Test
  void aKeyThatWasSwitchedIsSoAndNoOther() {
    Notebook book = read();
    book.switched(Account.A, KeyStatus.INACTIVE);
    assertThat(book.observation().keys().orElseThrow())
        .extracting(AccessKey::status)
        .containsExactly(KeyStatus.INACTIVE, KeyStatus.ACTIVE);
  }

  @Test
  void whenAwscurrentMovesAwspreviousIsWhereItWas() {
    Notebook book = read();
    book.moved(StagingLabel.AWSPENDING, Optional.of(Bench.FRESH));
    book.moved(StagingLabel.AWSCURRENT, Optional.of(Bench.FRESH));
    book.moved(StagingLabel.AWSPENDING, Optional.empty());
    assertThat(book.observation().secret().labels())
        .isEqualTo(
            Map.of(StagingLabel.AWSCURRENT, Bench.FRESH, StagingLabel.AWSPREVIOUS, Account.TWO));
  }

  @Test
  void aVersionThatNamesAKeyWhichWasNotListedMayBeNews() {
    Notebook book = read();
    assertThat(book.observation().secretIsLatest()).isTrue();
    book.read(Account.ONE, Account.holding(Account.A));
    assertThat(book.observation().fresh()).as("a key that was listed").contains(new Part.Keys());
    assertThat(book.observation().secretIsLatest()).isTrue();
    book.read(Bench.FRESH, Account.holding(new AccessKeyId("AKIAUNLISTEDUNLISTED")));
    assertThat(book.observation().fresh()).doesNotContain(new Part.Keys());
    assertThat(book.observation().secretIsLatest()).isFalse();
  }

  @Test
  void beforeKeysAreListedNoVersionIsNews() {
    Notebook book = book();
    book.read(Account.TWO, Account.holding(Account.B));
    assertThat(book.observation().secretIsLatest()).isTrue();
  }

  @Test
  void keysThatAreListedAfterTheSecretMayBeNews() {
    Notebook book = read();
    book.read(List.copyOf(account.keys));
    assertThat(book.observation().secretIsLatest()).isFalse();
  }

  @Test
  void aKeyInHandThatIsFoundStoredIsInHandNoMore() {
    Notebook book = read();
    book.progressed(progress -> progress.created(minted()));
    book.read(Account.ONE, Account.holding(Account.A));
    book.read(Bench.FRESH, new VersionValue.Absent());
    assertThat(book.progress().minted()).as("another key, and nothing").isPresent();
    book.read(Account.TWO, Account.holding(Account.B));
    assertThat(book.progress().minted()).isEmpty();
  }

  @Test
  void theKeyOfTheCurrentVersionIsKnownOnceThatIsRead() {
    Notebook book = book();
    assertThat(book.currentKey()).isEmpty();
    assertThat(book.unreadCurrent()).contains(Account.TWO);
    book.read(Account.TWO, Account.holding(Account.B));
    assertThat(book.currentKey()).contains(Account.B);
    assertThat(book.unreadCurrent()).isEmpty();
    book.read(Account.TWO, new VersionValue.Absent());
    assertThat(book.currentKey()).isEmpty();
    assertThat(book.unreadCurrent()).as("what was empty, and is current").contains(Account.TWO);
  }

  @Test
  void whereTheSecretNamesAnotherVersionItIsReadWithIt() {
    Notebook book = read();
    account.labels.put(StagingLabel.AWSCURRENT, Account.ONE);
    int before = account.script.calls().size();
    reader.read(book, List.of(new Part.Secret()));
    assertThat(account.script.calls().subList(before, before + 2))
        .containsExactly("describe", "value");
    assertThat(book.currentKey()).contains(Account.A);
  }

  @Test
  void whereTheSecretNamesNobodyAnyMoreItsUserAndKeysAreNotKnown() {
    Notebook book = read();
    account.values.put(Bench.FRESH, new VersionValue.Unusable("It is binary.", "Store JSON."));
    account.labels.put(StagingLabel.AWSCURRENT, Bench.FRESH);
    assertThat(reader.read(book, List.of(new Part.Secret()))).isEmpty();
    assertThat(book.user()).isEmpty();
    assertThat(book.observation().keys()).isEmpty();
  }

  @Test
  void readingEndsWithTheFirstFailure() {
    Notebook book = read();
    account.script.answers("list", new Read.Failed<>(Bench.DENIED));
    int before = account.script.calls().size();
    assertThat(reader.read(book, List.of(new Part.Keys(), new Part.LastUseOf(Account.A))))
        .contains(Bench.DENIED);
    assertThat(account.script.calls()).hasSize(before + 1);
    assertThat(reader.read(book, List.of(new Part.LastUseOf(Account.A)))).isEmpty();
    assertThat(book.observation().lastUse()).isEqualTo(Map.of(Account.A, new LastUse.Never()));
  }

  @Test
  void ofAUserThatCannotBeLookedAtNothingIsKnownAnyMore() {
    Notebook book = read();
    book.denied(new UserName("alice"), "an explicit denial");
    assertThat(book.user()).isEmpty();
    assertThat(book.observation().keys()).isEmpty();
  }
}
