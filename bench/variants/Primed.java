import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.keyturn.app.lambda.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The function as a restored snapshot finds it: the hooks of SnapStart have run before the first
 * event.
 */
public final class Primed implements RequestStreamHandler {
  private final Handler handler = new Handler();

  public Primed() {
    handler.beforeCheckpoint(null);
    handler.afterRestore(null);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    handler.handleRequest(input, output, context);
  }
}
