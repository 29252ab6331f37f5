package dev.keyturn.app.cli;

import dev.keyturn.evidence.Checkpoint;
import dev.keyturn.evidence.SignedNote;
import dev.keyturn.evidence.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that {@code evidence --verify} is given.
 *
 * @param keys that checkpoints may be signed with
 * @param pinned a checkpoint that was kept elsewhere
 * @param problems what is wrong with them, a sentence each
 */
record EvidenceFiles(List<VerifierKey> keys, Optional<Checkpoint> pinned, List<String> problems) {

  static EvidenceFiles read(Optional<String> keyFile, Optional<String> pinFile) {
    List<String> problems = new ArrayList<>();
    List<VerifierKey> keys = new ArrayList<>();
    text(keyFile, "key", problems)
        .ifPresent(text -> {
          for (String line : text.lines().filter(one -> !one.isBlank()).toList()) {
            VerifierKey.read(line)
                .ifPresentOrElse(
                    keys::add,
                    () ->
                        problems.add(
                            "command line: --key: a line is no key such as keyturn+ID+KEY"));
          }
          if (keys.isEmpty() && problems.isEmpty()) {
            problems.add("command line: --key: there is no key in the file");
          }
        });
    Optional<SignedNote> note = text(pinFile, "pin", problems).flatMap(SignedNote::read);
    Optional<Checkpoint> pinned = note.map(SignedNote::text).flatMap(Checkpoint::read);
    if (pinFile.isPresent() && pinned.isEmpty() && problems.isEmpty()) {
      problems.add("command line: --pin: the file is no checkpoint of a journal");
    }
    if (pinned.isPresent()
        && !keys.isEmpty()
        && keys.stream().noneMatch(key -> key.hasSigned(note.orElseThrow()))) {
      problems.add("command line: --pin: the checkpoint is signed by none of the keys of --key");
    }
    return new EvidenceFiles(List.copyOf(keys), pinned, List.copyOf(problems));
  }

  private static Optional<String> text(
      Optional<String> file, String option, List<String> problems) {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(Path.of(file.get())));
    } catch (IOException | InvalidPathException unreadable) {
      problems.add("command line: --%s: the file cannot be read".formatted(option));
      return Optional.empty();
    }
  }
}
