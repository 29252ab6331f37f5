package dev.keyturn.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.keyturn.model.LastUse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReportReaderTest {
  private static final String SHOP =
      Reports.user(
          "shop",
          Reports.key(true, "2026-01-01T00:00:00Z", "2026-02-03T04:05:00Z"),
          Reports.key(false, "2025-06-01T00:00:00Z"));

  private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");

  @Test
  @DisplayName(
      "A report as AWS gives it since 2025: 22 columns, Z, root first, no line end at the end")
  void asAwsGivesIt() {
    List<ReportRow> rows = Reports.rows(Reports.of(SHOP));

    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst().isRoot()).isTrue();
    assertThat(rows.getFirst().keys()).isEmpty();
    ReportRow shop = rows.getLast();
    assertThat(shop.line()).isEqualTo(3);
    assertThat(shop.account()).isEqualTo("111122223333");
    assertThat(shop.path()).isEqualTo("/service/");
    assertThat(shop.more()).isEmpty();
    assertThat(shop.keys())
        .containsExactly(
            new ReportedKey(
                1,
                true,
                Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                new LastUse.Used(Instant.parse("2026-02-03T04:05:00Z"), "s3", "eu-central-1")),
            new ReportedKey(
                2, false, Optional.of(Instant.parse("2025-06-01T00:00:00Z")), new LastUse.Never()));
    assertThat(shop.activeKeys()).extracting(ReportedKey::slot).containsExactly(1);
  }

  @Test
  @DisplayName("What it tells of passwords, devices and certificates is all there")
  void everyColumn() {
    String row =
        "ann,arn:aws:iam::111122223333:user/ann,2025-01-01T00:00:00Z,true,2026-01-02T03:04:05Z,"
            + "2025-02-01T00:00:00Z,2026-02-01T00:00:00Z,true,"
            + Reports.noKey()
            + ","
            + Reports.noKey()
            + ",true,2025-03-01T00:00:00Z,false,N/A";

    ReportRow ann = Reports.rows(Reports.of(row)).getLast();

    assertThat(ann.path()).isEqualTo("/");
    assertThat(ann.mfaActive()).isTrue();
    assertThat(ann.created().date()).contains(Instant.parse("2025-01-01T00:00:00Z"));
    assertThat(ann.password())
        .isEqualTo(
            new ReportedPassword(
                ReportedFlag.YES,
                new ReportedTime.At(Instant.parse("2026-01-02T03:04:05Z")),
                new ReportedTime.At(Instant.parse("2025-02-01T00:00:00Z")),
                new ReportedTime.At(Instant.parse("2026-02-01T00:00:00Z"))));
    assertThat(ann.certificates())
        .containsExactly(
            new ReportedCertificate(
                1, true, new ReportedTime.At(Instant.parse("2025-03-01T00:00:00Z"))));
  }

  static Stream<Arguments> otherForms() {
    String plain = Reports.of(SHOP);
    String column = "additional_credentials_info";
    return Stream.of(
        Arguments.of("dates of 2023, with +00:00", plain.replace("Z,", "+00:00,")),
        Arguments.of("TRUE and FALSE", plain.replace("true", "TRUE").replace("false", "FALSE")),
        Arguments.of("line ends of Windows", plain.replace("\n", "\r\n")),
        Arguments.of("a line end at the end", plain + "\n"),
        Arguments.of("a byte order mark", "\uFEFF" + plain),
        Arguments.of("root of 2023", plain.replace("true,no_information", "not_supported,N/A")),
        Arguments.of(
            "a last row that is root's", Reports.HEADER + "\n" + SHOP + "\n" + Reports.ROOT),
        Arguments.of(
            "a 23rd column",
            plain
                .replace("cert_2_last_rotated", "cert_2_last_rotated," + column)
                .replace("false,N/A,false,N/A", "false,N/A,false,N/A,N/A")),
        Arguments.of(
            "a column of another year, in front",
            plain.replaceAll("(?m)^", "x,").replace("x,user,", "passkeys,user,")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("otherForms")
  @DisplayName("The same report in another form reads the same")
  void anotherForm(String form, String csv) {
    assertThat(Reports.rows(csv))
        .filteredOn(row -> !row.isRoot())
        .extracting(ReportRow::user, ReportRow::keys)
        .containsExactlyElementsOf(
            Reports.rows(Reports.of(SHOP)).stream()
                .filter(row -> !row.isRoot())
                .map(row -> tuple(row.user(), row.keys()))
                .toList());
  }

  @Test
  @DisplayName("As PowerShell saves it, in UTF-16, it reads as well")
  void utf16() {
    List<ReportRow> rows = new ArrayList<>();
    byte[] bytes = ("\uFEFF" + Reports.of(SHOP)).getBytes(StandardCharsets.UTF_16LE);

    assertThat(ReportReader.read(new ByteArrayInputStream(bytes), rows::add))
        .isInstanceOf(ReportReading.Whole.class);
    assertThat(rows).hasSize(2);
  }

  @Test
  @DisplayName("Users with commas and quotes in what is told of them are one field each")
  void quoted() {
    String row = SHOP.replace("shop,arn", "\"shop,\"\"x\"\"\",arn");

    assertThat(Reports.rows(Reports.of(row)).getLast().user()).isEqualTo("shop,\"x\"");
  }

  @Test
  @DisplayName("A 23rd column tells of keys beyond two")
  void additionalCredentials() {
    String csv =
        Reports.of(SHOP)
            .replace("cert_2_last_rotated", "cert_2_last_rotated,additional_credentials_info")
            .replace("false,N/A,false,N/A", "false,N/A,false,N/A,1 more key");

    assertThat(Reports.rows(csv).getLast().more()).contains("1 more key");
  }

  @Test
  @DisplayName("The newest date says when the report was made at the earliest")
  void newest() {
    String row = Reports.user("a", Reports.key(true, "2026-03-01T00:00:00Z"), Reports.noKey());

    assertThat(Reports.read(Reports.of(SHOP, row), new ArrayList<>()))
        .isEqualTo(new ReportReading.Whole(3, true, Optional.of(MARCH)));
  }

  @Test
  @DisplayName("Cut short anywhere but between two rows, it is refused")
  void cutShort() {
    String whole = Reports.of(SHOP, SHOP);
    List<Integer> accepted = new ArrayList<>();
    for (int length = 0; length < whole.length(); length++) {
      if (Reports.read(whole.substring(0, length), new ArrayList<>())
          instanceof ReportReading.Whole) {
        accepted.add(length);
      }
    }

    int root = Reports.of().length();
    int shop = Reports.of(SHOP).length();
    assertThat(accepted).containsExactly(root, root + 1, shop, shop + 1);
  }

  static Stream<Arguments> noReports() {
    return Stream.of(
        Arguments.of("", 1, "empty"),
        Arguments.of("\n\n", 1, "empty"),
        Arguments.of(Reports.HEADER + "\n", 2, "no row below the header"),
        Arguments.of("{\"Content\": \"dXNlcixhcm4=\"}", 1, "this is JSON"),
        Arguments.of("PK\u0003\u0004 a spreadsheet", 1, "none of its columns"),
        Arguments.of("AccessKeyId,UserName\nAKIA,ann\n", 1, "none of its columns"),
        Arguments.of(Reports.of(SHOP).replace("mfa_active", "mfa"), 1, "mfa_active is missing"),
        Arguments.of(
            Reports.of(SHOP).replace("mfa_active", "user"), 1, "the column user is there twice"),
        Arguments.of(
            Reports.of(SHOP).replace("2026-01-01T00:00:00Z", "1/1/2026 0:00"),
            3,
            "access_key_1_last_rotated is \"1/1/2026 0:00\""),
        Arguments.of(
            Reports.of(SHOP).replace("2026-01-01T", "2026-13-01T"), 3, "access_key_1_last_rotated"),
        Arguments.of(Reports.of(SHOP.replace("arn:aws", "aws")), 3, "arn is"),
        Arguments.of(Reports.of(SHOP + ",more"), 3, "23 of 22 fields"),
        Arguments.of(Reports.of("\"" + SHOP), 3, "no CSV"));
  }

  @ParameterizedTest
  @MethodSource("noReports")
  @DisplayName("What is no credential report is refused, with the line and what it is not")
  void refused(String csv, long line, String words) {
    assertThat(Reports.read(csv, new ArrayList<>()))
        .isInstanceOfSatisfying(
            ReportReading.Refused.class,
            refused -> {
              assertThat(refused.problem().line()).isEqualTo(line);
              assertThat(refused.problem().sentence()).contains(words);
            });
  }
}
