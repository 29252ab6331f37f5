package dev.keyturn.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** The page's tables of what was tried name the rows of the tests, each of them and no other. */
class LoginPageTest {
  private static final Path PAGE = Path.of("docs/settings.md");
  private static final Pattern NAME = Pattern.compile("`([^`]+)`");

  /** The names in those columns of the table that follows its head. */
  private static Set<String> named(String head, int from, int to) throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page).contains(head);
    Set<String> names = new TreeSet<>();
    page.substring(page.indexOf(head))
        .lines()
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .forEach(line -> {
          String[] cells = line.split("\\|", -1);
          for (int column = from; column <= to; column++) {
            NAME.matcher(cells[column]).results().map(it -> it.group(1)).forEach(names::add);
          }
        });
    return names;
  }

  private static Set<String> names(Stream<Arguments> rows) {
    Set<String> names = new TreeSet<>();
    rows.forEach(row -> names.add((String) row.get()[0]));
    return names;
  }

  @Test
  @DisplayName("Ways to log in")
  void ways() throws IOException {
    Set<String> tried =
        names(
            Stream.of(
                    LoginIT.profiles(),
                    LoginIT.machines(),
                    LoginIT.refusedProfiles(),
                    LoginIT.refusedMachines())
                .flatMap(rows -> rows));
    tried.addAll(Set.of("device", "terminal"));
    assertThat(named("| way | said by | works | expired | refused |", 3, 5)).isEqualTo(tried);
  }

  @Test
  @DisplayName("Networks")
  void networks() throws IOException {
    assertThat(named("| setting | tried as | the AWS CLI | Keyturn |", 2, 2))
        .isEqualTo(
            names(
                Stream.of(NetworkIT.settings(), NetworkIT.services(), NetworkIT.authorities())
                    .flatMap(rows -> rows)));
  }
}
