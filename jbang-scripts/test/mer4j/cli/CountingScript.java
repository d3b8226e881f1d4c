package mer4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Counts until stopped, then writes how far it came: what a resumable script does. */
@Command(name = "counting")
final class CountingScript implements Callable<Integer> {
  @Parameters Path file;

  public static void main(String[] args) {
    System.exit(Scripts.run(new CountingScript(), args));
  }

  @Override
  public Integer call() throws Exception {
    System.out.println("started");
    var steps = 0;
    try {
      while (true) {
        Thread.sleep(20);
        steps++;
      }
    } finally {
      Files.writeString(file, "steps " + steps);
    }
  }
}
