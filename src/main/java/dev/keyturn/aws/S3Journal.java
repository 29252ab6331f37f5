package dev.keyturn.aws;

import dev.keyturn.port.Failure;
import dev.keyturn.port.JournalStore;
import dev.keyturn.port.ReadResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * A journal in a bucket. S3 cannot add to an object, so that a segment is a folder with an object
 * for each time that something was added, named by the place where it goes: {@code
 * SEGMENT/000000001234.jsonl}; and {@code SEGMENT/checkpoint} in the end. All are created on the
 * condition that there is none of the name, and none is ever written over.
 */
final class S3Journal implements JournalStore {
  private static final String PUT = "s3:PutObject";
  private static final String GET = "s3:GetObject";
  private static final Set<String> NO_SUCH_KEY = Set.of("NoSuchKey");
  private static final Set<String> TAKEN =
      Set.of("PreconditionFailed", "ConditionalRequestConflict");
  private static final String CHECKPOINT = "checkpoint";
  private static final Pattern PART = Pattern.compile("[0-9]{12}\\.jsonl");

  private final S3Bucket bucket;
  private final SdkCalls calls;
  private final String folder;

  /**
   * A journal.
   *
   * @param folder what the names of its objects begin with, a slash at its end included; or empty
   */
  S3Journal(S3Bucket bucket, SdkCalls calls, String folder) {
    this.bucket = bucket;
    this.calls = calls;
    this.folder = folder;
  }

  @Override
  public ReadResult<List<String>> segments(String after) {
    return calls.read(
        "s3:ListBucket",
        Set.of(),
        () ->
            bucket.list(folder, after.isEmpty() ? "" : folder + after, true).stream()
                .filter(name -> name.endsWith("/"))
                .map(name -> name.substring(folder.length(), name.length() - 1))
                .sorted()
                .toList());
  }

  @Override
  public ReadResult<String> lines(String segment) {
    String beginning = folder + segment + "/";
    return calls.read(
        GET,
        NO_SUCH_KEY,
        () -> {
          StringBuilder text = new StringBuilder();
          bucket.list(beginning, "", false).stream()
              .filter(name -> PART.matcher(name.substring(beginning.length())).matches())
              .sorted()
              .forEach(
                  name -> text.append(new String(bucket.read(name), StandardCharsets.ISO_8859_1)));
          return text.toString();
        });
  }

  /**
   * Looked for before it is read: where a policy bounds s3:ListBucket to a prefix, S3 says of an
   * object that is not there that it is denied.
   */
  @Override
  public ReadResult<String> checkpoint(String segment) {
    String name = folder + segment + "/" + CHECKPOINT;
    ReadResult<List<String>> there =
        calls.read("s3:ListBucket", Set.of(), () -> bucket.list(name, "", false));
    return switch (there) {
      case ReadResult.Got<List<String>>(List<String> names) ->
          names.contains(name)
              ? calls.read(
                  GET, NO_SUCH_KEY, () -> new String(bucket.read(name), StandardCharsets.UTF_8))
              : new ReadResult.Absent<>();
      case ReadResult.Absent<List<String>> none -> new ReadResult.Absent<>();
      case ReadResult.Failed<List<String>>(Failure failure) -> new ReadResult.Failed<>(failure);
    };
  }

  @Override
  public Optional<Failure> append(String segment, long place, String text) {
    return create(
        "%s%s/%012d.jsonl".formatted(folder, segment, place),
        text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Override
  public Optional<Failure> seal(String segment, String checkpoint) {
    return create(folder + segment + "/" + CHECKPOINT, checkpoint.getBytes(StandardCharsets.UTF_8));
  }

  /** Where there is one already, it may be ours, of an attempt whose reply was lost. */
  private Optional<Failure> create(String name, byte[] content) {
    return failure(
        PUT,
        () -> {
          try {
            bucket.create(name, content);
            return true;
          } catch (AwsServiceException refused) {
            if (TAKEN.contains(AwsError.of(refused).code())
                && Arrays.equals(bucket.read(name), content)) {
              return true;
            }
            throw refused;
          }
        });
  }

  private Optional<Failure> failure(String action, Supplier<Boolean> call) {
    return calls.read(action, Set.of(), call) instanceof ReadResult.Failed<Boolean>(Failure failure)
        ? Optional.of(failure)
        : Optional.empty();
  }
}
