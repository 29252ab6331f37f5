package dev.keyturn.inventory;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.keyturn.inventory.AdoptionColumn.OfSetting;
import dev.keyturn.inventory.AdoptionColumn.Own;
import dev.keyturn.model.AccountId;
import dev.keyturn.model.SecretFields;
import dev.keyturn.model.Setting;
import dev.keyturn.model.UserName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads which users and secrets a file names: columns {@code user} and {@code secret}, others of
 * {@link AdoptionColumn} or not, in any order. All that is wrong is gathered, so that a person
 * corrects a file once.
 */
public final class AdoptionListReader {
  /** More users than any account has: 5,000 is the quota. */
  private static final int MOST_ROWS = 20_000;

  private static final int LONGEST_QUOTE = 60;

  /** Spreadsheets write semicolons where a comma is the decimal sign, and tabs when asked. */
  private static final Pattern OTHER_SEPARATOR = Pattern.compile("[;\\t]");

  private static final Pattern USER_ARN =
      Pattern.compile("arn:[a-z0-9-]+:iam::(\\d{12}):user/(?:[\\x21-\\x7e]*/)?([^/]+)");

  private final List<AdoptionColumn> columns = new ArrayList<>();
  private final List<AdoptionRow> rows = new ArrayList<>();
  private final List<ReportProblem> problems = new ArrayList<>();

  private AdoptionListReader() {}

  /**
   * Reads a file to its end.
   *
   * @param csv UTF-8; with a byte order mark also UTF-16
   * @throws UncheckedIOException where {@code csv} cannot be read
   */
  public static AdoptionListReading read(InputStream csv) {
    AdoptionListReader list = new AdoptionListReader();
    list.readAll(csv);
    return new AdoptionListReading(list.rows, list.problems);
  }

  private void readAll(InputStream csv) {
    long line = 1;
    boolean headed = false;
    try (CsvReader<CsvRecord> reader = CsvFile.open(csv)) {
      for (CsvRecord record : reader) {
        line = record.getStartingLineNumber();
        if (!headed) {
          headed = true;
          if (!readHeader(line, record.getFields())) {
            return;
          }
        } else if (rows.size() == MOST_ROWS) {
          problem(line, "there are more than %d rows".formatted(MOST_ROWS));
          return;
        } else {
          readRow(line, record);
        }
      }
    } catch (CsvParseException notCsv) {
      problem(line + 1, "from here on this is no CSV: a quote is not closed");
      return;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    if (rows.isEmpty() && problems.isEmpty()) {
      problem(line, "there is no row of a user and a secret below the header");
    }
    problems.addAll(SharedNames.problems(rows));
  }

  /** Whether the rows can be read by it. */
  private boolean readHeader(long line, List<String> titles) {
    if (titles.size() == 1 && OTHER_SEPARATOR.matcher(titles.getFirst()).find()) {
      problem(
          line,
          "the columns must be separated by commas, as a spreadsheet's export to CSV can be told");
      return false;
    }
    for (String title : titles) {
      Optional<AdoptionColumn> column = AdoptionColumn.of(title);
      if (column.isEmpty()) {
        problem(
            line,
            "there is no column \"%s\"; there are: %s"
                .formatted(quoted(title), AdoptionColumn.titles()));
      } else if (columns.contains(column.get())) {
        problem(line, "the column %s is there twice".formatted(column.get().title()));
      }
      column.ifPresent(columns::add);
    }
    for (Own needed : List.of(Own.USER, Own.SECRET)) {
      if (!columns.contains(needed)) {
        problem(line, "the column %s is missing".formatted(needed.title()));
      }
    }
    return problems.isEmpty();
  }

  private void readRow(long line, CsvRecord record) {
    if (record.getFieldCount() != columns.size()) {
      problem(
          line,
          "this row has %d of %d fields: the file is cut short, or was edited"
              .formatted(record.getFieldCount(), columns.size()));
      return;
    }
    Map<AdoptionColumn, String> texts = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      String text = record.getField(i).strip();
      if (!text.isEmpty()) {
        texts.put(columns.get(i), text);
      }
    }
    int before = problems.size();
    String user = texts.getOrDefault(Own.USER, "");
    Matcher arn = USER_ARN.matcher(user);
    Optional<String> account = account(line, texts, arn);
    String name = arn.matches() ? arn.group(2) : user;
    if (!UserName.isValid(name)) {
      wrong(line, Own.USER, user, "the name or the ARN of an IAM user");
    }
    Optional<Boolean> newKey = yesOrNo(line, Own.NEW_KEY, texts);
    Optional<Boolean> existing = yesOrNo(line, Own.EXISTING, texts);
    Optional<String> fields = Optional.ofNullable(texts.get(Own.FIELDS));
    fields
        .filter(text -> !text.equals(SecretFields.AUTO))
        .map(SecretFields::read)
        .ifPresent(read -> {
          if (read instanceof SecretFields.Result.Invalid(String what)) {
            problem(line, "fields " + what);
          }
        });
    String secret = texts.getOrDefault(Own.SECRET, "");
    if (secret.isEmpty()) {
      wrong(line, Own.SECRET, secret, "the name or the ARN of a secret");
    }
    if (problems.size() == before) {
      rows.add(
          new AdoptionRow(
              line,
              new UserName(name),
              account,
              secret,
              newKey,
              existing,
              fields,
              settings(texts)));
    }
  }

  /** The column's, which the user's ARN must not contradict. */
  private Optional<String> account(long line, Map<AdoptionColumn, String> texts, Matcher arn) {
    Optional<String> named = Optional.ofNullable(texts.get(Own.ACCOUNT));
    named
        .filter(text -> !AccountId.isValid(text))
        .ifPresent(text -> wrong(line, Own.ACCOUNT, text, "an account's ID, twelve digits"));
    Optional<String> ofUser = arn.matches() ? Optional.of(arn.group(1)) : Optional.empty();
    if (named.isPresent() && ofUser.isPresent() && !named.equals(ofUser)) {
      problem(
          line,
          "the user is of account %s, and the column account says %s"
              .formatted(ofUser.get(), quoted(named.get())));
    }
    return named.or(() -> ofUser);
  }

  private static Map<Setting, String> settings(Map<AdoptionColumn, String> texts) {
    Map<Setting, String> settings = new EnumMap<>(Setting.class);
    texts.forEach((column, text) -> {
      if (column instanceof OfSetting(Setting setting)) {
        settings.put(setting, text);
      }
    });
    return settings;
  }

  private Optional<Boolean> yesOrNo(long line, Own column, Map<AdoptionColumn, String> texts) {
    return switch (texts.getOrDefault(column, "")) {
      case "" -> Optional.empty();
      case "true", "yes" -> Optional.of(true);
      case "false", "no" -> Optional.of(false);
      default -> {
        wrong(line, column, texts.getOrDefault(column, ""), "true or false, or empty");
        yield Optional.empty();
      }
    };
  }

  private void wrong(long line, Own column, String text, String form) {
    problem(line, "%s is \"%s\", but must be %s".formatted(column.title(), quoted(text), form));
  }

  private void problem(long line, String what) {
    problems.add(new ReportProblem(line, what));
  }

  private static String quoted(String text) {
    return text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
  }
}
