package dev.keyturn.aws;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Takes a credential report out of the SDK's hands as it comes. The SDK holds the reply as text, as
 * text of its XML, and decoded: six times the report, which has 220 bytes a user. So the SDK signs,
 * sends, repeats, and reads errors and all that is beside the report.
 */
final class ReportInterceptor implements ExecutionInterceptor {
  private static final ScopedValue<Kept> OF_THIS_CALL = ScopedValue.newInstance();
  private static final byte[] BEGINS = "<Content>".getBytes(StandardCharsets.US_ASCII);

  private static final class Kept {
    private byte @Nullable [] report;
  }

  /**
   * A reply, and the report that came with it.
   *
   * @param report empty where there was none in it
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody, and copying it would only cost.
  record Reply<T>(T response, Optional<byte[]> report) {}

  /** Makes a call of GetCredentialReport. */
  static <T> Reply<T> during(Supplier<T> call) {
    Kept kept = new Kept();
    T response = ScopedValue.where(OF_THIS_CALL, kept).call(call::get);
    return new Reply<>(response, Optional.ofNullable(kept.report));
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    if (!ReplyBody.isFor(OF_THIS_CALL, context)) {
      return context.responseBody();
    }
    Kept kept = OF_THIS_CALL.get();
    kept.report = null;
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try (InputStream body = new BufferedInputStream(context.responseBody().orElseThrow())) {
      if (copiesTo(rest, body)) {
        Text text = new Text(body);
        kept.report = Base64.getDecoder().wrap(text).readAllBytes();
        // The decoder reads no further than the padding.
        if (text.read() >= 0) {
          throw new IOException("there is more behind the report's end");
        }
        rest.write('<');
        body.transferTo(rest);
      }
    } catch (IOException e) {
      throw ReplyBody.unreadable(e);
    }
    return Optional.of(new ByteArrayInputStream(rest.toByteArray()));
  }

  /** Copies up to the report; whether there is one. */
  private static boolean copiesTo(ByteArrayOutputStream rest, InputStream body) throws IOException {
    int found = 0;
    for (int next = body.read(); next >= 0; next = body.read()) {
      rest.write(next);
      found = next == BEGINS[found] ? found + 1 : next == BEGINS[0] ? 1 : 0;
      if (found == BEGINS.length) {
        return true;
      }
    }
    return false;
  }

  /** An element's text: it ends with the next element's tag, whose first sign it takes away. */
  private static final class Text extends FilterInputStream {
    private boolean isOver;

    Text(InputStream in) {
      super(in);
    }

    /** Lines and how XML writes their ends are no part of Base64. */
    @Override
    public int read() throws IOException {
      int next = isOver ? -1 : in.read();
      while (next == '&' || (next >= 0 && next <= ' ')) {
        if (next == '&') {
          skipReference();
        }
        next = in.read();
      }
      isOver = next < 0 || next == '<';
      return isOver ? -1 : next;
    }

    private void skipReference() throws IOException {
      for (int next = in.read(); next != ';'; next = in.read()) {
        if (next < 0) {
          throw new IOException("the report ends in a character reference");
        }
      }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = 0;
      for (int next = read < length ? read() : -1; next >= 0; next = read < length ? read() : -1) {
        into[offset + read++] = (byte) next;
      }
      return read == 0 && length > 0 ? -1 : read;
    }

    @Override
    public void close() {
      // What follows is read by whoever opened it.
    }
  }
}
