package mer4j.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import mer4j.ProgressListener;
import mer4j.features.Sha256;

/** Downloads one file; a part that is there from before is continued. */
final class Download {
  private static final int BUFFER = 1 << 16;
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int BEYOND_END = 416;

  private final String url;
  private final String sha256;

  /**
   * @param sha256 checksum the file must have, or null where none is known
   */
  Download(String url, String sha256) {
    this.url = url;
    this.sha256 = sha256;
  }

  /**
   * Downloads to a file, unless it is there.
   *
   * @param progress told about bytes
   * @throws IOException naming the address and the reason; what was received is kept for the next
   *     try
   */
  void to(Path file, ProgressListener progress) throws IOException {
    if (Files.isRegularFile(file)) {
      return;
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    var part = file.resolveSibling(file.getFileName() + ".part");
    try (var client =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(20))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      receive(client, part, progress);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(
          "download of " + url + " was stopped; run it again to go on");
    } catch (InterruptedIOException | Refused e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("cannot download %s: no connection (%s)".formatted(url, reason(e)), e);
    }
    if (sha256 != null && !Sha256.of(part).equals(sha256)) {
      Files.delete(part);
      throw new IOException("%s: the file received has another checksum".formatted(url));
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String reason(IOException e) {
    Throwable cause = e;
    while (cause.getMessage() == null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null
        ? cause.getClass().getSimpleName().replaceAll("Exception$", "")
        : cause.getMessage();
  }

  /** The server answered, but not with the file. */
  private static final class Refused extends IOException {
    private Refused(String message) {
      super(message);
    }
  }

  private void receive(HttpClient client, Path part, ProgressListener progress)
      throws IOException, InterruptedException {
    long have = Files.isRegularFile(part) ? Files.size(part) : 0;
    var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60));
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (var in = response.body()) {
      switch (response.statusCode()) {
        case PARTIAL -> {}
        case OK -> have = 0;
        case BEYOND_END -> {
          Files.delete(part);
          receive(client, part, progress);
          return;
        }
        default ->
            throw new Refused(
                "cannot download %s: the server answers %d".formatted(url, response.statusCode()));
      }
      long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      long total = length < 0 ? 0 : have + length;
      copy(in, part, have, total, progress);
    }
  }

  private void copy(
      java.io.InputStream in, Path part, long have, long total, ProgressListener progress)
      throws IOException {
    long done = have;
    var mode = have > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    try (var out =
        Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
      var buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        done += read;
        progress.update(done, Math.max(done, total), "");
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("download was stopped; run it again to go on");
        }
      }
    }
    if (done < total) {
      throw new Refused(
          "cannot download %s: it ended after %d of %d bytes; run it again to go on"
              .formatted(url, done, total));
    }
  }
}
