package dev.keyturn.app.env;

import dev.keyturn.evidence.SegmentName;
import dev.keyturn.port.Failure;
import dev.keyturn.port.JournalStore;
import dev.keyturn.port.ReadResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A journal in a folder: {@code SEGMENT.jsonl} for the lines of each run, and {@code
 * SEGMENT.checkpoint}. A file is created where there is none, and written to by its own run alone;
 * what was written is on the disk before the run goes on.
 */
public final class JournalFolder implements JournalStore {
  private static final String LINES = ".jsonl";
  private static final String CHECKPOINT = ".checkpoint";

  /** A disk that is well needs milliseconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Path folder;
  private final Duration patience;
  private final Set<Path> created = new HashSet<>();

  /** A journal; the folder is created when the first line is written. */
  public JournalFolder(Path folder) {
    this(folder, PATIENCE);
  }

  /**
   * The same.
   *
   * @param patience how long one call may take
   */
  JournalFolder(Path folder, Duration patience) {
    this.folder = folder;
    this.patience = patience;
  }

  @Override
  public ReadResult<List<String>> segments(String after) {
    try {
      return new ReadResult.Got<>(
          FileTask.within(patience, this::names).stream()
              .filter(name -> SegmentName.isOne(name) && name.compareTo(after) > 0)
              .sorted()
              .toList());
    } catch (NoSuchFileException none) {
      return new ReadResult.Absent<>();
    } catch (IOException e) {
      return new ReadResult.Failed<>(failure("list", e));
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(LINES))
          .map(name -> name.substring(0, name.length() - LINES.length()))
          .toList();
    }
  }

  @Override
  public ReadResult<String> lines(String segment) {
    return read(segment + LINES, StandardCharsets.ISO_8859_1);
  }

  @Override
  public ReadResult<String> checkpoint(String segment) {
    return read(segment + CHECKPOINT, StandardCharsets.UTF_8);
  }

  private ReadResult<String> read(String name, Charset charset) {
    try {
      byte[] bytes = FileTask.within(patience, () -> Files.readAllBytes(folder.resolve(name)));
      return new ReadResult.Got<>(new String(bytes, charset));
    } catch (NoSuchFileException none) {
      return new ReadResult.Absent<>();
    } catch (IOException e) {
      return new ReadResult.Failed<>(failure("read", e));
    }
  }

  @Override
  public Optional<Failure> append(String segment, long place, String text) {
    return write(folder.resolve(segment + LINES), place, text, StandardCharsets.ISO_8859_1);
  }

  @Override
  public Optional<Failure> seal(String segment, String checkpoint) {
    return write(folder.resolve(segment + CHECKPOINT), 0, checkpoint, StandardCharsets.UTF_8);
  }

  private Optional<Failure> write(Path file, long place, String text, Charset charset) {
    byte[] bytes = text.getBytes(charset);
    try {
      return FileTask.within(
          patience,
          () -> {
            put(file, place, bytes);
            return Optional.empty();
          });
    } catch (IOException e) {
      return Optional.of(failure("write", e));
    }
  }

  private synchronized void put(Path file, long place, byte[] content) throws IOException {
    boolean ours = created.contains(file);
    Set<OpenOption> how =
        Set.of(
            StandardOpenOption.WRITE,
            ours ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW);
    Files.createDirectories(folder);
    try (FileChannel channel = FileChannel.open(file, how)) {
      created.add(file);
      ByteBuffer bytes = ByteBuffer.wrap(content);
      long at = place;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
      channel.force(true);
    }
  }

  /** What the system says of a file names its path, and nothing that is in it. */
  private static Failure failure(String action, IOException e) {
    String what =
        e instanceof FileAlreadyExistsException
            ? "there is a file of that name already"
            : "the folder or a file in it cannot be used";
    return new Failure.Unconfigured(
        action + " the journal",
        "The journal's folder (KEYTURN_JOURNAL): %s: %s."
            .formatted(e.getClass().getSimpleName(), what),
        "Look at the folder, its owner and the room on its disk.");
  }
}
