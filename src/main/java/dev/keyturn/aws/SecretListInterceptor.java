package dev.keyturn.aws;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Takes a page of ListSecrets out of the SDK's hands. The SDK reads a page whole or not at all: for
 * one entry with a number where a list belongs it gives up all others. So the SDK signs, sends,
 * repeats and reads errors, and a page that is one is kept as it stands.
 */
final class SecretListInterceptor implements ExecutionInterceptor {
  private static final ScopedValue<SecretListInterceptor.Kept> OF_THIS_CALL =
      ScopedValue.newInstance();

  private static final class Kept {
    private @Nullable JsonValue page;
  }

  /**
   * The page that a call of ListSecrets gets, on this thread.
   *
   * @param call makes it; what it returns is of no interest
   */
  static JsonValue page(Runnable call) {
    Kept kept = new Kept();
    ScopedValue.where(OF_THIS_CALL, kept).run(call);
    if (kept.page == null) {
      throw new UnreadableReplyException("the reply is no JSON");
    }
    return kept.page;
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    if (!ReplyBody.isFor(OF_THIS_CALL, context)) {
      return context.responseBody();
    }
    byte[] body;
    try (InputStream whole = context.responseBody().orElseThrow()) {
      body = whole.readAllBytes();
    } catch (IOException e) {
      throw ReplyBody.unreadable(e);
    }
    try {
      OF_THIS_CALL.get().page = JsonValue.read(body);
      return Optional.of(new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)));
    } catch (IOException noJson) {
      return Optional.of(new ByteArrayInputStream(body));
    }
  }
}
