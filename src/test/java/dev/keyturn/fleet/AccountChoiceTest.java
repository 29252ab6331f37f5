package dev.keyturn.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.model.AccountId;
import dev.keyturn.port.MemberAccount;
import dev.keyturn.port.MemberAccount.State;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccountChoiceTest {
  private static final AccountId FIRST = new AccountId("000000000001");
  private static final AccountId SECOND = new AccountId("222222222222");

  @ParameterizedTest
  @EnumSource(State.class)
  @DisplayName("What is suspended, closed, closing or being made is left out; the rest is open")
  void states(State state) {
    AccountChoice choice =
        AccountChoice.of(List.of(new MemberAccount(FIRST, "one", state)), Set.of());

    boolean open = Set.of(State.ACTIVE, State.UNKNOWN).contains(state);
    assertThat(choice.open()).hasSize(open ? 1 : 0);
    assertThat(choice.leftOut()).hasSize(open ? 0 : 1);
  }

  @Test
  @DisplayName("Each account comes once and by its ID, however often it was found")
  void once() {
    AccountChoice choice =
        AccountChoice.of(
            List.of(
                MemberAccount.named(SECOND),
                MemberAccount.named(FIRST),
                MemberAccount.named(SECOND)),
            Set.of());

    assertThat(choice.open()).extracting(MemberAccount::id).containsExactly(FIRST, SECOND);
  }

  @Test
  @DisplayName("One that is excluded is gone, suspended or not; one that is nowhere is told")
  void excluded() {
    AccountId nowhere = new AccountId("999999999999");
    AccountChoice choice =
        AccountChoice.of(
            List.of(MemberAccount.named(FIRST), new MemberAccount(SECOND, "two", State.SUSPENDED)),
            Set.of(FIRST, SECOND, nowhere));

    assertThat(choice).isEqualTo(new AccountChoice(List.of(), List.of(), List.of(nowhere)));
  }
}
