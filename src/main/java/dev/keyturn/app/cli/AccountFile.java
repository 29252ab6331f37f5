package dev.keyturn.app.cli;

import dev.keyturn.model.AccountId;
import dev.keyturn.report.VisibleText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A file of accounts: an ID a line, blank lines and what follows a {@code #} passed over.
 *
 * @param accounts in the file's order, each once
 * @param problems what is wrong with it, a sentence each
 */
record AccountFile(Set<AccountId> accounts, List<String> problems) {
  /** More lines than the largest organization has accounts; another file was meant. */
  private static final int MOST_LINES = 100_000;

  /** So many wrong lines are told one by one. */
  private static final int MOST_TOLD = 20;

  /** Reads a file to its end. */
  static AccountFile read(Path file) {
    Set<AccountId> accounts = new LinkedHashSet<>();
    List<String> wrong = new ArrayList<>();
    try (var lines = Files.lines(file)) {
      int number = 0;
      for (String line : (Iterable<String>) lines.limit(MOST_LINES + 1L)::iterator) {
        if (++number > MOST_LINES) {
          return new AccountFile(
              Set.of(),
              List.of(
                  "accounts-file: %s has more than %,d lines, more than any organization has accounts"
                      .formatted(file, MOST_LINES)));
        }
        String text = line.replaceFirst("#.*", "").strip();
        if (AccountId.isValid(text)) {
          accounts.add(new AccountId(text));
        } else if (!text.isEmpty()) {
          wrong.add(
              "accounts-file: %s line %d has \"%s\", but must have an account ID of twelve digits"
                  .formatted(file, number, VisibleText.of(cut(text))));
        }
      }
    } catch (IOException | UncheckedIOException unreadable) {
      return new AccountFile(
          Set.of(),
          List.of(
              "accounts-file: %s cannot be read: %s".formatted(file, FileWords.of(unreadable))));
    }
    if (accounts.isEmpty() && wrong.isEmpty()) {
      wrong.add("accounts-file: %s names no account".formatted(file));
    }
    return new AccountFile(accounts, told(file, wrong));
  }

  private static List<String> told(Path file, List<String> wrong) {
    if (wrong.size() <= MOST_TOLD) {
      return List.copyOf(wrong);
    }
    List<String> told = new ArrayList<>(wrong.subList(0, MOST_TOLD));
    told.add("accounts-file: %s has %d more such lines".formatted(file, wrong.size() - MOST_TOLD));
    return told;
  }

  private static String cut(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
