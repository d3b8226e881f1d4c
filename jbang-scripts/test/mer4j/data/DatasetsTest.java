package mer4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import mer4j.ProgressListener;
import mer4j.Project;
import mer4j.audio.WavFile;
import mer4j.features.ExtractionSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {
  @TempDir Path folder;

  private Path sound(String name, int samples) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    WavFile.write(file, new float[samples], 22050);
    return file;
  }

  private void text(String name, String content) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static void refuses(
      Class<? extends Exception> type,
      String message,
      org.junit.jupiter.api.function.Executable call) {
    var error = assertThrows(type, call);
    assertTrue(error.getMessage().contains(message), error.getMessage());
    assertFalse(error.getMessage().contains("\n"), "one line: " + error.getMessage());
  }

  @Test
  void opensSubfoldersAsClasses() throws IOException {
    sound("sad/b.wav", 5120);
    sound("sad/album 1/ü.wav", 1024);
    sound("sad/b.flac", 1024); // shares its stem: only the name counts here
    sound("happy/a.wav", 512);
    sound(".hidden/x.wav", 512);
    sound("happy/.y.wav", 512);
    sound("loose.wav", 512);
    text("happy/notes.txt", "no sound");
    text("groups.csv", "Song,Group\nhappy__a,Abba\nü,Abba\n");
    var set = Datasets.open(folder.toString());
    assertEquals(List.of("happy", "sad"), set.classes());
    assertEquals(List.of("happy__a", "sad__album 1__ü", "sad__b.flac", "sad__b.wav"), set.ids());
    assertArrayEquals(new int[] {0, 1, 1, 1}, set.labels());
    assertArrayEquals(new int[] {0, 0, 1, 2}, set.groups());
    assertEquals(11, set.frames());
    assertTrue(set.featureFolder(ExtractionSettings.study()).startsWith(Project.build()));
    assertEquals(List.of("Song", "Quadrant", "Group"), set.table().columnNames());
    assertEquals(4, set.table().rowCount());
    assertEquals(set.digest(), Datasets.open(folder.toString()).digest());
    var fewer = set.without(List.of("sad__b.wav"));
    assertEquals(3, fewer.size());
    assertEquals(List.of("sad__b.wav"), fewer.missing());
    assertNotEquals(set.digest(), fewer.digest());
  }

  @Test
  void opensAnnotatedFolders() throws IOException {
    for (var song : List.of("s1", "s2", "s3")) {
      sound("audio/" + song + ".wav", 512);
    }
    text("annotations.csv", "\uFEFFSong,Quadrant\r\ns3,Q1\r\ns1,Q2\r\ns2,Q1\r\n");
    text(
        "metadata.csv",
        "Artist,Song,Title,PQuad,Moods\r\nZZ,s1,T,.5,3\r\nAA,s2,U,,4\r\nZZ,s3,V,1,5\r\n");
    var set = Datasets.open(folder.toString());
    assertEquals(List.of("s2", "s3", "s1"), set.ids());
    assertArrayEquals(new int[] {0, 1, 1}, set.groups());
    var table = set.table();
    assertEquals(
        List.of("Song", "Artist", "Title", "Quadrant", "Group", "PQuad", "Moods"),
        table.columnNames());
    assertEquals(4, table.intColumn("Moods").get(0));
    assertTrue(table.doubleColumn("PQuad").isMissing(0));
    assertEquals(.5, table.doubleColumn("PQuad").get(2));

    text("annotations.csv", "Song,Quadrant\ns3,Q1\ns1,Q2\ns2,Q1\ns9,Q1\n");
    refuses(IOException.class, "s9", () -> Datasets.open(folder.toString()));
    var rest = Datasets.open(folder.toString(), true);
    assertEquals(List.of("s9"), rest.missing());
    assertFalse(rest.complete());
    text("annotations.csv", "Song,Quad\ns3,Q1\n");
    refuses(IOException.class, "no column 'Quadrant'", () -> Datasets.open(folder.toString()));
    text("annotations.csv", "Song,Quadrant\ns3,Q1\ns1,Q1\n");
    refuses(IOException.class, "one class only", () -> Datasets.open(folder.toString()));
  }

  @Test
  void refusesUnusableFolders() throws IOException {
    refuses(IOException.class, "no audio", () -> Datasets.open(folder.toString()));
    sound("a.wav", 10);
    refuses(IOException.class, "no subfolders", () -> Datasets.open(folder.toString()));
    sound("only/a.wav", 10);
    refuses(IOException.class, "one class only (only)", () -> Datasets.open(folder.toString()));
    text("other/broken.mp3", "this is not sound");
    text("only/a.wav", "nor this");
    var set = Datasets.open(folder.toString());
    refuses(IOException.class, "broken.mp3", set::frames);
  }

  @Test
  void refusesUnknownNames() {
    for (var name : List.of("4Q2", "no/such/folder", "", "..%2f", "a\0b", "../4q", "4q.json")) {
      refuses(IllegalArgumentException.class, "4q", () -> Datasets.open(name));
    }
    refuses(IllegalArgumentException.class, "4q", () -> Datasets.descriptor("x"));
  }

  @Test
  void descriptorsAreWhole() throws IOException {
    var registry = Datasets.registry();
    assertTrue(registry.stream().anyMatch(d -> d.name().equals("4q")));
    for (var descriptor : registry) {
      for (var text :
          Stream.of(
                  descriptor.title(),
                  descriptor.description(),
                  descriptor.homepage(),
                  descriptor.citation(),
                  descriptor.licence(),
                  descriptor.groups())
              .toList()) {
        assertFalse(text.isBlank());
      }
      if (descriptor.tracks() != null) {
        continue; // its index comes with the set
      }
      var index = new NamedDataset(descriptor, Project.data()).index();
      assertEquals(descriptor.clips(), index.entries().size());
      assertEquals(descriptor.classes().size(), descriptor.classMeanings().size());
      var labels = index.entries().stream().mapToInt(DatasetIndex.Entry::label).toArray();
      for (var rule : descriptor.splits()) {
        var split = descriptor.split(rule.name()).apply(labels);
        assertEquals(
            labels.length, split.train().length + split.validation().length + split.test().length);
      }
    }
  }

  /** The study's order and artist numbers, as scikit-learn's splits were made on. */
  @Test
  void indexOfThe4qSetHasTheStudysOrder() throws IOException {
    var entries = new NamedDataset(Datasets.descriptor("4q"), Project.data()).index().entries();
    var lines = GoldenSplits.lines("artist_group");
    for (int i = 0; i < 900; i++) {
      var entry = entries.get(i);
      assertEquals(lines.get(i), i + "," + entry.id() + "," + entry.label() + "," + entry.group());
    }
    var split = Datasets.descriptor("4q").split("networks").apply(GoldenSplits.labels900());
    assertArrayEquals(GoldenSplits.column("n900_seed602_stratified_eval", 0), split.validation());
    refuses(
        IllegalArgumentException.class, "networks", () -> Datasets.descriptor("4q").split("other"));
  }

  private NamedDataset named() throws IOException {
    text(
        "toy.json",
        """
        {"name": "toy", "homepage": "h", "classes": ["Q1", "Q2"], "clips": 3, "frames": 7,
         "extension": "wav", "index": "toy-index.csv",
         "tables": [{"file": "a.csv", "idColumn": "Song", "labelColumn": "Quadrant"},
          {"file": "m.csv", "idColumn": "Song", "labelColumn": "Quadrant",
           "columns": ["Artist", "Title"]}]}
        """);
    text(
        "toy-index.csv",
        "id,quadrant,artist,bytes,sha256\nc,Q1,10,1044,x\nb,Q2,9,1044,x\na,Q2,10,1044,x\n");
    return new NamedDataset(DatasetDescriptor.read(folder.resolve("toy.json")), folder);
  }

  private Dataset open(boolean allowMissing) throws IOException {
    return named().open(allowMissing, ProgressListener.NONE);
  }

  @Test
  void findsClipsInFlatAndClassFolders() throws IOException {
    refuses(IOException.class, "is not here", () -> open(false));
    sound("toy/audio/a.wav", 500);
    sound("toy/audio/Q2/b.wav", 500);
    refuses(IOException.class, "1 of 3 clips are missing", () -> open(false));
    var part = open(true);
    assertEquals(List.of("a", "b"), part.ids());
    assertEquals(List.of("c"), part.missing());
    assertArrayEquals(new int[] {1, 0}, part.groups());
    sound("toy/Q1/c.wav", 500);
    var whole = open(false);
    assertTrue(whole.complete());
    assertEquals(List.of("c", "a", "b"), whole.ids());
    assertEquals(7, whole.frames());
    sound("toy/audio/a.wav", 499);
    refuses(IOException.class, "differ in size", () -> open(false));
    assertEquals(List.of("a"), open(true).missing());
  }

  @Test
  void checksLabelTables() throws IOException {
    for (var id : List.of("a", "b", "c")) {
      sound("toy/audio/" + id + ".wav", 500);
    }
    text("toy/a.csv", "\uFEFFSong,Quadrant\r\na,Q2\r\nb,Q2\r\nc,Q1\r\n");
    text("toy/m.csv", "Song,Artist,Title,Quadrant\na,A,x,Q2\nb,B,y,Q2\nc,A,z,Q1\n");
    assertEquals(List.of("z", "x", "y"), open(false).table().stringColumn("Title").asList());
    text("toy/m.csv", "Song,Artist,Quadrant\na,A,Q2\nb,B,Q2\nc,A,Q1\n");
    refuses(IOException.class, "m.csv: no column 'Title'", () -> open(false));
    text("toy/a.csv", "Song,Quadrant\na,Q2\nb,Q1\nc,Q1\n");
    refuses(IOException.class, "a.csv: Quadrant of clip b is Q1", () -> open(false));
    text("toy/a.csv", "Song,Quadrant\na,Q2\nc,Q1\n");
    refuses(IOException.class, "clip b is not given", () -> open(false));
  }

  @Test
  void refusesDamagedDescriptors() throws IOException {
    text("toy.json", "{\"name\": \"toy\", \"klasses\": []}");
    refuses(IOException.class, "klasses", () -> DatasetDescriptor.read(folder.resolve("toy.json")));
    text("toy.json", "{\"name\": ");
    refuses(
        IOException.class,
        "not a data set descriptor",
        () -> DatasetDescriptor.read(folder.resolve("toy.json")));
    text("toy.json", "{}");
    refuses(
        IOException.class, "at least", () -> DatasetDescriptor.read(folder.resolve("toy.json")));
    named();
    text("toy-index.csv", "id,quadrant,artist,bytes,sha256\nc,Q7,10,1044,x\n");
    refuses(IOException.class, "class 'Q7'", () -> open2());
    text("toy-index.csv", "id,quadrant,artist,bytes,sha256\nc,Q1,10,many,x\n");
    refuses(IOException.class, "bad size", () -> open2());
  }

  private Dataset open2() throws IOException {
    return new NamedDataset(DatasetDescriptor.read(folder.resolve("toy.json")), folder)
        .open(false, ProgressListener.NONE);
  }
}
