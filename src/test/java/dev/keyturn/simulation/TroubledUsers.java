package dev.keyturn.simulation;

import dev.keyturn.model.UserDescription;
import dev.keyturn.model.UserName;
import dev.keyturn.port.AccountUsers;
import dev.keyturn.port.CredentialReportFile;
import dev.keyturn.port.Failure;
import dev.keyturn.port.ReadResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The lists of an account with whatever is wrong with them at the moment. */
final class TroubledUsers implements AccountUsers {
  private static final Failure DENIED =
      new Failure.Denied("iam:GetCredentialReport", false, "not authorized");

  /** The columns of a key in the report, and where those of the first and the second begin. */
  private static final int OF_A_KEY = 5;

  private static final int FIRST = 8;
  private static final int SECOND = FIRST + OF_A_KEY;

  private final AccountUsers real;
  private final Supplier<ReportTrouble> trouble;
  private Optional<CredentialReportFile> before = Optional.empty();

  TroubledUsers(AccountUsers real, Supplier<ReportTrouble> trouble) {
    this.real = real;
    this.trouble = trouble;
  }

  @Override
  public ReadResult<CredentialReportFile> report() {
    return switch (trouble.get()) {
      case MISSING -> new ReadResult.Absent<>();
      case REPORT_DENIED -> new ReadResult.Failed<>(DENIED);
      case OLD -> changed(this::old);
      case STALE -> changed(file -> dated(file, Duration.ofHours(5)));
      case CUT_IN_A_ROW -> changed(file -> cut(file, text(file).length() - 30));
      case CUT_BETWEEN_ROWS -> changed(file -> cut(file, text(file).lastIndexOf('\n')));
      case SLOTS_TURNED -> changed(TroubledUsers::turned);
      case NONE, USERS_DENIED, USER_LEFT_OUT -> real.report();
    };
  }

  private ReadResult<CredentialReportFile> changed(UnaryOperator<CredentialReportFile> how) {
    ReadResult<CredentialReportFile> read = real.report();
    return read instanceof ReadResult.Got<CredentialReportFile>(CredentialReportFile file)
        ? new ReadResult.Got<>(how.apply(file))
        : read;
  }

  private CredentialReportFile old(CredentialReportFile file) {
    CredentialReportFile shown = before.orElse(file);
    before = Optional.of(file);
    return new CredentialReportFile(
        bytes(text(shown)), file.generated().minus(Duration.ofHours(4)));
  }

  private static CredentialReportFile dated(CredentialReportFile file, Duration ago) {
    return new CredentialReportFile(bytes(text(file)), file.generated().minus(ago));
  }

  private static CredentialReportFile cut(CredentialReportFile file, int length) {
    return new CredentialReportFile(bytes(text(file).substring(0, length)), file.generated());
  }

  private static CredentialReportFile turned(CredentialReportFile file) {
    List<String> rows = Arrays.asList(text(file).split("\n", -1));
    return new CredentialReportFile(
        bytes(
            rows.getFirst()
                + "\n"
                + String.join("\n", rows.stream().skip(1).map(TroubledUsers::turnedRow).toList())),
        file.generated());
  }

  private static String turnedRow(String row) {
    String[] cells = row.split(",", -1);
    String[] turned = cells.clone();
    System.arraycopy(cells, FIRST, turned, SECOND, OF_A_KEY);
    System.arraycopy(cells, SECOND, turned, FIRST, OF_A_KEY);
    return String.join(",", turned);
  }

  private static String text(CredentialReportFile file) {
    try (var in = file.open()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public ReadResult<Boolean> askForReport() {
    return trouble.get() == ReportTrouble.MISSING
        ? new ReadResult.Got<>(false)
        : real.askForReport();
  }

  @Override
  public ReadResult<List<UserDescription>> withTags() {
    return real.withTags();
  }

  @Override
  public ReadResult<List<UserDescription>> withoutTags() {
    ReadResult<List<UserDescription>> read = real.withoutTags();
    return switch (trouble.get()) {
      case USERS_DENIED -> new ReadResult.Failed<>(DENIED);
      case USER_LEFT_OUT ->
          read instanceof ReadResult.Got<List<UserDescription>>(List<UserDescription> all)
              ? new ReadResult.Got<>(all.subList(1, all.size()))
              : read;
      case NONE, OLD, STALE, MISSING, CUT_IN_A_ROW, CUT_BETWEEN_ROWS, SLOTS_TURNED, REPORT_DENIED ->
          read;
    };
  }

  @Override
  public ReadResult<List<UserDescription>> below(String path) {
    return real.below(path);
  }

  @Override
  public ReadResult<UserDescription> withTags(UserName user) {
    return real.withTags(user);
  }
}
