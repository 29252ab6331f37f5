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
import dev.keyturn.plan.ReadPart;
import dev.keyturn.plan.RunMemory;
import dev.keyturn.port.ReadResult;
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
class RunObservationsTest {
  private final InMemoryAccount account = InMemoryAccount.rotated(Duration.ofDays(1));
  private final AwsReader reader =
      new AwsReader(new RunHarness(account).ports(), InMemoryAccount.NAME);

  private RunObservations book() {
    return new RunObservations(
        InMemoryAccount.TARGET,
        List.of(),
        account.description(),
        InMemoryAccount.NOW,
        RunMemory.start("me", RunHarness.FRESH, InMemoryAccount.NOW));
  }

  /** Everything was read since the last write. */
  private RunObservations read() {
    RunObservations book = book();
    assertThat(reader.readFirst(book)).isEmpty();
    assertThat(reader.read(book, List.of(new ReadPart.Keys(), new ReadPart.Secret()))).isEmpty();
    return book;
  }

  private static MintedKey minted() {
    return new MintedKey(InMemoryAccount.credential(InMemoryAccount.B), InMemoryAccount.NOW);
  }

  static Stream<Consumer<RunObservations>> writes() {
    return Stream.of(
        book -> book.wrote(book.observation().ledger().unmarked()),
        book ->
            book.stored(
                InMemoryAccount.TWO,
                InMemoryAccount.credential(InMemoryAccount.B),
                SecretText.of("x")),
        book -> book.moved(StagingLabel.AWSPENDING, Optional.empty()),
        book -> book.added(new AccessKey(InMemoryAccount.B, KeyStatus.ACTIVE, InMemoryAccount.NOW)),
        book -> book.switched(InMemoryAccount.A, KeyStatus.INACTIVE),
        book -> book.deleted(InMemoryAccount.A));
  }

  @ParameterizedTest
  @MethodSource("writes")
  void afterAWriteNothingIsFreshAnyMore(Consumer<RunObservations> write) {
    RunObservations book = read();
    assertThat(book.observation().fresh()).contains(new ReadPart.Keys(), new ReadPart.Secret());
    write.accept(book);
    assertThat(book.observation().fresh()).isEmpty();
  }

  @Test
  void aKeyThatWasDeletedIsGoneAndNoOther() {
    RunObservations book = read();
    book.deleted(InMemoryAccount.A);
    assertThat(book.observation().keys().orElseThrow())
        .extracting(AccessKey::id)
        .containsExactly(InMemoryAccount.B);
  }

  @Test
  void aKeyThatWasSwitchedIsSoAndNoOther() {
    RunObservations book = read();
    book.switched(InMemoryAccount.A, KeyStatus.INACTIVE);
    assertThat(book.observation().keys().orElseThrow())
        .extracting(AccessKey::status)
        .containsExactly(KeyStatus.INACTIVE, KeyStatus.ACTIVE);
  }

  @Test
  void whenAwscurrentMovesAwspreviousIsWhereItWas() {
    RunObservations book = read();
    book.moved(StagingLabel.AWSPENDING, Optional.of(RunHarness.FRESH));
    book.moved(StagingLabel.AWSCURRENT, Optional.of(RunHarness.FRESH));
    book.moved(StagingLabel.AWSPENDING, Optional.empty());
    assertThat(book.observation().secret().labels())
        .isEqualTo(
            Map.of(
                StagingLabel.AWSCURRENT,
                RunHarness.FRESH,
                StagingLabel.AWSPREVIOUS,
                InMemoryAccount.TWO));
  }

  @Test
  void aVersionThatNamesAKeyWhichWasNotListedMayBeNews() {
    RunObservations book = read();
    assertThat(book.observation().secretIsLatest()).isTrue();
    book.read(InMemoryAccount.ONE, InMemoryAccount.holding(InMemoryAccount.A));
    assertThat(book.observation().fresh())
        .as("a key that was listed")
        .contains(new ReadPart.Keys());
    assertThat(book.observation().secretIsLatest()).isTrue();
    book.read(RunHarness.FRESH, InMemoryAccount.holding(new AccessKeyId("AKIAUNLISTEDUNLISTED")));
    assertThat(book.observation().fresh()).doesNotContain(new ReadPart.Keys());
    assertThat(book.observation().secretIsLatest()).isFalse();
  }

  @Test
  void beforeKeysAreListedNoVersionIsNews() {
    RunObservations book = book();
    book.read(InMemoryAccount.TWO, InMemoryAccount.holding(InMemoryAccount.B));
    assertThat(book.observation().secretIsLatest()).isTrue();
  }

  @Test
  void keysThatAreListedAfterTheSecretMayBeNews() {
    RunObservations book = read();
    book.read(List.copyOf(account.keys));
    assertThat(book.observation().secretIsLatest()).isFalse();
  }

  @Test
  void aKeyInHandThatIsFoundStoredIsInHandNoMore() {
    RunObservations book = read();
    book.remember(memory -> memory.created(minted()));
    book.read(InMemoryAccount.ONE, InMemoryAccount.holding(InMemoryAccount.A));
    book.read(RunHarness.FRESH, new VersionValue.Absent());
    assertThat(book.memory().minted()).as("another key, and nothing").isPresent();
    book.read(InMemoryAccount.TWO, InMemoryAccount.holding(InMemoryAccount.B));
    assertThat(book.memory().minted()).isEmpty();
  }

  @Test
  void theKeyOfTheCurrentVersionIsKnownOnceThatIsRead() {
    RunObservations book = book();
    assertThat(book.currentKey()).isEmpty();
    assertThat(book.unreadCurrent()).contains(InMemoryAccount.TWO);
    book.read(InMemoryAccount.TWO, InMemoryAccount.holding(InMemoryAccount.B));
    assertThat(book.currentKey()).contains(InMemoryAccount.B);
    assertThat(book.unreadCurrent()).isEmpty();
    book.read(InMemoryAccount.TWO, new VersionValue.Absent());
    assertThat(book.currentKey()).isEmpty();
    assertThat(book.unreadCurrent())
        .as("what was empty, and is current")
        .contains(InMemoryAccount.TWO);
  }

  @Test
  void whereTheSecretNamesAnotherVersionItIsReadWithIt() {
    RunObservations book = read();
    account.labels.put(StagingLabel.AWSCURRENT, InMemoryAccount.ONE);
    int before = account.script.calls().size();
    reader.read(book, List.of(new ReadPart.Secret()));
    assertThat(account.script.calls().subList(before, before + 2))
        .containsExactly("describe", "value");
    assertThat(book.currentKey()).contains(InMemoryAccount.A);
  }

  @Test
  void whereTheSecretNamesNobodyAnyMoreItsUserAndKeysAreNotKnown() {
    RunObservations book = read();
    account.values.put(RunHarness.FRESH, new VersionValue.Unusable("It is binary.", "Store JSON."));
    account.labels.put(StagingLabel.AWSCURRENT, RunHarness.FRESH);
    assertThat(reader.read(book, List.of(new ReadPart.Secret()))).isEmpty();
    assertThat(book.user()).isEmpty();
    assertThat(book.observation().keys()).isEmpty();
  }

  @Test
  void readingEndsWithTheFirstFailure() {
    RunObservations book = read();
    account.script.answers("list", new ReadResult.Failed<>(RunHarness.DENIED));
    int before = account.script.calls().size();
    assertThat(
            reader.read(
                book, List.of(new ReadPart.Keys(), new ReadPart.LastUseOf(InMemoryAccount.A))))
        .contains(RunHarness.DENIED);
    assertThat(account.script.calls()).hasSize(before + 1);
    assertThat(reader.read(book, List.of(new ReadPart.LastUseOf(InMemoryAccount.A)))).isEmpty();
    assertThat(book.observation().lastUse())
        .isEqualTo(Map.of(InMemoryAccount.A, new LastUse.Never()));
  }

  @Test
  void ofAUserThatCannotBeLookedAtNothingIsKnownAnyMore() {
    RunObservations book = read();
    book.denied(new UserName("alice"), "an explicit denial");
    assertThat(book.user()).isEmpty();
    assertThat(book.observation().keys()).isEmpty();
  }
}
