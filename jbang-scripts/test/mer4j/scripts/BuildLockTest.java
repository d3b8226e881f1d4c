package mer4j.scripts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mer4j.Project;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wrapper, around a JBang that only says when it builds. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class BuildLockTest {
  private static final String LOCK = "cache/mer4j-build.lock";

  @TempDir Path folder;

  @BeforeEach
  void wrapper() throws IOException {
    var environment = Project.root().resolve("environment");
    Files.createDirectories(folder.resolve("environment/tools"));
    for (var file : List.of("jbang", "common.sh", "build-lock.sh")) {
      Files.copy(environment.resolve(file), folder.resolve("environment").resolve(file));
    }
    var version =
        Files.readAllLines(environment.resolve("common.sh")).stream()
            .filter(line -> line.startsWith("JBANG_VERSION="))
            .map(line -> line.substring(line.indexOf('=') + 1))
            .findFirst()
            .orElseThrow();
    Files.writeString(folder.resolve("environment/tools/jbang-cli-" + version + ".jar"), "");
    // a build takes a moment; the program it gives waits for a file or makes it
    program(
        "jdk-25/bin/java",
        """
        case " $* " in
        *" -version "*) echo 'openjdk version "25"' >&2; exit 0 ;;
        esac
        echo begin >>log; sleep .3; echo end >>log
        case " $* " in
        *" wait.java "*) echo "sh -c 'until [ -e made ]; do sleep .1; done; echo waited'" ;;
        *" make.java "*) echo 'touch made' ;;
        esac
        exit 255
        """);
    program("jdk-25/bin/javac", "");
  }

  private void program(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + text);
    assertTrue(file.toFile().setExecutable(true));
  }

  /** What the wrapper needs, and no flock. */
  private String pathWithoutFlock() throws IOException {
    for (var name : List.of("readlink dirname cat grep uname mkdir rm sleep touch sh".split(" "))) {
      var path =
          Stream.of("/bin/" + name, "/usr/bin/" + name)
              .filter(file -> Files.exists(Path.of(file)))
              .findFirst()
              .orElseThrow();
      program("programs/" + name, "exec " + path + " \"$@\"\n");
    }
    return folder.resolve("programs").toString();
  }

  private Process start(String path, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("/bin/sh", "environment/jbang"));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve("errors").toFile());
    var environment = builder.environment();
    environment.put("JAVA_HOME", folder.resolve("jdk-25").toString());
    environment.put("JBANG_CACHE_DIR", folder.resolve("cache").toString());
    environment.put("MER4J_LOCK_SECONDS", "20");
    if (path != null) {
      environment.put("PATH", path);
    }
    return builder.start();
  }

  private void assertEnds(Process process) throws Exception {
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue(), Files.readString(folder.resolve("errors")));
  }

  private List<String> log() throws IOException {
    return Files.readAllLines(folder.resolve("log"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneBuildsAfterTheOtherAndBothRun(boolean flock) throws Exception {
    var path = flock ? null : pathWithoutFlock();
    var first = start(path, "wait.java");
    var second = start(path, "--quiet", "make.java");
    assertEnds(second);
    assertEnds(first);
    assertEquals("waited", first.inputReader().readLine());
    assertEquals(List.of("begin", "end", "begin", "end"), log());
    assertFalse(Files.exists(folder.resolve(LOCK + ".d")), "given back");
  }

  @Test
  void aLockThatAKilledBuildLeftIsNoObstacle() throws Exception {
    var ended = new ProcessBuilder("true").start();
    ended.waitFor();
    var left = Files.createDirectories(folder.resolve(LOCK + ".d"));
    Files.writeString(left.resolve("owner"), ended.pid() + "\n");
    long start = System.nanoTime();
    assertEnds(start(pathWithoutFlock(), "make.java"));
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(15), "did not wait");
    assertTrue(Files.exists(folder.resolve("made")));
  }

  @Test
  void whatDoesNotBuildDoesNotWait() throws Exception {
    var left = Files.createDirectories(folder.resolve(LOCK + ".d"));
    Files.writeString(left.resolve("owner"), ProcessHandle.current().pid() + "\n");
    assertEnds(start(pathWithoutFlock(), "edit", "make.java"));
    assertTrue(Files.exists(left), "another's lock is left alone");
  }
}
