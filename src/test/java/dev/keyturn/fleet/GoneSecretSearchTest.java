package dev.keyturn.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.fleet.AccountNews.UserNews;
import dev.keyturn.model.SecretDescription;
import dev.keyturn.model.UserDescription;
import dev.keyturn.model.UserId;
import dev.keyturn.model.UserName;
import dev.keyturn.plan.Reason;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.CredentialReportFile;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import dev.keyturn.port.SecretStore;
import dev.keyturn.result.RunReport;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is asked for a tag that names a secret which is gone, and what is made of such a tag. */
class GoneSecretSearchTest {
  private static final String ACCOUNT = "123456789012";
  private static final String SECRETS = "arn:aws:secretsmanager:us-east-1:" + ACCOUNT + ":secret:";
  private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
  private static final CloseLooks ALL = new CloseLooks(Duration.ofDays(1), Instant.MIN, Set.of());

  private final Map<UserId, UserNews> listed = new HashMap<>();
  private final Map<String, String> tags = new HashMap<>();
  private final Set<String> asked = new HashSet<>();
  private int described;

  /** An account's users, of which those below a path may be looked at, as the rotator may. */
  private final class Users implements AccountUsers {
    @Override
    public ReadResult<UserDescription> withTags(UserName user) {
      asked.add(user.value());
      String arn = arns().getOrDefault(user.value(), "");
      if (!arn.contains(":user/service/")) {
        return new ReadResult.Failed<>(new Failure.Denied("iam:GetUser", false, "not authorized"));
      }
      return new ReadResult.Got<>(
          new UserDescription(
              arn,
              id(user.value()),
              Optional.of(
                  tags.containsKey(user.value())
                      ? Map.of("keyturn:secret", tags.get(user.value()))
                      : Map.of()),
              Optional.empty()));
    }

    private Map<String, String> arns() {
      Map<String, String> arns = new HashMap<>();
      listed.values().forEach(user -> arns.put(user.name().value(), user.arn()));
      return arns;
    }

    @Override
    public ReadResult<CredentialReportFile> report() {
      return new ReadResult.Absent<>();
    }

    @Override
    public ReadResult<Boolean> askForReport() {
      return new ReadResult.Absent<>();
    }

    @Override
    public ReadResult<List<UserDescription>> withTags() {
      return new ReadResult.Absent<>();
    }

    @Override
    public ReadResult<List<UserDescription>> withoutTags() {
      return new ReadResult.Absent<>();
    }

    @Override
    public ReadResult<List<UserDescription>> below(String path) {
      return new ReadResult.Absent<>();
    }
  }

  private static UserId id(String name) {
    return new UserId("AIDA00000000" + name.toUpperCase(Locale.ROOT));
  }

  /** Of which none is there. */
  private SecretStore secrets() {
    return (SecretStore)
        Proxy.newProxyInstance(
            SecretStore.class.getClassLoader(),
            new Class<?>[] {SecretStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("region")) {
                return "us-east-1";
              }
              described++;
              return new ReadResult.Absent<SecretDescription>();
            });
  }

  private void users(int count, String path) {
    for (int n = 0; n < count; n++) {
      String name = "%s%04d".formatted(path.replace("/", "") + "u", n);
      listed.put(
          id(name),
          new UserNews(
              new UserName(name),
              "arn:aws:iam::%s:user%s%s".formatted(ACCOUNT, path, name),
              Optional.empty()));
    }
  }

  private GoneSecretSearch.Result search(Instant now) {
    return new GoneSecretSearch(new Users(), secrets(), "").among(listed, Set.of(), ALL, now);
  }

  @Test
  @DisplayName("People in other paths, however many, keep no user of ours from being asked")
  void others() {
    users(5_000, "/");
    users(20, "/service/");
    tags.put("serviceu0007", SECRETS + "prod/web-Ab12Cd");

    GoneSecretSearch.Result result = search(NOW);

    assertThat(result.told()).extracting(RunReport::secret).containsExactly("prod/web");
    assertThat(result.unsearched()).isEmpty();
    assertThat(asked).hasSize(20 + 1);
  }

  @Test
  @DisplayName("Where there are too many, each day goes on with others")
  void many() {
    users(5 * GoneSecretSearch.MOST, "/service/");

    assertThat(search(NOW).unsearched()).hasValueSatisfying(it -> assertThat(it).contains("1,000"));
    assertThat(asked).hasSize(GoneSecretSearch.MOST);
    for (int day = 1; day < 5; day++) {
      search(NOW.plus(Duration.ofDays(day)));
    }
    assertThat(asked).hasSize(listed.size());
  }

  @ParameterizedTest
  @CsvSource({"'prod/x --existing --new-key-Ab12Cd', prod/x…--existing…--new-key", "'', SECRET"})
  @DisplayName("A tag that names no secret there could be is told as one word, and not looked up")
  void hostile(String name, String shown) {
    users(1, "/service/");
    tags.put("serviceu0000", SECRETS + name);

    GoneSecretSearch.Result result = search(NOW);

    assertThat(result.told()).extracting(RunReport::secret).containsExactly(shown);
    assertThat(result.told())
        .allSatisfy(report ->
            assertThat(report.cause().orElseThrow().reason()).isEqualTo(Reason.SECRET_GONE));
    assertThat(described).isZero();
  }
}
