package dev.keyturn.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyturn.inventory.InventoryUser;
import dev.keyturn.inventory.ListedTags;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.ParseError;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An audit's page, as a parser of HTML reads it. */
class AuditPageWriterTest {
  @Test
  @DisplayName("It has the verdict, the counts, what fails first with its remedy, and what passes")
  void structure() {
    Document page =
        AuditPages.parsed(
            AuditPages.user("calm", 10), AuditPages.user("shop", 120), AuditPages.user("old", 200));

    assertThat(page.select("p.verdict").text()).startsWith("2 of 3 keys of 3 users fail a control");
    assertThat(page.select(".figures li").eachText()).contains("2 fail", "1 pass", "3 keys in all");
    Element urgent = page.select("section[aria-labelledby=urgent] table").getFirst();
    assertThat(urgent.select("tbody th").eachText())
        .containsExactly("old 111122223333 /service/", "shop 111122223333 /service/");
    assertThat(urgent.select("tbody tr").getLast().text())
        .contains("120 days", "key-age: 120 days old", "keyturn adopt shop --secret NAME");
    assertThat(page.select("details table.keys tbody th").text()).startsWith("calm");
  }

  @Test
  @DisplayName(
      "It says how it was made: from what, with its SHA-256, when, by what, and what it did not see")
  void provenance() {
    Document page = AuditPages.parsed(AuditPages.user("calm", 10));

    assertThat(page.select("footer").text())
        .contains("Keyturn 1", "2026-11-30 12:00 UTC", "<b>r.csv</b>", "0f".repeat(32));
    assertThat(page.select("header .note").eachText())
        .containsExactly("Warning: r.csv is old", "Not seen: tags: iam:ListUserTags is denied");
    assertThat(page.select(".controls tbody tr").eachText())
        .anyMatch(row -> row.startsWith("key-age ") && row.contains("cis-7.0: 2.12"));
  }

  @Test
  @DisplayName(
      "It is well formed, names a language and landmarks, and each table has a caption and scopes")
  void accessible() {
    String html = AuditPages.page(AuditPages.users(AuditPages.user("shop", 120)));
    Parser parser = Parser.htmlParser().setTrackErrors(100);
    Document page = Jsoup.parse(html, "", parser);

    assertThat(parser.getErrors()).extracting(ParseError::toString).isEmpty();
    assertThat(page.select("html").attr("lang")).isEqualTo("en");
    assertThat(page.select("header, main, footer, h1")).hasSize(4);
    assertThat(page.select("table")).isNotEmpty().allMatch(it -> !it.select("caption").isEmpty());
    assertThat(page.select("th")).isNotEmpty().allMatch(it -> it.hasAttr("scope"));
    assertThat(page.select("svg")).isNotEmpty().allMatch(it -> !it.attr("aria-label").isEmpty());
    assertThat(page.select("a[href]"))
        .isNotEmpty()
        .allMatch(link -> page.getElementById(link.attr("href").substring(1)) != null);
  }

  @Test
  @DisplayName("It needs nothing from elsewhere, and allows its own style and script by hash alone")
  void alone() {
    Document page = AuditPages.parsed(AuditPages.user("shop", 120));

    assertThat(page.select("[src], link, iframe, object, [style], base, form")).isEmpty();
    assertThat(page.select("script")).hasSize(1);
    assertThat(page.select("meta[http-equiv=content-security-policy]").attr("content"))
        .matches(
            "default-src 'none'; style-src 'sha256-[^']{44}'; script-src 'sha256-[^']{44}'; base-uri 'none'; form-action 'none'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onfocus='alert(1)",
        "javascript:alert(1)",
        "</style></script><svg onload=alert(1)>",
        "&lt;b&gt; &#60;b&#62;",
        "${7*7} @template.layout() <!-- -->",
        "</table><base href=//x>"
      })
  @DisplayName("Hostile names and tags are text, and nothing more")
  void hostile(String text) {
    String row = AuditPages.user("x", 200);
    String hostile =
        row.replace("x,arn", "\"" + text.replace("\"", "\"\"") + "\",arn")
            .replace("service/x", "x");
    InventoryUser user = AuditPages.users(hostile).getLast();
    InventoryUser tagged =
        new InventoryUser(
            user.row(),
            Optional.empty(),
            new ListedTags.Known(Map.of("owner", text, "keyturn:exempt", text)),
            List.of());

    Document page = Jsoup.parse(AuditPages.page(List.of(tagged)));
    Document harmless = AuditPages.parsed(row);

    Element name = page.select("tr.fails th").getFirst();
    assertThat(name.select("bdi").getFirst().wholeText()).isEqualTo(text);
    assertThat(name.select("small").getLast().wholeText()).isEqualTo("owner: " + text);
    assertThat(page.select("tr.fails td:nth-child(5) small").getLast().wholeText()).contains(text);
    assertThat(page.select("img, base, iframe, [onerror], [onload], [onfocus]")).isEmpty();
    assertThat(page.select("script, style, svg, table"))
        .hasSameSizeAs(harmless.select("script, style, svg, table"));
    assertThat(page.select("[href]")).allMatch(link -> link.attr("href").startsWith("#"));
  }

  @Test
  @DisplayName("Characters that nobody sees, or that turn the direction of writing, are spelt out")
  void invisible() {
    String row =
        AuditPages.user("x", 200)
            .replace("x,arn", "adm\u202ein\u200b,arn")
            .replace("service/x", "x");

    assertThat(AuditPages.page(AuditPages.users(row)))
        .contains("adm\\u{202e}in\\u{200b}")
        .doesNotContain("\u202e", "\u200b");
  }

  @Test
  @DisplayName("The same input makes the same bytes")
  void deterministic() {
    List<InventoryUser> users =
        AuditPages.users(AuditPages.user("shop", 120), AuditPages.user("calm", 10));

    assertThat(AuditPages.page(users)).isEqualTo(AuditPages.page(users));
  }

  @Test
  @DisplayName("A thousand failing keys take less than a megabyte, and all are in it")
  void size() {
    String[] rows =
        IntStream.range(0, 1000)
            .mapToObj(i -> AuditPages.user("billing-exporter-%04d".formatted(i), 100 + i))
            .toArray(String[]::new);

    String html = AuditPages.page(AuditPages.users(rows));

    assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(1_000_000);
    assertThat(Jsoup.parse(html).select("tr.fails")).hasSize(1000);
  }

  @Test
  @DisplayName(
      "Of more keys than a page holds the worst are there, and how many are left out is said")
  void bounded() {
    String[] rows =
        IntStream.range(0, AuditPageWriter.MOST_KEYS + 10)
            .mapToObj(i -> AuditPages.user("u" + i, i < 10 ? 10 : 100))
            .toArray(String[]::new);

    Document page = AuditPages.parsed(rows);

    assertThat(page.select("tr.fails")).hasSize(AuditPageWriter.MOST_KEYS);
    assertThat(page.select("tr.passes")).isEmpty();
    assertThat(page.select("section .note").text()).startsWith("10 keys are left out here");
    assertThat(page.select(".figures").text()).contains("10 pass", "2000 fail", "2010 keys in all");
  }
}
