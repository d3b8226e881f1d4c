package mer4j.corpus;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import mer4j.Folders;

/**
 * Keeps a folder to one composer at a time, whichever process or thread it is in; the others wait.
 *
 * <p>An operating-system lock on the file {@code .corpus.lock}, so a killed process leaves none
 * that holds. The file stays: deleting it would give two processes locks on two files of one name.
 */
final class CorpusLock implements AutoCloseable {
  static final String FILE = ".corpus.lock";

  private static final long POLL_MILLIS = 50;

  // The system's locks belong to a process, and closing any handle of the file gives them up.
  private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

  private final FileChannel channel;

  private CorpusLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes a folder, once nobody else has it.
   *
   * @param waiting called once if somebody has
   * @throws InterruptedIOException if the thread is interrupted while it waits
   * @throws IOException if the folder cannot be written to
   */
  static CorpusLock take(Path folder, Runnable waiting) throws IOException {
    try {
      if (!IN_THIS_PROCESS.tryLock()) {
        waiting.run();
        IN_THIS_PROCESS.lockInterruptibly();
      }
      try {
        return lock(folder, waiting);
      } catch (IOException | InterruptedException | RuntimeException e) {
        IN_THIS_PROCESS.unlock();
        throw e;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("waiting for another process that composes was stopped");
    }
  }

  private static CorpusLock lock(Path folder, Runnable waiting)
      throws IOException, InterruptedException {
    var channel = open(folder.resolve(FILE));
    try {
      for (boolean told = false; !isTaken(channel); told = true) {
        if (!told) {
          waiting.run();
        }
        Thread.sleep(POLL_MILLIS);
      }
      return new CorpusLock(channel);
    } catch (IOException | InterruptedException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static FileChannel open(Path file) throws IOException {
    try {
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + Folders.reason(e), e);
    }
  }

  private static boolean isTaken(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false; // this class, loaded a second time in this process, has it
    }
  }

  /** Lets the next one in. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      IN_THIS_PROCESS.unlock();
    }
  }
}
